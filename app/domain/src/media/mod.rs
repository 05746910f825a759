//! Pictures and files as shown on pages. The files themselves are in the data folder and are served by
//! `server`.

use serde::{Deserialize, Serialize};
use std::fmt::Write;

#[cfg(feature = "store")]
pub mod store;
// Types shown on pages, for code that must not use the store.
#[cfg(feature = "store")]
pub use store::{StoredPicture, Usage};
#[cfg(test)]
mod tests;
#[cfg(feature = "store")]
mod words;

#[cfg(feature = "store")]
pub use words::{PictureField, PictureWords, snippet};

/// The widths of the variants, in pixels, as far as they are below the width of the picture.
const STEPS: [u32; 4] = [320, 480, 800, 1200];
/// The widest variant, in pixels: the text column on a high-density screen.
const WIDEST: u32 = 1600;
/// The widest JPEG, for browsers without WebP and for link previews in chats, in pixels.
const FALLBACK: u32 = 1200;

/// A picture of the media folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// The file name in the media folder, a hash of the content: `9f86d081884c7d65.jpg`.
    pub name: String,
    /// In pixels, at least 1.
    pub width: u32,
    /// In pixels, at least 1.
    pub height: u32,
    /// The alternative text; empty for decoration.
    pub alt: String,
    /// Its average colour. `None` if there are no variants: the file is then shown as it is.
    pub tone: Option<Tone>,
}

impl Picture {
    /// The widths of its variants, in pixels, ascending: the steps below its own width, and its own up to
    /// [`WIDEST`].
    pub fn widths(&self) -> impl Iterator<Item = u32> {
        let own = self.width.min(WIDEST);
        STEPS.into_iter().filter(move |step| *step < own).chain([own])
    }

    /// The height of the variant of this width, in pixels, at least 1.
    pub fn height_at(&self, width: u32) -> u32 {
        let height = u64::from(self.height) * u64::from(width) / u64::from(self.width.max(1));
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    }

    /// The file name of the WebP with one of the [`Picture::widths`].
    pub fn variant(&self, width: u32) -> String {
        format!("{}-{width}.webp", self.stem())
    }

    /// The width of the JPEG, in pixels.
    pub fn fallback_width(&self) -> u32 {
        self.width.min(FALLBACK)
    }

    /// The file name of the picture for programs without WebP: the JPEG, or the file itself.
    pub fn fallback(&self) -> String {
        match self.tone {
            Some(_) => format!("{}-{}.jpg", self.stem(), self.fallback_width()),
            None => self.name.clone(),
        }
    }

    /// The value of `srcset`, with all variants.
    pub fn srcset(&self) -> String {
        let mut set = String::new();
        for width in self.widths() {
            let comma = if set.is_empty() { "" } else { ", " };
            // Writing to a string never fails.
            let _ = write!(set, "{comma}{} {width}w", address(&self.variant(width)));
        }
        set
    }

    /// The file name of its smallest variant, for thumbnails.
    pub fn smallest(&self) -> String {
        self.variant(self.widths().next().unwrap_or(self.width))
    }

    /// The common part of its file names: `9f86d081884c7d65`.
    pub fn stem(&self) -> &str {
        Self::stem_of(&self.name)
    }

    /// The part of a file name, also of a variant, that all files of the picture share.
    pub fn stem_of(name: &str) -> &str {
        name.split(['.', '-']).next().unwrap_or_default()
    }
}

/// An average colour: red, green and blue in four steps each, `16 * red + 4 * green + blue`. A style sheet
/// can define 64 backgrounds; an exact colour per picture would need a style attribute, which the content
/// security policy forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tone(u8);

impl Tone {
    /// Nearly white, or partly transparent: no background is drawn on light paper, since it would stay
    /// visible behind the transparent parts.
    pub const PAPER: Self = Self(63);

    /// The tone nearest to a colour.
    pub fn of([red, green, blue]: [u8; 3]) -> Self {
        Self(16 * (red / 64) + 4 * (green / 64) + blue / 64)
    }

    /// The tone with a number.
    #[cfg(feature = "store")]
    pub(crate) fn read(number: i64) -> Option<Self> {
        u8::try_from(number).ok().filter(|number| *number < 64).map(Self)
    }

    /// Its number.
    #[cfg(feature = "store")]
    pub(crate) fn number(self) -> i64 {
        self.0.into()
    }

    /// The class of an image with this background, as in `style/tones.css`.
    pub fn class(self) -> String {
        format!("tone-{}", self.0)
    }
}

/// The main point of a picture, which stays visible where the picture is cropped: the middle of one of 25 fields, in
/// five columns and five rows. A style sheet can define these; an exact point would need a style attribute, which
/// the content security policy forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Focus {
    column: u8,
    row: u8,
}

impl Focus {
    /// The middle of the picture.
    pub const MIDDLE: Self = Self { column: 2, row: 2 };

    /// All points, row by row.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..5).flat_map(|row| (0..5).map(move |column| Self { column, row }))
    }

    /// The point that [`Self::text`] has written; the middle if it is none.
    pub fn read(text: &str) -> Self {
        match *text.as_bytes() {
            [column @ b'0'..=b'4', row @ b'0'..=b'4'] => Self { column: column - b'0', row: row - b'0' },
            _ => Self::MIDDLE,
        }
    }

    /// Column and row, from 0: `03`; empty for the middle.
    pub fn text(self) -> String {
        if self == Self::MIDDLE { String::new() } else { format!("{}{}", self.column, self.row) }
    }

    /// Where a part of the picture begins that shows this point, in pixels, like `object-position`. The whole
    /// picture is wider and higher by these numbers.
    pub fn begin(self, (width, height): (u32, u32)) -> (u32, u32) {
        (width * u32::from(self.column) / 4, height * u32::from(self.row) / 4)
    }

    /// The classes of a picture with this point, as in `style/focus.css`; none for the middle.
    pub fn class(self) -> Option<String> {
        let Self { column, row } = self;
        (self != Self::MIDDLE).then(|| format!("focus-x{column} focus-y{row}"))
    }

    /// Its place in words.
    pub fn words(self) -> String {
        let row = ["Trên cùng", "Phía trên", "Ở giữa", "Phía dưới", "Dưới cùng"][usize::from(self.row)];
        let column = ["sát trái", "bên trái", "chính giữa", "bên phải", "sát phải"][usize::from(self.column)];
        format!("{row}, {column}")
    }
}

/// Where a picture is shown, which determines its width. The widths are those of `style/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Across the text column of an article.
    Column,
    /// Beside others in a gallery: two or three in the text column.
    Gallery,
    /// The lead article of the front page.
    Lead,
    /// A card in two or three columns; on a phone a thumbnail.
    Card,
    /// A small picture beside the headline, and a portrait; on a phone a thumbnail.
    Row,
    /// A thumbnail of 96 to 144 px: the smallest variant, whatever the screen.
    Thumb,
}

impl Placement {
    /// The value of `sizes`; a thumbnail has one variant only, so nothing to choose.
    pub fn sizes(self) -> &'static str {
        match self {
            Self::Column => "(min-width: 45rem) 42rem, calc(100vw - 2rem)",
            Self::Gallery => "(min-width: 45rem) 21rem, 50vw",
            Self::Lead => {
                "(min-width: 80rem) 32rem, (min-width: 64rem) 40vw, (min-width: 40rem) 63vw, calc(100vw - 2rem)"
            }
            Self::Card => "(min-width: 64rem) 20rem, (min-width: 40rem) 45vw, 6rem",
            Self::Row => "(min-width: 40rem) 14rem, 6rem",
            Self::Thumb => "6rem",
        }
    }
}

/// A picture with its caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// The caption; may be empty.
    pub caption: String,
}

/// A file that readers download with an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name in the media folder: `9f86d081884c7d65/mau-don.pdf`.
    pub name: String,
    /// The text of the link.
    pub label: String,
    /// Its type and size in words: `PDF, 1,2 MB`.
    pub size: String,
}

/// The type of a recording that readers listen to, by its extension; `None` for all other files.
pub fn audio_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "mp3" => Some("audio/mpeg"),
        "m4a" => Some("audio/mp4"),
        "ogg" => Some("audio/ogg"),
        _ => None,
    }
}

/// The address of a file of the media folder. It is part of stored bodies, so it is defined here for all
/// rooms.
pub fn address(name: &str) -> String {
    format!("/media/{name}")
}

/// The type (from the extension) and size of a file, in words: `PDF, 1,2 MB`. 1 KB is 1,024 bytes.
pub fn size_in_words(name: &str, bytes: i64) -> String {
    let kind = name.rsplit('.').next().unwrap_or_default().to_uppercase();
    let tenths = bytes.max(0) * 10 / (1024 * 1024);
    let size = match tenths {
        0 => format!("{} KB", (bytes.max(0) / 1024).max(1)),
        _ => format!("{},{} MB", tenths / 10, tenths % 10),
    };
    format!("{kind}, {size}")
}
