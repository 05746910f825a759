//! `trangnhat backup FILE`: backs up the whole site into one file, while the server may be running.

use super::{
    progress::{Progress, count},
    say,
};
use crate::{
    archive::{self, Contents, PartFolder, Source, Unwritable, sync_folder},
    command_error::CommandError,
    config,
    media::PART,
};
use domain::{clock::Timestamp, db};
use std::{
    fs::{self, File},
    io,
    os::unix::fs::OpenOptionsExt,
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
    let database = config::database(part.path());
    private(&database).map_err(|error| unwritable(&error))?;
    say("Đang chép cơ sở dữ liệu…");
    db::copy(&config::database(data), &database).await?;
    let data = data.to_owned();
    // The folder is moved into the task, so that it is not removed while something is written into it.
    let written = spawn_blocking(move || {
        let contents = write(&part, &data)?;
        put(&part.path().join(ARCHIVE), &place).map_err(Unwritable::Archive)?;
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

/// The name of the unfinished backup in its temporary folder.
const ARCHIVE: &str = "backup.tar";

fn taken(file: &Path) -> CommandError {
    format!("Đã có {}: hãy chọn tên tệp khác.", file.display()).into()
}

/// Whether the file would be inside this folder, which may not exist.
fn lies_below(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().and_then(|parent| parent.canonicalize().ok());
    parent.zip(folder.canonicalize().ok()).is_some_and(|(parent, folder)| parent.starts_with(folder))
}

/// Creates a file that only its owner may read.
fn private(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

/// Runs after the database has been copied: files are written before the rows that name them, and never
/// change.
fn write(part: &PartFolder, data: &Path) -> Result<Contents, Unwritable> {
    let root = Path::new("");
    let mut sources = Vec::new();
    let mut add = |name: &Path, path: &Path| add(&mut sources, name, path);
    add(&config::database(root), &config::database(part.path()))?;
    add(&config::settings(root), &config::settings(data))?;
    add(&config::media(root), &config::media(data))?;
    let mut progress = Progress::new("Đang sao lưu");
    let archive = private(&part.path().join(ARCHIVE))?;
    archive::write(&archive, sources, Timestamp::now(), |done, all| progress.say(done, all))
}

/// Adds a file, or all files of a folder, if it exists.
fn add(sources: &mut Vec<Source>, name: &Path, path: &Path) -> Result<(), Unwritable> {
    let unreadable = |error| Unwritable::Source(path.to_owned(), error);
    // Symbolic links are followed, as they are when files are served.
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(unreadable)?,
    };
    if found.is_dir() {
        for entry in fs::read_dir(path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?.file_name();
            if !entry.as_encoded_bytes().ends_with(PART.as_bytes()) {
                add(sources, &name.join(&entry), &path.join(&entry))?;
            }
        }
    } else if found.is_file() {
        let name = name.to_str().ok_or_else(|| Unwritable::Name(path.to_owned()))?;
        sources.push(Source { name: name.to_owned(), path: path.to_owned(), size: found.len() });
    }
    Ok(())
}

/// Moves the finished file to its place, without overwriting anything.
fn put(part: &Path, place: &Path) -> io::Result<()> {
    // Unlike a rename, a hard link never replaces an existing file. Some file systems have no hard links.
    match fs::hard_link(part, place) {
        Err(error)
            if error.kind() != io::ErrorKind::AlreadyExists && fs::symlink_metadata(place).is_err() =>
        {
            fs::rename(part, place)?;
        }
        linked => linked?,
    }
    sync_folder(place.parent().unwrap_or(place))
}
