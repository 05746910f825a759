//! Lists of articles for readers.

use super::{Card, Headline, Named, PageKey, Shown, Version};
use crate::{clock::Month, media::Picture};
use serde::{Deserialize, Serialize};

/// What the articles of a list have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// A category, including its sub-categories.
    Category,
    /// A series.
    Series,
    /// A tag.
    Tag,
    /// An author.
    Author,
}

/// One page of a list, newest article first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage {
    /// What the articles have in common.
    pub kind: ListKind,
    /// The category, series, tag or author.
    pub of: Named,
    /// A sentence about it; may be empty.
    pub description: String,
    /// An author's photograph.
    pub portrait: Option<Picture>,
    /// The categories above a category, from the root down.
    pub above: Vec<Named>,
    /// A category's direct sub-categories, in order.
    pub children: Vec<Named>,
    /// The month of the list and its neighbours; for categories only.
    pub months: Option<MonthsOfYear>,
    /// The first article of a series.
    pub first: Option<Headline>,
    /// At most [`super::PAGE_SIZE`] articles.
    pub cards: Vec<Card>,
    /// The key of the next, older page, if there is one.
    pub next: Option<PageKey>,
    /// The topic that announces newer articles, and the version of this page; only for the first page of a
    /// category.
    pub shown: Option<(Shown, Version)>,
}

/// A month of a category, and its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthsOfYear {
    /// The month shown.
    pub month: Month,
    /// The months of the same year that have articles, 1 to 12, ascending.
    pub filled: Vec<i8>,
    /// The latest month with articles in earlier years.
    pub before: Option<Month>,
    /// The earliest month with articles in later years.
    pub after: Option<Month>,
}

/// A series in the list of all series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesEntry {
    /// The series.
    pub series: Named,
    /// A sentence about it; may be empty.
    pub description: String,
    /// Its newest article; series without articles are not listed.
    pub latest: Card,
}
