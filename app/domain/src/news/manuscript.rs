//! An article as it is written: one value that the form of the desk and content packs make, and that the store keeps.
//!
//! A new field of an article is a field of [`Content`] here, and in the lists beside it; then it is a column (migration), typed
//! (`editing/form.rs` and its page), taken from packs, and shown. What carries an article from one place to another stays.

use super::{Block, Named};
use crate::{
    clock::Timestamp,
    id::{AuthorId, CategoryId, FileId, MediaId, SeriesId},
    text::Slug,
};
use serde::{Deserialize, Serialize};

/// What an article says besides its body: the columns of the same names. Written before a field was there, it is read with
/// that field empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "store", derive(sqlx::FromRow))]
#[serde(default)]
pub struct Content {
    /// The title.
    pub title: String,
    /// A word or three above the title; may be empty.
    pub kicker: String,
    /// The lead paragraph.
    pub lead: String,
    /// What the author did, `Tin bài và ảnh`; may be empty.
    pub role: String,
    /// The name of an author without a page; may be empty.
    pub author: String,
    /// The author's organisation; may be empty.
    pub organisation: String,
    /// What readers know the place by where it was published first; may be empty.
    pub source: String,
    /// The address of that place, one that [`crate::site::is_safe_address`] allows.
    pub source_address: Option<String>,
    /// What the lead picture shows, for those who cannot see it.
    pub picture_alt: String,
    /// The line under the lead picture; may be empty.
    pub picture_caption: String,
}

/// The columns of a [`Content`], in the order of [`Content::texts`]: after `article.`, or after nothing.
#[cfg(feature = "store")]
macro_rules! content_columns {
    ($of:literal) => {
        $crate::db::columns!(
            $of,
            title,
            kicker,
            lead,
            role,
            author,
            organisation,
            source,
            source_address,
            picture_alt,
            picture_caption
        )
    };
}

/// Their values in the statement that writes an article, which has thirteen others before them.
#[cfg(feature = "store")]
macro_rules! content_values {
    () => {
        "$14, $15, $16, $17, $18, $19, $20, $21, $22, $23"
    };
}

#[cfg(feature = "store")]
pub(crate) use content_columns;
#[cfg(feature = "store")]
pub(super) use content_values;

impl Content {
    /// Every text, in the order of the columns. New ones stand at the end: digests go by this order.
    #[cfg(feature = "store")]
    pub(super) fn texts(&self) -> [Option<&str>; 10] {
        [
            Some(&self.title),
            Some(&self.kicker),
            Some(&self.lead),
            Some(&self.role),
            Some(&self.author),
            Some(&self.organisation),
            Some(&self.source),
            self.source_address.as_deref(),
            Some(&self.picture_alt),
            Some(&self.picture_caption),
        ]
    }

    /// Where it was published first.
    pub fn source(&self) -> Option<Source> {
        let source = || Source { name: self.source.clone(), address: self.source_address.clone() };
        (!self.source.is_empty()).then(source)
    }
}

/// Where an article was published first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What readers know it by.
    pub name: String,
    /// An address that [`crate::site::is_safe_address`] allows.
    pub address: Option<String>,
}

/// An article to be stored, all of it checked. Reading one back trusts who wrote it, as with [`super::SafeHtml`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    /// The readable part of its address.
    pub slug: Slug,
    /// Its main category.
    pub category: CategoryId,
    /// What it says besides its body.
    pub content: Content,
    /// What it says.
    pub body: Vec<Block>,
    /// The words of lead and body, for the reading time.
    pub words: u32,
    /// Its lead picture.
    pub picture: Option<MediaId>,
    /// When it is published, if somebody chose.
    pub published_at: Option<Timestamp>,
    /// The authors who have a page, in order.
    pub authors: Vec<AuthorId>,
    /// Its series.
    pub series: Option<SeriesId>,
    /// Its tags, in order.
    pub tags: Vec<Named>,
    /// Its files, in order.
    pub attachments: Vec<AttachedFile>,
}

/// A file of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedFile {
    /// The file.
    pub file: FileId,
    /// What the reader reads.
    pub label: String,
}
