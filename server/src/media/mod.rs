//! The media folder: pictures in all their variants, files that readers download, and how both are served.
//! Every name is made from the content, so a file never changes and may be kept for ever.

mod attachment;
mod picture;
mod serving;
pub(crate) mod upload;
mod variants;

pub(crate) use attachment::is_attachment;
pub use attachment::{Attachment, read_attachment};
pub use picture::{ReadPicture, Unreadable, read_picture};
pub(crate) use serving::media_headers;
pub use variants::write_picture;

use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    process,
};

/// The first 16 hexadecimal digits of a content's SHA-256: enough that two files of one site never meet.
fn hash(content: &[u8]) -> String {
    Sha256::digest(content)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file whole or not at all, and onto the disk; one that is there whole already stays.
pub(crate) fn write_whole(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let place = folder.join(name);
    if fs::metadata(&place).is_ok_and(|file| file.len() == content.len() as u64) {
        return Ok(());
    }
    let parent = place.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    // Another program may write the same file at the same time.
    let part = folder.join(format!("{name}.{}.part", process::id()));
    let mut file = File::create(&part)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&part, &place)?;
    // The name is on the disk once its folder is.
    File::open(parent)?.sync_all()
}
