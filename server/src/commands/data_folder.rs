//! The data folder of a command: locked, writable, and completely restored.
//!
//! `serve`, `seed` and `restore` lock it. A running server keeps in memory what it has read at startup and
//! counted since, so the writes of a second one, or of `seed`, would be overwritten or not noticed. `backup`
//! and `verify` only read, and `user` writes rows that the server reads for each request: these commands run
//! beside it.

use super::restore::{self, was_cut_off};
use crate::{command_error::CommandError, config, media::PART};
use domain::db::OpenError;
use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// An exclusive lock on the folder, released when dropped. It is a lock of the operating system on the folder
/// itself: it ends with the process in any case, and leaves no file behind.
#[derive(Debug)]
pub(super) struct Held {
    _folder: File,
}

/// Locks an existing folder.
///
/// # Errors
/// A sentence: another program has locked it, or it does not exist.
pub(super) fn hold(data: &Path) -> Result<Held, CommandError> {
    let folder = File::open(data).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => OpenError::Missing(config::database(data)).into(),
        _ => unwritable(data, &error),
    })?;
    match folder.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(format!(
                "Một chương trình Trang Nhất khác đang dùng thư mục {} (trang web đang mở, hoặc đang nạp gói hay khôi phục): \
                 hãy dừng chương trình đó rồi thử lại.",
                data.display()
            )
            .into());
        }
        // Some network file systems have no locks.
        Err(TryLockError::Error(error)) => {
            tracing::warn!("{} is not kept from a second program: {error}", data.display());
        }
    }
    Ok(Held { _folder: folder })
}

/// Whether another program has locked the folder.
pub(super) fn is_in_use(data: &Path) -> bool {
    // The lock, if it is taken here, ends at once.
    File::open(data).is_ok_and(|folder| matches!(folder.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Locks a folder that contains a site, or will get one from a pack.
///
/// # Errors
/// A sentence: another program has locked it, it does not exist, it cannot be written, or restoring a backup
/// to it was interrupted.
pub(super) fn open(data: &Path) -> Result<Held, CommandError> {
    let held = hold(data)?;
    if was_cut_off(data) {
        return Err(restore::cut_off(data));
    }
    try_to_write(data)?;
    Ok(held)
}

/// The sentence for a folder that cannot be written.
pub(super) fn unwritable(folder: &Path, error: &io::Error) -> CommandError {
    format!("Không ghi được vào thư mục {}: {error}.", folder.display()).into()
}

/// Checks that the user running this program may write all files that it will have to.
fn try_to_write(data: &Path) -> Result<(), CommandError> {
    let media = config::media(data);
    for folder in [data, media.as_path()] {
        let probe = folder.join(format!(".{:08x}{PART}", fastrand::u32(..)));
        match File::options().write(true).create_new(true).open(&probe) {
            Ok(_) => fs::remove_file(&probe).map_err(|error| unwritable(folder, &error))?,
            Err(error) if is_passing(&error) => {}
            // It is created with the first picture.
            Err(error) if error.kind() == io::ErrorKind::NotFound && folder == media => {}
            Err(error) => return Err(unwritable(folder, &error)),
        }
    }
    let database = config::database(data);
    let beside = |ending: &str| {
        let mut name = OsString::from(&database);
        name.push(ending);
        PathBuf::from(name)
    };
    // They may belong to another user, if that user has run `seed`, for example.
    for file in [beside(""), beside("-wal"), beside("-shm"), config::visitors(data), config::networks(data)] {
        match File::options().write(true).open(&file) {
            Ok(_) => {}
            Err(error) if is_passing(&error) || error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("Không ghi được vào tệp {}: {error}.", file.display()).into()),
        }
    }
    Ok(())
}

/// Whether the cause is a full disk: readers can still read, and `/readyz` reports it.
fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_once_and_free_again_afterwards() {
        let data = tempfile::tempdir().expect("a folder");
        let held = hold(data.path()).expect("nobody has it");
        let reason = hold(data.path()).expect_err("somebody has it").to_string();
        assert!(reason.starts_with("Một chương trình Trang Nhất khác đang dùng thư mục "), "{reason}");
        drop(held);
        hold(data.path()).expect("nobody has it any more");
        assert_eq!(fs::read_dir(data.path()).expect("a folder").count(), 0, "nothing is left in it");
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_site() {
        let data = tempfile::tempdir().expect("a folder");
        let reason = open(&data.path().join("none")).expect_err("nothing").to_string();
        assert!(reason.starts_with("Chưa có cơ sở dữ liệu "), "{reason}");
    }

    #[test]
    fn what_cannot_be_written_is_named() {
        // Nobody can create files there, not even root.
        let reason = open(Path::new("/sys")).expect_err("of the system").to_string();
        assert!(reason.starts_with("Không ghi được vào thư mục /sys: "), "{reason}");

        let data = tempfile::tempdir().expect("a folder");
        open(data.path()).expect("an empty folder");
        fs::write(config::media(data.path()), "no folder").expect("written");
        let reason = open(data.path()).expect_err("a file for pictures").to_string();
        assert!(
            reason.starts_with(&format!("Không ghi được vào thư mục {}", data.path().display())),
            "{reason}"
        );
        fs::remove_file(config::media(data.path())).expect("removed");

        fs::create_dir(config::database(data.path())).expect("a folder");
        let reason = open(data.path()).expect_err("a folder for the database").to_string();
        assert!(reason.starts_with("Không ghi được vào tệp ") && reason.contains("trangnhat.db"), "{reason}");
        assert_eq!(fs::read_dir(data.path()).expect("a folder").count(), 1, "nothing is left in it");
    }
}
