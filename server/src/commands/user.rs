//! `trangnhat user`: manages accounts on the command line; the first account is created here.

use super::say;
use crate::command_error::CommandError;
use crate::config::{self, Config, ServeFlags};
use app::routes::desk as addresses;
use clap::{Args, Subcommand};
use domain::{
    accounts::{
        Account, Email, Hasher, MAX_NAME, Role, Token, check_password,
        form::read_name,
        store::{NewAccount, create_account, find_candidate, load_accounts, make_reset_link},
    },
    audit::{Action, Actor, Subject, store::note},
    clock::{Timestamp, Zone},
    db::{Db, Missing, explain},
    site::store::{load_about, load_zone},
};
use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

#[cfg(test)]
mod tests;

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    #[command(about = "Tạo một tài khoản; mật khẩu đọc từ bàn phím hoặc từ đầu vào chuẩn")]
    Add(AddFlags),
    #[command(about = "Tạo liên kết dùng một lần để chủ tài khoản tự đặt mật khẩu")]
    Reset(ResetFlags),
    #[command(about = "Liệt kê các tài khoản")]
    List(super::DataFlag),
}

#[derive(Debug, Args)]
pub(super) struct AddFlags {
    #[arg(value_name = "E-MAIL", help = "Địa chỉ dùng để đăng nhập")]
    email: String,
    #[arg(long, value_name = "TÊN", help = "Tên mà người khác thấy")]
    name: String,
    #[arg(long, value_name = "VAI_TRÒ", help = "admin, editor hoặc author")]
    role: String,
    #[command(flatten)]
    data: super::DataFlag,
}

#[derive(Debug, Args)]
pub(super) struct ResetFlags {
    #[arg(value_name = "E-MAIL", help = "Địa chỉ mà tài khoản dùng để đăng nhập")]
    email: String,
    #[command(flatten)]
    data: super::DataFlag,
    #[arg(
        long,
        env = "TRANGNHAT_URL",
        value_name = "URL",
        help = "Địa chỉ mà người đọc gõ, ví dụ https://khuyenhoc.example [mặc định: url trong trangnhat.toml]"
    )]
    url: Option<String>,
}

pub(super) async fn user(command: UserCommand) -> Result<(), CommandError> {
    match command {
        UserCommand::Add(flags) => add(flags, read_password).await,
        UserCommand::Reset(flags) => reset(flags).await,
        UserCommand::List(flags) => list(flags).await,
    }
}

/// Creates an account; `password` asks for one.
async fn add(
    flags: AddFlags,
    password: impl FnOnce() -> Result<String, CommandError>,
) -> Result<(), CommandError> {
    let email = read_email(&flags.email)?;
    let role = Role::read(&flags.role)
        .ok_or_else(|| format!("Không có vai trò “{}”: hãy viết admin, editor hoặc author.", flags.role))?;
    let name = read_name(&flags.name).ok_or_else(|| format!("Tên cần có từ 1 đến {MAX_NAME} ký tự."))?;
    let file = config::database(&flags.data.data);
    let db = Db::open(&file, Missing::Refuse).await?;
    let fault = |fault| CommandError::from(explain(&file, fault));
    let site = load_about(&db, "").await.map_err(fault)?.map(|about| about.name).unwrap_or_default();
    let password = password()?;
    check_password(&password, &[&site, &name, email.local()]).map_err(|weak| weak.to_string())?;
    let hash = Hasher::default().hash(&password).await?;
    let new = NewAccount {
        email: email.as_str().to_owned(),
        name,
        role,
        categories: Vec::new(),
        password: Some(hash),
    };
    let now = Timestamp::now();
    let mut tx = db.write().await.map_err(fault)?;
    let made = create_account(&mut tx, &new, now).await.map_err(fault)?;
    let id = made.map_err(|_| format!("Đã có tài khoản dùng địa chỉ {email}."))?;
    let detail = [("name", new.name.as_str()), ("email", new.email.as_str()), ("role", role.as_str())];
    note(&mut tx, now, Actor::COMMAND, Action::AccountCreated, Subject::Account(id), &detail)
        .await
        .map_err(fault)?;
    tx.commit().await.map_err(fault)?;
    db.close().await;
    say(&format!("Đã tạo tài khoản {email} ({}).", role.name().to_lowercase()));
    Ok(())
}

fn read_email(written: &str) -> Result<Email, CommandError> {
    written.parse().map_err(|_| format!("“{written}” không phải là một địa chỉ e-mail.").into())
}

/// Asks for a password twice without echo, or reads the first line of standard input.
pub(super) fn read_password() -> Result<String, CommandError> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let password = rpassword::prompt_password("Mật khẩu: ")?;
    if rpassword::prompt_password("Nhập lại mật khẩu: ")? != password {
        return Err("Hai lần nhập mật khẩu không giống nhau.".into());
    }
    Ok(password)
}

async fn reset(flags: ResetFlags) -> Result<(), CommandError> {
    let link = make_link(flags).await?;
    say(&format!("Liên kết đặt mật khẩu, dùng được một lần trong 24 giờ:\n{link}"));
    Ok(())
}

/// Creates a password reset link, as an absolute address.
async fn make_link(ResetFlags { email, data, url }: ResetFlags) -> Result<String, CommandError> {
    let email = read_email(&email)?;
    let data: PathBuf = data.data;
    let config = Config::read(ServeFlags { data, url, ..ServeFlags::default() })?;
    let url = config.known_url().ok_or(
        "Chưa biết địa chỉ của trang web để viết liên kết: hãy thêm --url https://ten-mien, hoặc ghi dòng \
         url = \"https://ten-mien\" vào tệp trangnhat.toml trong thư mục dữ liệu.",
    )?;
    let file = config.database();
    let db = Db::open(&file, Missing::Refuse).await?;
    let fault = |fault| CommandError::from(explain(&file, fault));
    let account = find_candidate(&db, email.as_str()).await.map_err(fault)?;
    let account = account
        .ok_or_else(|| format!("Không có tài khoản nào dùng địa chỉ {email}, hoặc tài khoản đó đã ngừng."))?;
    let token = Token::random()?;
    let mut tx = db.write().await.map_err(fault)?;
    make_reset_link(&mut tx, Actor::COMMAND, account.id, &token.hash(), Timestamp::now())
        .await
        .map_err(fault)?;
    tx.commit().await.map_err(fault)?;
    db.close().await;
    Ok(format!("{url}{}", addresses::reset(&token.to_string())))
}

async fn list(flags: super::DataFlag) -> Result<(), CommandError> {
    let file = config::database(&flags.data);
    let db = Db::open(&file, Missing::Refuse).await?;
    let fault = |fault| CommandError::from(explain(&file, fault));
    let zone = Zone::named(&load_zone(&db).await.map_err(fault)?.unwrap_or_default());
    let accounts = load_accounts(&db).await.map_err(fault)?;
    db.close().await;
    if accounts.is_empty() {
        say("Chưa có tài khoản nào: hãy tạo tài khoản đầu tiên bằng `trangnhat user add`.");
    }
    for account in &accounts {
        say(&line(account, &zone));
    }
    Ok(())
}

/// An account in one line that begins with the address, for searching.
fn line(account: &Account, zone: &Zone) -> String {
    let factor = if account.has_second_factor { "xác thực hai bước" } else { "chỉ mật khẩu" };
    let seen = account.seen_at.map_or("không có phiên nào".to_owned(), |at| zone.moment(at).words);
    let mut parts = vec![account.email.as_str(), &account.name, account.role.name(), factor, &seen];
    parts.extend(account.disabled_at.map(|_| "ĐÃ NGỪNG"));
    parts.join(" | ")
}
