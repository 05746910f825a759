//! The folder of scheduled backups: whether it can be used, its space, and removing what is not kept.

use crate::config;
use domain::{
    backups::{BackupName, Kept},
    statistics::grouped,
};
use std::{
    fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// How much of the disk stays free beside a backup, in bytes: the site must be able to write on.
const LEFT_FREE: u64 = 64 * 1024 * 1024;

/// The folder of a schedule; the one in the data folder if none is named.
pub(crate) fn of(written: &str, data: &Path) -> PathBuf {
    if written.is_empty() { config::backups(data) } else { PathBuf::from(written) }
}

/// Opens the folder for writing; only the one in the data folder is created.
///
/// # Errors
/// What is wrong and what to do, in Vietnamese.
pub(crate) fn open(written: &str, data: &Path) -> Result<PathBuf, String> {
    let folder = of(written, data);
    let shown = folder.display();
    if written.is_empty()
        && let Err(error) = fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)
    {
        tracing::warn!("{shown} cannot be made: {error}");
        return Err(format!("Không tạo được thư mục {shown}: {}. Xin chọn thư mục khác.", reason(&error)));
    }
    if !folder.is_absolute() && !written.is_empty() {
        return Err("Đường dẫn thư mục phải bắt đầu bằng dấu gạch chéo, như /mnt/sao-luu.".to_owned());
    }
    if !folder.is_dir() {
        return Err(format!(
            "Không có thư mục {shown}. Xin tạo thư mục, cắm lại ổ đĩa, hoặc chọn thư mục khác."
        ));
    }
    let inside = |public: &Path| {
        let (folder, public) = (folder.canonicalize().ok(), public.canonicalize().ok());
        folder.zip(public).is_some_and(|(folder, public)| folder.starts_with(public))
    };
    if inside(&config::media(data)) {
        return Err(format!(
            "Không sao lưu vào {shown}: ai cũng tải được tệp từ thư mục này. Xin chọn thư mục khác."
        ));
    }
    let probe = folder.join(format!(".{:08x}.part", fastrand::u32(..)));
    let tried =
        fs::File::options().write(true).create_new(true).open(&probe).and_then(|_| fs::remove_file(&probe));
    match tried {
        Ok(()) => Ok(folder),
        Err(error) => {
            tracing::warn!("{shown} cannot be written: {error}");
            Err(format!(
                "Không ghi được vào thư mục {shown}: {}. Xin cho chương trình quyền ghi vào đó, hoặc chọn thư mục khác.",
                reason(&error)
            ))
        }
    }
}

/// Checks that so many bytes fit into the folder, and something is left.
///
/// # Errors
/// What is wrong and what to do, in Vietnamese.
pub(crate) fn has_room(folder: &Path, bytes: u64) -> Result<(), String> {
    let Some((free, _)) = space(folder) else { return Ok(()) };
    if bytes.saturating_add(LEFT_FREE) <= free {
        return Ok(());
    }
    Err(format!(
        "Ổ đĩa của thư mục {} còn trống {} MB mà lần sao lưu cần {} MB. Xin dọn bớt ổ đĩa, hoặc chọn thư mục khác.",
        folder.display(),
        megabytes(free),
        megabytes(bytes.saturating_add(LEFT_FREE))
    ))
}

/// Free and total bytes of the disk of a folder; `None` if it does not tell, as some network disks.
pub(crate) fn space(folder: &Path) -> Option<(u64, u64)> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let block = disk.f_frsize.max(1);
    let all = disk.f_blocks.saturating_mul(block);
    (all > 0).then(|| (disk.f_bavail.saturating_mul(block), all))
}

/// Removes the backups that are not kept any more. Other files stay.
pub(super) fn remove_old(folder: &Path, kept: Kept) -> io::Result<()> {
    let names = fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let names: Vec<BackupName> = names.collect();
    for name in kept.to_remove(&names) {
        fs::remove_file(folder.join(name.to_string()))?;
    }
    Ok(())
}

/// The cause of a failure in Vietnamese; the log has the system's words.
pub(super) fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "chương trình không có quyền",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "ổ đĩa đã đầy",
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        io::ErrorKind::NotFound => "thư mục không còn",
        io::ErrorKind::AlreadyExists => "đã có tệp cùng tên",
        _ => "ổ đĩa báo lỗi",
    }
}

fn megabytes(bytes: u64) -> String {
    grouped(i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_that_does_not_fit_is_not_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        has_room(folder.path(), 0).expect("the disk of the tests has some space");
        let told = has_room(folder.path(), u64::MAX / 2).expect_err("larger than any disk");
        assert!(told.contains("còn trống") && told.contains("Xin dọn bớt ổ đĩa"), "{told}");
    }

    #[test]
    fn only_old_backups_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = [
            "thu.txt",
            "trangnhat-2026-11-23-030000.tar",
            "trangnhat-2026-11-24-030000.tar",
            "trangnhat-2026-11-25-030000.tar",
            "trangnhat-2026-11-25-030000.tar.0a1b2c3d.part",
            "trangnhat.db",
        ];
        for name in names {
            fs::write(folder.path().join(name), name).expect("written");
        }
        remove_old(folder.path(), Kept { days: 1, weeks: 0, months: 0 }).expect("removed");
        let there = |name: &&str| folder.path().join(name).exists();
        let left: Vec<&str> = names.into_iter().filter(|name| there(name)).collect();
        assert_eq!(left, [names[0], names[3], names[4], names[5]]);
    }

    #[test]
    fn a_missing_folder_is_not_made_unless_it_is_ours() {
        let data = tempfile::tempdir().expect("a folder");
        let other = data.path().join("o-dia");
        let told = open(other.to_str().expect("text"), data.path()).expect_err("no such folder");
        assert!(told.contains("cắm lại ổ đĩa") && !other.exists(), "{told}");
        assert_eq!(open("", data.path()), Ok(data.path().join("backups")));
    }
}
