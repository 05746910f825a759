//! One scheduled backup: written under a partial name, read back completely, and moved into place. Only then old ones are
//! removed.

use super::{folder, keep::Keeper, make};
use crate::archive::{self, Contents, PartFolder, Unwritable};
use domain::{
    backups::{BackupName, Made, Schedule, store::note_begun},
    clock::Timestamp,
    db,
};
use std::{
    path::{Path, PathBuf},
    thread,
};
use tokio::sync::oneshot;

/// Why no backup was made and what to do, in Vietnamese; the cause is in the log.
pub(super) type Failure = String;

/// Makes a backup now.
pub(super) async fn run(keeper: &Keeper, schedule: &Schedule) -> Result<Made, Failure> {
    let now = keeper.clock.now();
    let (place, part) = begin(keeper, schedule, now).await?;
    let unwritten = |cause: &dyn std::fmt::Display| {
        tracing::error!("a backup could not be made: {cause}");
        "Không chép được cơ sở dữ liệu. Xin xem nhật ký của chương trình trên máy chủ.".to_owned()
    };
    note_begun(&keeper.db, &part.path().to_string_lossy(), now).await.map_err(|fault| unwritten(&fault))?;
    let database = make::database_file(&part).map_err(|error| written_failed(&place, &error))?;
    // The copy has been checked by the engine.
    db::copy(&crate::config::database(&keeper.data), &database).await.map_err(|error| unwritten(&error))?;
    let (data, kept) = (keeper.data.clone(), schedule.kept);
    let file = place.clone();
    let (contents, bytes) = in_a_thread(move || {
        let contents = write(&part, &data, &file, now)?;
        let bytes = check(&part, &contents)?;
        make::put(&part, &file).map_err(|error| written_failed(&file, &error))?;
        // A good one is there; one that is kept too long is no failure.
        if let Err(error) = folder::remove_old(file.parent().unwrap_or(&file), kept) {
            tracing::warn!("old backups could not be removed: {error}");
        }
        Ok((contents, bytes))
    })
    .await?;
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    tracing::info!(file = %place.display(), bytes, "a backup was made and checked");
    Ok(Made {
        at: keeper.clock.now(),
        file: place.display().to_string(),
        bytes: number(bytes),
        files: i64::try_from(contents.files).unwrap_or(i64::MAX),
    })
}

/// The place of the new backup, and its temporary folder.
async fn begin(
    keeper: &Keeper,
    schedule: &Schedule,
    now: Timestamp,
) -> Result<(PathBuf, PartFolder), Failure> {
    let name = BackupName::at(now, &keeper.zone)
        .ok_or_else(|| "Đồng hồ của máy chủ không đúng. Xin chỉnh lại đồng hồ.".to_owned())?;
    let (written, data) = (schedule.folder.clone(), keeper.data.clone());
    in_a_thread(move || {
        let folder = folder::open(&written, &data)?;
        let needs = make::needs(&data).map_err(|error| written_failed(&folder, &error))?;
        folder::has_room(&folder, needs)?;
        let place = folder.join(name.to_string());
        let part = PartFolder::beside(&place).map_err(|error| written_failed(&place, &error))?;
        Ok((place, part))
    })
    .await
}

fn write(part: &PartFolder, data: &Path, place: &Path, now: Timestamp) -> Result<Contents, Failure> {
    make::write(part, data, now, |_, _| ()).map_err(|cause| {
        tracing::error!("a backup could not be written: {cause}");
        match cause {
            Unwritable::Archive(error) => written_failed(place, &error),
            Unwritable::Source(path, error) => {
                format!(
                    "Không đọc được tệp {}: {}. Xin kiểm tra tệp này.",
                    path.display(),
                    folder::reason(&error)
                )
            }
            Unwritable::Moved(path) => {
                format!("Tệp {} vừa bị thay đổi. Lần tới sẽ sao lưu lại.", path.display())
            }
            Unwritable::Name(path) => {
                format!("Tên tệp {} không sao lưu được. Xin đổi tên hoặc bỏ tệp này.", path.display())
            }
        }
    })
}

/// Reads the backup from the disk and compares every byte; returns its size.
fn check(part: &PartFolder, contents: &Contents) -> Result<u64, Failure> {
    let file = make::unfinished(part);
    match archive::check(&file) {
        Ok((read, bytes)) if read == *contents => Ok(bytes),
        result => {
            tracing::error!("a backup does not read as it was written: {result:?}");
            Err("Bản sao lưu vừa ghi đọc lại không đúng nên đã bị bỏ; các bản cũ còn nguyên. Có lẽ ổ đĩa bị hỏng: \
                 xin kiểm tra ổ đĩa, hoặc chọn thư mục ở ổ đĩa khác."
                .to_owned())
        }
    }
}

fn written_failed(place: &Path, error: &std::io::Error) -> Failure {
    tracing::error!("{} could not be written: {error}", place.display());
    format!(
        "Không ghi được bản sao lưu {}: {}. Xin dọn ổ đĩa hoặc cắm lại, hoặc chọn thư mục khác.",
        place.display(),
        folder::reason(error)
    )
}

/// Runs in a thread of its own, for which a stopping site does not wait: what it leaves is removed at the next start.
pub(super) async fn in_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let (done, result) = oneshot::channel();
    let begun = thread::Builder::new().name("backup".to_owned()).spawn(move || {
        // Nobody listens if the site has stopped.
        let _ = done.send(work());
    });
    let stopped = || "Việc sao lưu bị dừng giữa chừng. Lần tới sẽ sao lưu lại.".to_owned();
    if let Err(error) = begun {
        tracing::error!("no thread for a backup: {error}");
        return Err(stopped());
    }
    result.await.unwrap_or_else(|_| Err(stopped()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_backup_that_does_not_read_as_it_was_written_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let (data, place) =
            (folder.path().join("data"), folder.path().join("trangnhat-2026-11-25-030000.tar"));
        fs::create_dir(&data).expect("a folder");
        let part = PartFolder::beside(&place).expect("a folder");
        let database = make::database_file(&part).expect("a file");
        fs::write(&database, [7; 5_000]).expect("written");
        let contents = write(&part, &data, &place, Timestamp(1)).expect("a backup");
        let file = make::unfinished(&part);
        let bytes = fs::read(&file).expect("read");
        assert_eq!(check(&part, &contents), Ok(bytes.len() as u64));
        let more = Contents { files: contents.files + 1, ..contents };
        check(&part, &more).expect_err("a file is missing");
        let mut changed = bytes;
        let middle = changed.iter().rposition(|byte| *byte == 7).expect("the database");
        changed[middle] = 8;
        fs::write(&file, changed).expect("written");
        let told = check(&part, &contents).expect_err("a byte is different");
        assert!(told.contains("các bản cũ còn nguyên"), "{told}");
        assert!(!place.exists());
    }
}
