//! Search: which words make up a text and a question, which articles answer it, in which order, and with which
//! excerpt.
//!
//! The full-text index finds at most [`store::CANDIDATES`] articles; [`score`] puts them in order by reading
//! their texts. So the order is the same on every engine, and common words cost no more than rare ones.

pub mod excerpt;
pub mod query;
pub mod score;
pub mod spelling;
pub mod store;
#[cfg(test)]
mod tests;
pub mod words;

pub use store::VainSearches;

use crate::{
    clock::Timestamp,
    id::{ArticleId, PollId},
    news::{Card, Named},
    text::Slug,
};
use excerpt::Piece;

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words as typed.
    pub typed: String,
    /// Only these articles.
    pub filter: Filter,
    /// The last article of the page before; `None` for the first page.
    pub after: Option<ArticleId>,
}

/// Which articles are searched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this category or below it.
    pub category: Option<Slug>,
    /// Of this series.
    pub series: Option<Slug>,
    /// By this author.
    pub author: Option<Slug>,
    /// Published in this year, in the time zone of the site.
    pub year: Option<i16>,
}

impl Filter {
    /// Whether it leaves out nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One page of results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultPage {
    /// How many articles have all the words, counted up to [`store::COUNTED`].
    pub count: i64,
    /// Whether there are more than that, or may be.
    pub more: bool,
    /// Whether these articles have only some of the words, since none has all of them.
    pub partial: bool,
    /// The articles, best first.
    pub found: Vec<Found>,
    /// The key of the next page.
    pub next: Option<ArticleId>,
    /// What else has these words in its name; on the first page without a filter.
    pub named: Vec<NamedThing>,
    /// What may have been meant; only if nothing has all the words.
    pub instead: Option<String>,
    /// Whether only the beginning of what was typed was searched for.
    pub cut: bool,
    /// The values to filter by.
    pub choices: Choices,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub card: Card,
    /// Its title, with the words marked.
    pub title: Vec<Piece>,
    /// The best place of its text, with the words marked.
    pub excerpt: Vec<Piece>,
}

/// Something other than an article that is found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedThing {
    /// What it is.
    pub kind: NamedKind,
    /// Its name.
    pub name: String,
}

/// What is found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedKind {
    /// A category.
    Category(Slug),
    /// A series.
    Series(Slug),
    /// A tag.
    Tag(Slug),
    /// An author.
    Author(Slug),
    /// A static page.
    Page(Slug),
    /// A poll.
    Poll(PollId),
}

/// The values to filter by: what people make one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The categories, those below another one behind it, with their depth.
    pub categories: Vec<(Named, usize)>,
    /// The series, by name.
    pub series: Vec<Named>,
    /// The authors, by name.
    pub authors: Vec<Named>,
    /// The years with articles, newest first.
    pub years: Vec<i16>,
}

/// A question that nothing answered.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VainSearch {
    /// The words, without marks.
    pub words: String,
    /// How often they were searched for.
    pub times: i64,
    /// When they were searched for last.
    pub last_at: Timestamp,
}
