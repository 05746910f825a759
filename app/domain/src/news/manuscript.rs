//! The content of an article: one value, made by the desk's form and by content packs, and stored.
//!
//! To add a field: add it to [`Content`] and the lists beside it; add a column (migration), the form field
//! (`editing/form.rs` and its page), the import from packs, and the display. The code that passes manuscripts
//! on does not change.

use super::{Block, Named};
use crate::{
    clock::Timestamp,
    id::{AuthorId, CategoryId, FileId, MediaId, SeriesId},
    text::Slug,
};
use serde::{Deserialize, Serialize};

/// The fields of an article other than its body: the columns of the same names. Data written before a field
/// existed is read with that field empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "store", derive(sqlx::FromRow))]
#[serde(default)]
pub struct Content {
    /// The title.
    pub title: String,
    /// One to three words above the title; may be empty.
    pub kicker: String,
    /// The lead paragraph.
    pub lead: String,
    /// The author's part, `Tin bài và ảnh`; may be empty.
    pub role: String,
    /// The name of an author without a page; may be empty.
    pub author: String,
    /// The author's organisation; may be empty.
    pub organisation: String,
    /// The name of the place of first publication; may be empty.
    pub source: String,
    /// The address of that place; [`crate::site::is_safe_address`] allows it.
    pub source_address: Option<String>,
    /// The alternative text of the lead picture.
    pub picture_alt: String,
    /// The caption of the lead picture; may be empty.
    pub picture_caption: String,
    /// The title for search engines and link previews; empty for the title.
    pub search_title: String,
    /// The description for them; empty for the lead.
    pub search_description: String,
    /// The main point of the lead picture ([`crate::media::Focus`]).
    pub picture_focus: String,
}

/// The columns of a [`Content`], in the order of [`Content::texts`], with or without the prefix `article.`.
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
            picture_caption,
            search_title,
            search_description,
            picture_focus
        )
    };
}

/// Their placeholders in the statement that writes an article, after thirteen others.
#[cfg(feature = "store")]
macro_rules! content_values {
    () => {
        "$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26"
    };
}

#[cfg(feature = "store")]
pub(crate) use content_columns;
#[cfg(feature = "store")]
pub(super) use content_values;

impl Content {
    /// All texts, in the order of the columns. Add new ones at the end: digests depend on the order.
    #[cfg(feature = "store")]
    pub(super) fn texts(&self) -> [Option<&str>; 13] {
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
            Some(&self.search_title),
            Some(&self.search_description),
            Some(&self.picture_focus),
        ]
    }

    /// The title outside of the page.
    pub fn title_elsewhere(&self) -> &str {
        if self.search_title.is_empty() { &self.title } else { &self.search_title }
    }

    /// The description outside of the page.
    pub fn description_elsewhere(&self) -> &str {
        if self.search_description.is_empty() { &self.lead } else { &self.search_description }
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
    /// The name for readers.
    pub name: String,
    /// An address that [`crate::site::is_safe_address`] allows.
    pub address: Option<String>,
}

/// A checked article, ready to be stored. Reading one back trusts its writer, as with [`super::SafeHtml`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    /// The slug.
    pub slug: Slug,
    /// Its main category.
    pub category: CategoryId,
    /// Its texts other than the body.
    pub content: Content,
    /// Its body.
    pub body: Vec<Block>,
    /// The number of words of lead and body, for the reading time.
    pub words: u32,
    /// Its lead picture.
    pub picture: Option<MediaId>,
    /// The time of publishing, if somebody chose one.
    pub published_at: Option<Timestamp>,
    /// The authors with a page, in order.
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
    /// The link text.
    pub label: String,
}
