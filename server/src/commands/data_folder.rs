//! The data folder as a command finds it: for one program at a time, writable, and whole.
//!
//! `serve`, `seed` and `restore` have it to themselves. An open site keeps in its memory what it has read at its start and what it
//! has counted since, so a second one, or a pack that is loaded beside it, would be overwritten or not seen. `backup` and `verify`
//! only read, and what `user` writes are rows that an open site asks for each time: these run beside it.

use super::restore::{self, was_cut_off};
use crate::{config, failure::Failure, media::PART};
use domain::db::OpenError;
use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The folder, for this program alone until this is dropped. The lock is the system's and lies upon the folder itself: it ends
/// with the program, however that ends, and leaves no file behind.
#[derive(Debug)]
pub(super) struct Held {
    _folder: File,
}

/// Takes a folder that is there.
///
/// # Errors
/// A sentence: another program has it, or there is none.
pub(super) fn hold(data: &Path) -> Result<Held, Failure> {
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
        // Not every disk of a network has locks.
        Err(TryLockError::Error(error)) => {
            tracing::warn!("{} is not kept from a second program: {error}", data.display());
        }
    }
    Ok(Held { _folder: folder })
}

/// Takes a folder with a site, or one that is to get a site from a pack.
///
/// # Errors
/// A sentence: another program has it, there is none, it cannot be written, or a site was restored to it and not to its end.
pub(super) fn open(data: &Path) -> Result<Held, Failure> {
    let held = hold(data)?;
    if was_cut_off(data) {
        return Err(restore::cut_off(data));
    }
    try_to_write(data)?;
    Ok(held)
}

/// Says that a folder cannot be written.
pub(super) fn unwritable(folder: &Path, error: &io::Error) -> Failure {
    format!("Không ghi được vào thư mục {}: {error}.", folder.display()).into()
}

/// Whether the user of this program may write what it will have to.
fn try_to_write(data: &Path) -> Result<(), Failure> {
    let media = config::media(data);
    for folder in [data, media.as_path()] {
        let probe = folder.join(format!(".{:08x}{PART}", fastrand::u32(..)));
        match File::options().write(true).create_new(true).open(&probe) {
            Ok(_) => fs::remove_file(&probe).map_err(|error| unwritable(folder, &error))?,
            Err(error) if is_passing(&error) => {}
            // The first picture makes it.
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
    // Perhaps another user has made them, with `seed`, say.
    for file in [beside(""), beside("-wal"), beside("-shm"), config::visitors(data), config::networks(data)] {
        match File::options().write(true).open(&file) {
            Ok(_) => {}
            Err(error) if is_passing(&error) || error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("Không ghi được vào tệp {}: {error}.", file.display()).into()),
        }
    }
    Ok(())
}

/// Whether an error is of a disk that is full: readers can still read, and `/readyz` tells of it.
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
        // Nobody makes files there, whoever they are.
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
