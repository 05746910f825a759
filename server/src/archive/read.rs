//! Reads a backup: it is extracted only if every byte matches the list.

use super::{
    BLOCK, Contents, END, LIST,
    copy::{CHUNK, CopyError, copy},
    gap, head,
    list::{Entry, List, NotAList},
    sync::sync,
};
use crate::config;
use domain::{clock::Timestamp, statistics::grouped};
use std::{
    cmp::Ordering,
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufReader, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// The longest list, in bytes: enough for two million files. The list is held in memory.
const LONGEST_LIST: u64 = 256 * 1024 * 1024;

/// Why a backup is rejected.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The file is no backup.
    NotABackup,
    /// It was written by a later version of the program.
    Newer,
    /// It is truncated.
    Cut,
    /// It has more bytes than listed.
    Longer,
    /// This entry was changed.
    Changed(String),
    /// This name is not allowed, or occurs twice, or is required and missing.
    Name(String),
    /// The disk has less space than the content takes.
    NoRoom { takes: u64, left: u64 },
    /// The backup cannot be read.
    Read(io::Error),
    /// The extracted files cannot be written.
    Write(io::Error),
}

impl Unreadable {
    /// A sentence for the owner, about restoring this backup to this folder.
    pub(crate) fn sentence(&self, backup: &Path, folder: &Path) -> String {
        let backup = backup.display();
        match self {
            Self::NotABackup => format!("Tệp {backup} không phải là bản sao lưu của Trang Nhất."),
            Self::Newer => {
                format!(
                    "Bản sao lưu {backup} do một phiên bản Trang Nhất mới hơn tạo ra: hãy dùng phiên bản đó."
                )
            }
            Self::Cut => format!("Bản sao lưu {backup} bị thiếu phần cuối, có lẽ do chép chưa xong."),
            Self::Longer => format!("Bản sao lưu {backup} có dữ liệu thừa ở cuối."),
            Self::Changed(name) => format!("Bản sao lưu {backup} đã bị hỏng hoặc bị sửa ở tệp {name}."),
            Self::Name(name) => {
                format!("Bản sao lưu {backup} có tên tệp sai, bị lặp hoặc bị thiếu: {name:?}.")
            }
            Self::NoRoom { takes, left } => format!(
                "Ổ đĩa của thư mục {} còn trống {} byte mà bản sao lưu {backup} cần {} byte: hãy chọn ổ đĩa khác hoặc dọn bớt.",
                folder.display(),
                grouped(i64::try_from(*left).unwrap_or(i64::MAX)),
                grouped(i64::try_from(*takes).unwrap_or(i64::MAX))
            ),
            Self::Read(error) => format!("Không đọc được tệp {backup}: {error}."),
            Self::Write(error) => format!("Không ghi được vào thư mục {}: {error}.", folder.display()),
        }
    }
}

/// Extracts a backup into an empty folder, and syncs it to the disk. After an error the content of the folder
/// is unusable. `progress` is called with what has been copied, and the total.
pub(crate) fn extract(
    backup: &Path,
    folder: &Path,
    mut progress: impl FnMut(Contents, Contents),
) -> Result<Contents, Unreadable> {
    let Opened { list, all, mut from, .. } = open(backup)?;
    has_room(folder, &list)?;
    let mut done = Contents::default();
    let mut folders = BTreeSet::from([folder.to_owned()]);
    for entry in &list.entries {
        let place = folder.join(&entry.name);
        let parent = place.parent().unwrap_or(folder);
        if folders.insert(parent.to_owned()) {
            fs::create_dir_all(parent).map_err(Unreadable::Write)?;
        }
        let mut to = || create(entry, &place);
        take(entry, list.time, &mut from, &mut to, &mut |bytes| {
            done.bytes += bytes;
            progress(done, all);
        })?;
        done.files += 1;
    }
    expect(&mut from, &END, LIST)?;
    let files = list.entries.iter().map(|entry| folder.join(&entry.name));
    sync(&files.chain(folders).collect::<Vec<_>>()).map_err(Unreadable::Write)?;
    Ok(done)
}

/// Reads a backup from the disk and compares every byte, without writing anything; returns what it contains, and its size
/// in bytes.
pub(crate) fn check(backup: &Path) -> Result<(Contents, u64), Unreadable> {
    let Opened { list, all, mut from, length } = open(backup)?;
    // What was written a moment ago would be read from memory. Where that cannot be asked for, it is.
    let _ = rustix::fs::fadvise(from.get_ref(), 0, None, rustix::fs::Advice::DontNeed);
    for entry in &list.entries {
        take(entry, list.time, &mut from, &mut || Ok(io::sink()), &mut |_| ())?;
    }
    expect(&mut from, &END, LIST)?;
    Ok((all, length))
}

/// A backup whose list was read, and has the size that its list says.
struct Opened {
    list: List,
    all: Contents,
    from: BufReader<File>,
    length: u64,
}

fn open(backup: &Path) -> Result<Opened, Unreadable> {
    let file = File::open(backup).map_err(Unreadable::Read)?;
    let length = file.metadata().map_err(Unreadable::Read)?.len();
    let mut from = BufReader::with_capacity(CHUNK, file);
    let (list, text) = read_list(&mut from)?;
    // Checked before anything is written, so that no forged list can fill the disk.
    let said = list.archive_length(text).map_err(Unreadable::Write)?;
    let bytes = list.bytes().ok_or(Unreadable::Cut)?;
    match said.map(|said| length.cmp(&said)) {
        None | Some(Ordering::Less) => return Err(Unreadable::Cut),
        Some(Ordering::Greater) => return Err(Unreadable::Longer),
        Some(Ordering::Equal) => {}
    }
    let all = Contents { files: list.entries.len(), bytes };
    Ok(Opened { list, all, from, length })
}

/// Whether the disk of a folder has space for the listed files, as far as it reports its size.
fn has_room(folder: &Path, list: &List) -> Result<(), Unreadable> {
    let disk = rustix::fs::statvfs(folder).map_err(|error| Unreadable::Write(error.into()))?;
    let block = disk.f_frsize.max(1);
    let blocks =
        list.entries.iter().fold(0, |sum: u64, entry| sum.saturating_add(entry.size.div_ceil(block)));
    let (takes, left) = (blocks.saturating_mul(block), disk.f_bavail.saturating_mul(block));
    // Some network file systems report no size.
    match disk.f_blocks > 0 && takes > left {
        true => Err(Unreadable::NoRoom { takes, left }),
        false => Ok(()),
    }
}

/// The list, and the length of its text.
fn read_list(from: &mut impl Read) -> Result<(List, u64), Unreadable> {
    let mut first = [0; BLOCK as usize];
    from.read_exact(&mut first).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Unreadable::NotABackup,
        _ => Unreadable::Read(error),
    })?;
    let header = tar::Header::from_byte_slice(&first);
    let size = header.entry_size().map_err(|_| Unreadable::NotABackup)?;
    if *header.path_bytes() != *LIST.as_bytes() || size > LONGEST_LIST {
        return Err(Unreadable::NotABackup);
    }
    // Reads no more into memory than the file has, whatever size the header claims.
    let mut text = Vec::new();
    from.take(size).read_to_end(&mut text).map_err(Unreadable::Read)?;
    if (text.len() as u64) < size {
        return Err(Unreadable::Cut);
    }
    let changed = || Unreadable::Changed(LIST.to_owned());
    let text = String::from_utf8(text).map_err(|_| changed())?;
    let list = List::read(&text).map_err(|reason| match reason {
        NotAList::Changed => changed(),
        NotAList::Newer => Unreadable::Newer,
        NotAList::Name(name) => Unreadable::Name(name),
    })?;
    if head(LIST, size, list.time).map_err(Unreadable::Read)? != first {
        return Err(changed());
    }
    expect(from, gap(size), LIST)?;
    Ok((list, size))
}

/// Creates the file of an entry.
fn create(entry: &Entry, place: &Path) -> io::Result<File> {
    // Password hashes and keys are for the owner only; pictures are public.
    let mode = if Path::new(&entry.name).starts_with(config::media(Path::new(""))) { 0o644 } else { 0o600 };
    File::options().write(true).create_new(true).mode(mode).open(place)
}

/// Copies the next entry, which must be this one, to what `to` opens.
fn take<To: Write>(
    entry: &Entry,
    time: Timestamp,
    from: &mut impl Read,
    to: &mut dyn FnMut() -> io::Result<To>,
    copied: &mut dyn FnMut(u64),
) -> Result<(), Unreadable> {
    expect(from, &head(&entry.name, entry.size, time).map_err(Unreadable::Read)?, &entry.name)?;
    let mut to = to().map_err(Unreadable::Write)?;
    let hash = copy(from, &mut to, entry.size, copied).map_err(|fault| match fault {
        CopyError::Short => Unreadable::Cut,
        CopyError::Read(error) => Unreadable::Read(error),
        CopyError::Write(error) => Unreadable::Write(error),
    })?;
    if hash != entry.hash {
        return Err(Unreadable::Changed(entry.name.clone()));
    }
    expect(from, gap(entry.size), &entry.name)
}

/// Reads the next bytes, which must be these.
fn expect(from: &mut impl Read, bytes: &[u8], name: &str) -> Result<(), Unreadable> {
    let mut found = vec![0; bytes.len()];
    from.read_exact(&mut found).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Unreadable::Cut,
        _ => Unreadable::Read(error),
    })?;
    match found == bytes {
        true => Ok(()),
        false => Err(Unreadable::Changed(name.to_owned())),
    }
}
