//! Pictures as pages show them. The files themselves lie in the data folder and are served by `server`.

use serde::{Deserialize, Serialize};

#[cfg(feature = "store")]
pub mod store;

/// A picture of the media folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The file's name in the media folder, made from its content: `9f86d081884c7d65.jpg`.
    pub name: String,
    /// Pixels, at least 1.
    pub width: u32,
    /// Pixels, at least 1.
    pub height: u32,
    /// What it shows, for those who cannot see it; empty for decoration.
    pub alt: String,
}

/// A picture with its caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// The line under it; may be empty.
    pub caption: String,
}

/// The address of a file of the media folder: it stands in stored bodies, so it is fixed here for all rooms.
pub fn address(name: &str) -> String {
    format!("/media/{name}")
}
