//! Feeds: what they list. Their formats are in `server/src/feeds`.

use super::{Content, Named};
use crate::{
    clock::Timestamp,
    id::ArticleId,
    media::{Attachment, Picture},
    news::Block,
    text::Slug,
};
use serde::Serialize;

/// How many articles a feed lists; the newest ones.
pub const FEED_LENGTH: i64 = 30;

/// What can be known of a feed without reading a text: it changes whenever the feed does, except if an author or
/// a tag gets another name. These change only when a pack is loaded, while the program does not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// The site's name.
    pub site: String,
    /// A sentence about the site; may be empty.
    pub site_description: String,
    /// The site's time zone.
    pub zone: String,
    /// The category, series, tag or author; `None` for the whole site.
    pub subject: Option<Subject>,
    /// Grows whenever the question of a poll changes.
    pub polls: i64,
    /// The articles, newest first.
    pub entries: Vec<Entry>,
}

/// What the articles of a feed have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// Its id among those of its kind.
    pub id: i64,
    /// Its slug and name.
    pub named: Named,
    /// A sentence about it; may be empty.
    pub description: String,
}

/// An article of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The article.
    pub id: ArticleId,
    /// Counts its saves and steps.
    pub version: i64,
    /// From when readers see it.
    pub published_at: Timestamp,
    /// The date shown on it, if that is another one.
    pub written_at: Option<Timestamp>,
    /// When it was last saved with a change that readers see.
    pub changed_at: Timestamp,
    /// Its main category.
    pub category: Named,
    /// Its lead picture.
    pub picture: Option<FeedPicture>,
}

impl Entry {
    /// The date shown on it. Programs hide articles of the future, so a date ahead becomes that of the last change.
    pub fn published(&self) -> Timestamp {
        self.written_at.unwrap_or(self.published_at).min(self.updated())
    }

    /// When readers last saw a change: a scheduled article appears after its last change.
    pub fn updated(&self) -> Timestamp {
        self.changed_at.max(self.published_at)
    }
}

impl Outline {
    /// The newest change of a listed article.
    pub fn updated(&self) -> Option<Timestamp> {
        self.entries.iter().map(Entry::updated).max()
    }
}

/// The lead picture of an article, with what is known of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedPicture {
    /// The picture, without alternative text.
    pub picture: Picture,
    /// The type of the file itself.
    pub mime: String,
    /// The size of the file itself, in bytes.
    pub bytes: i64,
    /// The size of its JPEG, in bytes, if known.
    pub fallback_bytes: Option<i64>,
}

/// A file that programs may load together with an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnclosedFile {
    /// Its name in the media folder.
    pub name: String,
    /// Its type.
    pub mime: String,
    /// Its size in bytes.
    pub bytes: i64,
}

impl FeedPicture {
    /// The JPEG, or the file itself if there is none or its size is unknown.
    pub fn enclosed(&self) -> EnclosedFile {
        match (self.picture.tone, self.fallback_bytes) {
            (Some(_), Some(bytes)) => {
                EnclosedFile { name: self.picture.fallback(), mime: "image/jpeg".to_owned(), bytes }
            }
            _ => EnclosedFile { name: self.picture.name.clone(), mime: self.mime.clone(), bytes: self.bytes },
        }
    }
}

/// An article of a feed, with its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedArticle {
    /// What the outline says of it.
    pub entry: Entry,
    /// Its slug.
    pub slug: Slug,
    /// Its texts other than the body.
    pub content: Content,
    /// Its body.
    pub body: Vec<Block>,
    /// The authors with a page, in order.
    pub authors: Vec<Named>,
    /// Its tags, in order.
    pub tags: Vec<Named>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// The recordings among its files and in its body.
    pub audio: Vec<EnclosedFile>,
}
