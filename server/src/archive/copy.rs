//! Copies and hashes a file in chunks, so that large files are never held in memory.

use domain::chain::hexadecimal;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// The size of a chunk in bytes.
pub(super) const CHUNK: usize = 256 * 1024;

/// Why copying failed.
pub(super) enum CopyError {
    /// The source is shorter than its size.
    Short,
    /// The source could not be read.
    Read(io::Error),
    /// The copy could not be written.
    Write(io::Error),
}

/// Copies this many bytes, reports each chunk, and returns their SHA-256 in hexadecimal.
pub(super) fn copy(
    from: &mut impl Read,
    to: &mut impl Write,
    size: u64,
    copied: &mut dyn FnMut(u64),
) -> Result<String, CopyError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; CHUNK.min(usize::try_from(size).unwrap_or(CHUNK))];
    let mut left = size;
    while left > 0 {
        let most = buffer.len().min(usize::try_from(left).unwrap_or(CHUNK));
        let count = match from.read(&mut buffer[..most]) {
            Ok(0) => return Err(CopyError::Short),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(CopyError::Read(error)),
        };
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count]).map_err(CopyError::Write)?;
        left -= count as u64;
        copied(count as u64);
    }
    Ok(hexadecimal(&hash.finalize()))
}
