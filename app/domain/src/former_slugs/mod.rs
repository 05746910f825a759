//! Slugs that something had before. Its old address redirects to the current one, also after it was merged into another one.

mod store;

pub use store::find_renamed;
pub(crate) use store::{forget, lead_to, rename};

use crate::news::ListKind;

/// What has a slug in its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugOf {
    /// A category.
    Category,
    /// A series.
    Series,
    /// A tag.
    Tag,
    /// An author.
    Author,
    /// A static page.
    Page,
}

impl From<ListKind> for SlugOf {
    fn from(kind: ListKind) -> Self {
        match kind {
            ListKind::Category => Self::Category,
            ListKind::Series => Self::Series,
            ListKind::Tag => Self::Tag,
            ListKind::Author => Self::Author,
        }
    }
}

impl SlugOf {
    /// The name it is stored under.
    fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Series => "series",
            Self::Tag => "tag",
            Self::Author => "author",
            Self::Page => "page",
        }
    }
}
