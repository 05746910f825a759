//! `trangnhat backup FILE`: the whole site in one file, while it goes on serving.

use super::{
    progress::{Progress, count},
    say,
};
use crate::{
    archive::{self, Contents, PartFolder, Source, Unwritable, sync_folder},
    config,
    failure::Failure,
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

pub(super) async fn backup(file: &Path, data: &Path) -> Result<(), Failure> {
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
    // The folder goes into the task: it is not removed while something is written into it.
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

/// The backup, in its part folder.
const ARCHIVE: &str = "backup.tar";

fn taken(file: &Path) -> Failure {
    format!("Đã có {}: hãy chọn tên tệp khác.", file.display()).into()
}

/// Whether a file would lie in this folder, which may not be there.
fn lies_below(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().and_then(|parent| parent.canonicalize().ok());
    parent.zip(folder.canonicalize().ok()).is_some_and(|(parent, folder)| parent.starts_with(folder))
}

/// A new file that nobody else may read.
fn private(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

/// After the database has been copied: what its rows name was written before them, and never changes.
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

/// Adds a file, or all files of a folder, if it is there.
fn add(sources: &mut Vec<Source>, name: &Path, path: &Path) -> Result<(), Unwritable> {
    let unreadable = |error| Unwritable::Source(path.to_owned(), error);
    // Links are followed, as they are for readers.
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

/// Puts a finished file in its place, where nothing may be.
fn put(part: &Path, place: &Path) -> io::Result<()> {
    // A link never replaces what somebody has put there meanwhile, as a rename would. Not every disk has links.
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
