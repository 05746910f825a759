//! `trangnhat backup FILE`: backs up the whole site into one file, while the server may be running.

use super::{
    progress::{Progress, count},
    say,
};
use crate::{
    archive::{Contents, PartFolder, Unwritable},
    backups::make,
    command_error::CommandError,
    config,
};
use domain::{clock::Timestamp, db};
use std::{
    fs, io,
    path::{self, Path},
};
use tokio::task::spawn_blocking;

pub(super) async fn backup(file: &Path, data: &Path) -> Result<(), CommandError> {
    let unwritable =
        |error: &dyn std::fmt::Display| format!("Không sao lưu được vào {}: {error}.", file.display());
    let place = path::absolute(file).map_err(|error| unwritable(&error))?;
    if fs::symlink_metadata(&place).is_ok() {
        return Err(taken(file));
    }
    if lies_below(&place, &config::media(data)) {
        return Err(
            format!("Không sao lưu vào {}: ai cũng tải được tệp từ thư mục này.", file.display()).into()
        );
    }
    let part = PartFolder::beside(&place).map_err(|error| unwritable(&error))?;
    let database = make::database_file(&part).map_err(|error| unwritable(&error))?;
    say("Đang chép cơ sở dữ liệu…");
    db::copy(&config::database(data), &database).await?;
    let data = data.to_owned();
    // The folder is moved into the task, so that it is not removed while something is written into it.
    let written = spawn_blocking(move || {
        let mut progress = Progress::new("Đang sao lưu");
        let contents = make::write(&part, &data, Timestamp::now(), |done, all| progress.say(done, all))?;
        make::put(&part, &place).map_err(Unwritable::Archive)?;
        Ok(contents)
    });
    let contents = written.await?.map_err(|reason| match reason {
        Unwritable::Archive(error) if error.kind() == io::ErrorKind::AlreadyExists => taken(file),
        reason => unwritable(&reason).into(),
    })?;
    let Contents { files, bytes } = contents;
    say(&format!("Đã sao lưu {} tệp, {} byte vào {}.", count(files), count(bytes), file.display()));
    Ok(())
}

fn taken(file: &Path) -> CommandError {
    format!("Đã có {}: hãy chọn tên tệp khác.", file.display()).into()
}

/// Whether the file would be inside this folder, which may not exist.
fn lies_below(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().and_then(|parent| parent.canonicalize().ok());
    parent.zip(folder.canonicalize().ok()).is_some_and(|(parent, folder)| parent.starts_with(folder))
}
