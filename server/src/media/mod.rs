//! The media folder: pictures in all their variants, files for download, and serving both. All names are
//! derived from the content, so files never change and can be cached for ever.

mod attachment;
mod colours;
mod cropped;
mod file_of_text;
mod foreign;
mod one_picture;
mod picture;
mod pictures;
pub(crate) mod queue;
mod reencode;
mod serving;
pub(crate) mod upload;
mod variants;
mod verify;
pub(crate) mod writing;

pub(crate) use attachment::is_attachment;
pub use attachment::{Attachment, read_attachment};
pub(crate) use cropped::cropped;
pub use picture::{ReadPicture, Unreadable, read_picture};
pub(crate) use serving::media_headers;
pub use variants::{fallback_bytes, write_picture};
pub(crate) use verify::verify_media;
pub use writing::NewFiles;
pub(crate) use writing::{PART, sweep_parts};

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::{accounts::Right::WriteArticles, chain::hexadecimal};
use sha2::{Digest, Sha256};

/// The routes of pictures and files at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let write = Access::With(WriteArticles);
    vec![
        RouteEntry::get(addresses::PICTURES, write, pictures::list),
        RouteEntry::post(addresses::PICTURES, write, pictures::take),
        RouteEntry::post(addresses::FILE_OF_TEXT, write, file_of_text::take),
        RouteEntry::get("/ban-bien-tap/hinh-anh/{id}", write, one_picture::show),
        RouteEntry::post("/ban-bien-tap/hinh-anh/{id}", write, one_picture::change),
    ]
}

/// The first 16 hexadecimal digits of the SHA-256 of the content: enough to avoid collisions within a site.
fn hash(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content)[..8])
}
