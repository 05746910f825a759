//! Writes a backup, without holding whole files in memory.

use super::{
    Contents, END, LIST,
    copy::{CHUNK, CopyError, copy},
    gap, head,
    list::{Entry, List, is_allowed},
};
use domain::clock::Timestamp;
use std::{
    fmt,
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::PathBuf,
};

/// A file to be backed up.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path below the data folder, separated by `/`.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// In bytes.
    pub(crate) size: u64,
}

/// Why a backup could not be written. The text is a sentence without its beginning.
#[derive(Debug)]
pub(crate) enum Unwritable {
    /// A file cannot be read.
    Source(PathBuf, io::Error),
    /// The size of a file has changed in the meantime.
    Moved(PathBuf),
    /// The name of a file is not allowed in a backup.
    Name(PathBuf),
    /// The backup itself cannot be written.
    Archive(io::Error),
}

impl From<io::Error> for Unwritable {
    fn from(error: io::Error) -> Self {
        Self::Archive(error)
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(path, error) => write!(f, "không đọc được tệp {}: {error}", path.display()),
            Self::Moved(path) => write!(f, "tệp {} vừa bị thay đổi, hãy thử lại", path.display()),
            Self::Name(path) => write!(f, "tên tệp {:?} không dùng được", path.display().to_string()),
            Self::Archive(error) => error.fmt(f),
        }
    }
}

/// Writes a backup of these files into an empty file, and syncs it. `progress` is called with what has been
/// copied, and the total.
pub(crate) fn write(
    archive: &File,
    mut sources: Vec<Source>,
    time: Timestamp,
    mut progress: impl FnMut(Contents, Contents),
) -> Result<Contents, Unwritable> {
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    if let Some(wrong) = sources.iter().find(|source| !is_allowed(&source.name)) {
        return Err(Unwritable::Name(wrong.path.clone()));
    }
    let mut list = List { program: env!("CARGO_PKG_VERSION").to_owned(), time, entries: Vec::new() };
    // The hashes are not known yet, but the length of the list is.
    let unknown =
        |source: &Source| Entry { name: source.name.clone(), size: source.size, hash: "0".repeat(64) };
    list.entries = sources.iter().map(unknown).collect();
    let placeholder = list.text();
    let length = placeholder.len() as u64;
    let list_head = head(LIST, length, time)?;

    let all = Contents { files: sources.len(), bytes: sources.iter().map(|source| source.size).sum() };
    let mut done = Contents::default();
    let mut to = BufWriter::with_capacity(CHUNK, archive);
    to.write_all(&list_head)?;
    to.write_all(placeholder.as_bytes())?;
    to.write_all(gap(length))?;
    for (source, entry) in sources.iter().zip(&mut list.entries) {
        to.write_all(&head(&source.name, source.size, time)?)?;
        entry.hash = put(source, &mut to, &mut |bytes| {
            done.bytes += bytes;
            progress(done, all);
        })?;
        to.write_all(gap(source.size))?;
        done.files += 1;
    }
    to.write_all(&END)?;
    to.seek(SeekFrom::Start(list_head.len() as u64))?;
    to.write_all(list.text().as_bytes())?;
    to.flush()?;
    archive.sync_all()?;
    Ok(done)
}

/// Copies a file, and returns its hash.
fn put(source: &Source, to: &mut impl Write, copied: &mut dyn FnMut(u64)) -> Result<String, Unwritable> {
    let unreadable = |error| Unwritable::Source(source.path.clone(), error);
    let mut from = File::open(&source.path).map_err(unreadable)?;
    let hash = copy(&mut from, to, source.size, copied).map_err(|fault| match fault {
        CopyError::Short => Unwritable::Moved(source.path.clone()),
        CopyError::Read(error) => unreadable(error),
        CopyError::Write(error) => Unwritable::Archive(error),
    })?;
    match from.read(&mut [0]).map_err(unreadable)? {
        0 => Ok(hash),
        _ => Err(Unwritable::Moved(source.path.clone())),
    }
}
