//! The commands of the binary. All output for the owner is in Vietnamese; each failure is one sentence.

mod backup;
mod data_folder;
mod doctor;
mod mistake;
mod progress;
mod restore;
mod seed;
mod serve;
mod user;
mod verify;

use crate::{command_error::CommandError, config::ServeFlags};
use clap::{Args, Parser, Subcommand};
use std::{path::PathBuf, pin::Pin};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "trangnhat",
    version,
    about = "Trang Nhất: cổng tin tức cho hội, trường học và xã phường",
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeFlags,
}

impl Cli {
    /// Parses the command line. For help and the version, it prints them and exits.
    ///
    /// # Errors
    /// A sentence about what is wrong.
    pub fn read() -> Result<Self, String> {
        Self::try_parse().map_err(|error| mistake::explained(&error).unwrap_or_else(|| error.exit()))
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = "Mở trang web (lệnh mặc định)")]
    Serve(ServeFlags),
    #[command(about = "Nạp một gói nội dung vào thư mục dữ liệu")]
    Seed(SeedFlags),
    #[command(about = "Quản lý tài khoản", subcommand)]
    User(user::UserCommand),
    #[command(about = "Đếm lại mọi lá phiếu và kiểm tra dấu niêm phong của chúng")]
    Verify(DataFlag),
    #[command(
        about = "Sao lưu toàn bộ trang web vào một tệp, trong lúc trang vẫn mở",
        after_help = "Tệp sao lưu chứa cả mật khẩu đã băm và khóa bí mật, nên chỉ chủ tệp đọc được (quyền 0600): \
            xin cất giữ cẩn thận. Trong lúc sao lưu, ổ đĩa cần thêm chỗ cho một bản chép của cơ sở dữ liệu."
    )]
    Backup(ArchiveFlags),
    #[command(
        about = "Khôi phục trang web từ một tệp sao lưu vào một thư mục mới hoặc thư mục trống",
        after_help = "Thư mục có thể là một ổ đĩa trống vừa gắn vào máy. Sau khi khôi phục, mọi người phải đăng nhập lại. \
            Nếu lệnh bị dừng giữa chừng, chỉ cần chạy lại."
    )]
    Restore(ArchiveFlags),
    #[command(
        about = "Khám sức khỏe: thư mục, ổ đĩa, đồng hồ, cơ sở dữ liệu, hình, cấu hình và máy chủ",
        after_help = "Mỗi mục một dòng: Tốt, Chú ý hoặc Hỏng, kèm việc cần làm. Kết thúc với mã 1 nếu có mục hỏng. Lệnh này chạy \
            được trong lúc trang đang mở và không ghi gì."
    )]
    Doctor(ServeFlags),
}

#[derive(Debug, Args)]
struct ArchiveFlags {
    #[arg(value_name = "TỆP", help = "Tệp sao lưu, dạng tar")]
    file: PathBuf,
    #[command(flatten)]
    data: DataFlag,
}

#[derive(Debug, Args)]
struct DataFlag {
    #[arg(
        long,
        env = "TRANGNHAT_DATA",
        value_name = "THƯ_MỤC",
        default_value = "data",
        help = "Thư mục dữ liệu"
    )]
    data: PathBuf,
}

#[derive(Debug, Args)]
struct SeedFlags {
    #[arg(value_name = "GÓI", help = "Thư mục của gói nội dung, có tệp site.toml")]
    pack: PathBuf,
    #[command(flatten)]
    data: DataFlag,
    #[arg(long, help = "Ghi đè những gì đã có (cuộc bình chọn thì luôn giữ nguyên)")]
    replace: bool,
}

/// Runs a command. The future is boxed, so that the commands are compiled in this crate only, and not again
/// in the binary and in each test.
pub fn run(cli: Cli) -> Pin<Box<dyn Future<Output = Result<(), CommandError>>>> {
    Box::pin(async {
        match cli.command {
            Some(Command::Seed(flags)) => seed::seed(&flags.pack, &flags.data.data, flags.replace).await,
            Some(Command::User(command)) => user::user(command).await,
            Some(Command::Verify(flags)) => verify::verify(&flags.data).await,
            Some(Command::Backup(flags)) => backup::backup(&flags.file, &flags.data.data).await,
            Some(Command::Restore(flags)) => restore::restore(&flags.file, &flags.data.data).await,
            Some(Command::Doctor(flags)) => doctor::doctor(flags).await,
            Some(Command::Serve(flags)) => serve::serve(flags).await,
            None => serve::serve(cli.serve).await,
        }
    })
}

#[expect(
    clippy::print_stdout,
    reason = "a command answers on standard output; the log goes to standard error"
)]
fn say(line: &str) {
    println!("{line}");
}
