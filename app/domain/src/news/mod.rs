//! The news: categories, articles, and the lists readers find them in.

mod body;
mod page_key;

#[cfg(feature = "store")]
mod sanitize;
#[cfg(feature = "store")]
pub mod store;
#[cfg(test)]
mod tests;

use crate::{
    clock::Moment,
    id::ArticleId,
    media::{Figure, Picture},
    text::Slug,
};
use serde::{Deserialize, Serialize};

pub use body::{Block, SafeHtml};
pub use page_key::{NotAPageKey, PageKey};
#[cfg(feature = "store")]
pub use sanitize::{PictureSource, plain_text, sanitize};

/// How many articles one page of a category lists.
pub const CATEGORY_PAGE_SIZE: i64 = 20;
/// How many newer and how many older articles stand below an article.
pub const NEIGHBOURS: i64 = 10;
/// The most characters of a lead that a card shows.
pub const CARD_LEAD: usize = 160;
/// How many articles the front page lists first, the lead article included.
pub const LATEST: i64 = 5;
/// How many articles each category's strip on the front page shows.
pub const STRIP: i64 = 3;

/// A category as links name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryName {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
}

/// An article as a card shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The article.
    pub id: ArticleId,
    /// Its slug.
    pub slug: Slug,
    /// Its main category.
    pub category: CategoryName,
    /// Its title.
    pub title: String,
    /// Whether the title is all in capitals ([`crate::text::is_shouted`]).
    pub shouted: bool,
    /// Its lead paragraph, cut to [`CARD_LEAD`] characters.
    pub lead: String,
    /// Its lead picture.
    pub picture: Option<Picture>,
    /// When it was published.
    pub published: Moment,
}

/// An article as a plain list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// The article.
    pub id: ArticleId,
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub published: Moment,
}

/// An article in full, with its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The article.
    pub id: ArticleId,
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Whether the title is all in capitals ([`crate::text::is_shouted`]).
    pub shouted: bool,
    /// Its lead paragraph.
    pub lead: String,
    /// From the root of the tree down to its main category; never empty.
    pub path: Vec<CategoryName>,
    /// When it was published.
    pub published: Moment,
    /// Its lead picture.
    pub figure: Option<Figure>,
    /// What it says.
    pub body: Vec<Block>,
    /// Who wrote it.
    pub byline: Byline,
    /// Newer articles of the same main category, the nearest first.
    pub newer: Vec<Headline>,
    /// Older articles of the same main category, the nearest first.
    pub older: Vec<Headline>,
}

impl Article {
    /// The main category.
    pub fn category(&self) -> Option<&CategoryName> {
        self.path.last()
    }
}

/// Who wrote an article. A part that is empty is not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// What the author did: `Tin bài và ảnh`.
    pub role: String,
    /// The author's name.
    pub author: String,
    /// The author's organisation.
    pub organisation: String,
}

impl Byline {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.role.is_empty() && self.author.is_empty() && self.organisation.is_empty()
    }
}

/// One page of a category's articles, newest first, those of its sub-categories among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryPage {
    /// From the root of the tree down to the category; never empty.
    pub path: Vec<CategoryName>,
    /// A sentence about the category; may be empty.
    pub description: String,
    /// Its direct sub-categories, in order.
    pub children: Vec<CategoryName>,
    /// At most [`CATEGORY_PAGE_SIZE`] articles.
    pub cards: Vec<Card>,
    /// Where the next, older page begins, if there is one.
    pub next: Option<PageKey>,
}

/// The front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontPage {
    /// The newest articles, at most [`LATEST`]; the first is the lead article.
    pub latest: Vec<Card>,
    /// A strip for each category at the root of the tree that has articles.
    pub strips: Vec<Strip>,
}

/// A category's strip on the front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// The category.
    pub category: CategoryName,
    /// At most [`STRIP`] articles, newest first.
    pub cards: Vec<Card>,
}
