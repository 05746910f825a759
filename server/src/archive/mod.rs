//! A backup: a whole site in one tar file that any tool can open. This module has its format, and writes and
//! reads it; the commands `backup` and `restore` decide what belongs into it, and where it goes.
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
//! All other bytes of the file follow from this list: entry headers contain only the name, the size and the
//! time of the backup, padding is zeros, and nothing follows the last entry. So the reader compares bytes
//! instead of interpreting them, and any backup that was truncated, extended or changed is rejected. This
//! shows that a backup is complete, not where it comes from: whoever can write a backup can write its list
//! too.

mod copy;
mod list;
mod part;
mod read;
mod sync;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use part::PartFolder;
pub(crate) use read::{check, extract};
pub(crate) use sync::sync_folder;
pub(crate) use write::{Source, Unwritable, write};

use domain::clock::Timestamp;
use std::io;

/// The name of the entry with the list.
const LIST: &str = "trangnhat-backup.txt";
/// The block size of tar.
const BLOCK: u64 = 512;
/// The end of a tar file.
const END: [u8; 2 * BLOCK as usize] = [0; 2 * BLOCK as usize];

/// The size of a backup, or of the part copied so far, without the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    /// The number of files.
    pub(crate) files: usize,
    /// Their total size in bytes.
    pub(crate) bytes: u64,
}

/// The header of an entry; more than one block if the name is long.
fn head(name: &str, size: u64, time: Timestamp) -> io::Result<Vec<u8>> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(u64::try_from(time.0 / 1000).unwrap_or(0));
    header.set_size(size);
    // With empty content it writes the header only.
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(&mut header, name, io::empty())?;
    Ok(builder.get_ref().clone())
}

/// The padding between an entry of this size and the next one.
fn gap(size: u64) -> &'static [u8] {
    // Less than one block.
    &END[..((BLOCK - size % BLOCK) % BLOCK) as usize]
}
