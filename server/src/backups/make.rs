//! The steps of making a backup of a site, which may be running. They work in a temporary folder beside the final place.

use crate::{
    archive::{self, Contents, PartFolder, Source, Unwritable, sync_folder},
    config,
    media::writing::PART,
};
use domain::clock::Timestamp;
use std::{
    fs::{self, File},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The name of the unfinished backup in its temporary folder.
const ARCHIVE: &str = "backup.tar";

/// Creates the empty file into which the database is to be copied, for its owner only.
pub(crate) fn database_file(part: &PartFolder) -> io::Result<PathBuf> {
    let database = config::database(part.path());
    private(&database)?;
    Ok(database)
}

/// The unfinished backup.
pub(crate) fn unfinished(part: &PartFolder) -> PathBuf {
    part.path().join(ARCHIVE)
}

/// Writes the backup, with the database that was copied to [`database_file`]. Runs after that, since files are written
/// before the rows that name them, and never change. `progress` is called with what has been copied, and the total.
pub(crate) fn write(
    part: &PartFolder,
    data: &Path,
    time: Timestamp,
    progress: impl FnMut(Contents, Contents),
) -> Result<Contents, Unwritable> {
    let root = Path::new("");
    let mut sources = Vec::new();
    let mut add = |name: &Path, path: &Path| add(&mut sources, name, path);
    add(&config::database(root), &config::database(part.path()))?;
    add(&config::settings(root), &config::settings(data))?;
    add(&config::media(root), &config::media(data))?;
    let archive = private(&unfinished(part))?;
    archive::write(&archive, sources, time, progress)
}

/// Moves the finished file to its place, without overwriting anything.
pub(crate) fn put(part: &PartFolder, place: &Path) -> io::Result<()> {
    let unfinished = unfinished(part);
    // Unlike a rename, a hard link never replaces an existing file. Some file systems have no hard links.
    match fs::hard_link(&unfinished, place) {
        Err(error)
            if error.kind() != io::ErrorKind::AlreadyExists && fs::symlink_metadata(place).is_err() =>
        {
            fs::rename(&unfinished, place)?;
        }
        linked => linked?,
    }
    sync_folder(place.parent().unwrap_or(place))
}

/// How many bytes the disk of a backup needs at most while it is made: the database twice, and the media folder.
pub(crate) fn needs(data: &Path) -> io::Result<u64> {
    let database = config::database(data);
    let mut log = database.clone().into_os_string();
    log.push("-wal");
    let size = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    let database = size(&database).saturating_add(size(Path::new(&log)));
    Ok(database.saturating_mul(2).saturating_add(size_of_folder(&config::media(data))?))
}

fn size_of_folder(folder: &Path) -> io::Result<u64> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut sum: u64 = 0;
    for entry in entries {
        let entry = entry?;
        // A file may be removed meanwhile.
        let Ok(found) = fs::metadata(entry.path()) else { continue };
        let size = if found.is_dir() { size_of_folder(&entry.path())? } else { found.len() };
        sum = sum.saturating_add(size);
    }
    Ok(sum)
}

/// Creates a file that only its owner may read.
fn private(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(path)
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
