//! A backup: a whole site in one tar file that any tool opens. Here is its form, and how it is written and read; what
//! belongs into it, and where it goes, is decided by the commands `backup` and `restore`.
//!
//! The first entry, `trangnhat-backup.txt`, lists all others by name (`list.rs`):
//!
//! ```text
//! trangnhat backup 1
//! program=0.1.0
//! time=1795568400000
//! <SHA-256 in 64 hexadecimal digits> <size in bytes> <name>
//! sha256=<SHA-256 of all lines above>
//! ```
//!
//! Every other byte of the file follows from this list: heads of entries hold the name, the size and the time of the
//! backup alone, gaps are zeros, and nothing stands at the end. So a reader compares instead of interpreting, and
//! whatever was cut off, added or changed is refused. That shows that a backup is whole, not where it comes from: who can
//! write a backup can write its list too.

mod copy;
mod list;
mod part;
mod read;
mod sync;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use part::PartFolder;
pub(crate) use read::extract;
pub(crate) use sync::sync_folder;
pub(crate) use write::{Source, Unwritable, write};

use domain::clock::Timestamp;
use std::io;

/// The entry that lists all others.
const LIST: &str = "trangnhat-backup.txt";
/// In what tar counts.
const BLOCK: u64 = 512;
/// What stands after the last entry.
const END: [u8; 2 * BLOCK as usize] = [0; 2 * BLOCK as usize];

/// What is in a backup, or has been copied of it, without the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    /// Files.
    pub(crate) files: usize,
    /// Their bytes.
    pub(crate) bytes: u64,
}

/// All that stands before the bytes of an entry; more than one block where the name is long.
fn head(name: &str, size: u64, time: Timestamp) -> io::Result<Vec<u8>> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(u64::try_from(time.0 / 1000).unwrap_or(0));
    header.set_size(size);
    // Given nothing to store, it writes the head alone.
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(&mut header, name, io::empty())?;
    Ok(builder.get_ref().clone())
}

/// The zeros between an entry of this size and the next one.
fn gap(size: u64) -> &'static [u8] {
    // Less than a block.
    &END[..((BLOCK - size % BLOCK) % BLOCK) as usize]
}
