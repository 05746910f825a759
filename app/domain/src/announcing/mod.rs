//! Telling search engines of articles that are new, changed or withdrawn (<https://www.indexnow.org/documentation>):
//! which articles wait for that. They are sent by the server.

pub mod store;

#[cfg(test)]
mod tests;

use crate::{clock::Timestamp, id::ArticleId, text::Slug};
use data_encoding::HEXLOWER;
use sqlx::FromRow;

/// The length of a key, in hexadecimal digits.
pub const KEY_LENGTH: usize = 32;

/// How often an article is sent in vain before it is left out.
pub const MOST_FAILURES: i64 = 10;

/// An article of which search engines are to be told.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Waiting {
    /// The article.
    pub article_id: ArticleId,
    /// Since when.
    pub due_at: Timestamp,
    /// The slug of the article.
    pub slug: Slug,
    /// The slug of its category.
    pub category: Slug,
}

/// A new key: it shows that whoever sends addresses has access to the site, where it is a public file.
pub(crate) fn new_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; KEY_LENGTH / 2];
    getrandom::fill(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}
