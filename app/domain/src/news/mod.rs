//! The news: categories, articles, and lists of articles for readers.

#[cfg(feature = "store")]
mod absolute;
mod body;
#[cfg(feature = "store")]
pub mod feed;
mod list;
pub(crate) mod manuscript;
mod page_key;
mod version;

#[cfg(feature = "store")]
pub mod live;
#[cfg(feature = "store")]
mod sanitize;
#[cfg(feature = "store")]
pub mod sitemap;
#[cfg(feature = "store")]
pub mod store;
#[cfg(test)]
mod tests;

use crate::{
    clock::Moment,
    id::ArticleId,
    media::{Attachment, Figure, Focus, Picture},
    text::Slug,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "store")]
pub use absolute::absolute;
pub use body::{Block, SafeHtml};
pub use list::{ListKind, ListPage, MonthsOfYear, SeriesEntry};
pub use manuscript::{AttachedFile, Content, Manuscript, Source};
pub use page_key::{NotAPageKey, PageKey};
#[cfg(feature = "store")]
pub use sanitize::{References, count_words, plain_text, sanitize, source};
pub use version::{Shown, Since, Version};

/// How many articles one page of a list shows.
pub const PAGE_SIZE: i64 = 20;
/// How many newer and how many older articles are listed below an article.
pub const NEIGHBOURS: i64 = 10;
/// The length of a lead on a card, in characters.
pub const CARD_LEAD: usize = 160;
/// How many related articles with pictures are shown below an article.
pub const RELATED: i64 = 6;
/// How many articles the front page lists first, including the lead article.
pub const LATEST: i64 = 12;
/// How many articles each category's strip on the front page shows.
pub const STRIP: i64 = 3;
/// The reading speed, in Vietnamese words a minute; words are separated by spaces, so they are in fact
/// syllables. Our own assumption, on the slow side: many readers are not young.
pub const WORDS_A_MINUTE: u32 = 220;

/// A category, series, tag or author, as needed for a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Named {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
}

/// An article as shown on a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    /// The article.
    pub id: ArticleId,
    /// Its slug.
    pub slug: Slug,
    /// Its main category.
    pub category: Named,
    /// One to three words above the title; if empty, the category's name is shown.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// Whether the title is all upper case ([`crate::text::is_shouted`]).
    pub shouted: bool,
    /// Its lead paragraph, cut to [`CARD_LEAD`] characters.
    pub lead: String,
    /// Its lead picture.
    pub picture: Option<Picture>,
    /// The main point of that picture.
    pub focus: Focus,
    /// When it was published.
    pub published: Moment,
}

/// An article as shown in a plain list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// The article.
    pub id: ArticleId,
    /// Its slug.
    pub slug: Slug,
    /// Its main category's slug.
    pub category: Slug,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub published: Moment,
}

/// A full article as readers see it, with its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The article.
    pub id: ArticleId,
    /// Its slug.
    pub slug: Slug,
    /// Its texts other than the body.
    pub content: Content,
    /// Whether the title is all upper case ([`crate::text::is_shouted`]).
    pub shouted: bool,
    /// The categories from the root down to its main category; never empty.
    pub path: Vec<Named>,
    /// When it was published.
    pub published: Moment,
    /// When what readers see of it last changed: when it was published, or later.
    pub modified: Moment,
    /// The number of words of lead and body; 0 if unknown.
    pub words: u32,
    /// The reading time in minutes, at least 1; 0 if unknown.
    pub minutes: u32,
    /// Its lead picture.
    pub figure: Option<Figure>,
    /// Its body.
    pub body: Vec<Block>,
    /// The authors with a page, in order.
    pub authors: Vec<Named>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Its tags, in order.
    pub tags: Vec<Named>,
    /// Its place in a series.
    pub series: Option<SeriesPlace>,
    /// Newer articles of the same main category, the nearest first.
    pub newer: Vec<Headline>,
    /// Older articles of the same main category, the nearest first.
    pub older: Vec<Headline>,
    /// At most [`RELATED`] others: from the parent category, its tags, its series, the whole site.
    pub related: Vec<Card>,
    /// Its version; without a mark if readers do not see it.
    pub version: Version,
}

impl Article {
    /// The main category.
    pub fn category(&self) -> Option<&Named> {
        self.path.last()
    }

    /// Who wrote it.
    pub fn byline(&self) -> Byline {
        let Content { role, author, organisation, .. } = self.content.clone();
        Byline { role, author, authors: self.authors.clone(), organisation }
    }
}

/// Who wrote an article. Empty parts are not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The author's part: `Tin bài và ảnh`.
    pub role: String,
    /// The author's name, for an author without a page.
    pub author: String,
    /// The authors with a page, in order.
    pub authors: Vec<Named>,
    /// The author's organisation.
    pub organisation: String,
}

impl Byline {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.role.is_empty()
            && self.author.is_empty()
            && self.authors.is_empty()
            && self.organisation.is_empty()
    }
}

/// An article's place in a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPlace {
    /// The series.
    pub series: Named,
    /// The article before it.
    pub before: Option<Headline>,
    /// The article after it.
    pub after: Option<Headline>,
}

/// The reading time of a text with this number of words, in minutes, at least 1; 0 if unknown.
pub fn reading_minutes(words: u32) -> u32 {
    words.div_ceil(WORDS_A_MINUTE)
}

/// The front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontPage {
    /// The site's name.
    pub site: String,
    /// The newest articles, at most [`LATEST`]; the first is the lead article.
    pub latest: Vec<Card>,
    /// A strip for each root category that has older articles than those.
    pub strips: Vec<Strip>,
    /// Its version.
    pub version: Version,
}

/// A category's strip on the front page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Strip {
    /// The category.
    pub category: Named,
    /// At most [`STRIP`] articles, newest first.
    pub cards: Vec<Card>,
}
