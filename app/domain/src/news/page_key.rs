//! Where a page of a list begins.

use crate::{clock::Timestamp, id, id::ArticleId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The last article of the page before, so that a page stays the same while new articles arrive. In an address it
/// is written `PUBLISHED-ID`, the time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageKey {
    /// When that article was published.
    pub published: Timestamp,
    /// That article.
    pub id: ArticleId,
}

impl fmt::Display for PageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.published.0, self.id)
    }
}

/// The text is not a [`PageKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPageKey;

impl fmt::Display for NotAPageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page key is two positive numbers joined by a hyphen")
    }
}

impl FromStr for PageKey {
    type Err = NotAPageKey;

    fn from_str(text: &str) -> Result<Self, NotAPageKey> {
        let (published, article) = text.split_once('-').ok_or(NotAPageKey)?;
        Ok(Self {
            published: Timestamp(id::positive(published).ok_or(NotAPageKey)?),
            id: article.parse().map_err(|_| NotAPageKey)?,
        })
    }
}

impl TryFrom<String> for PageKey {
    type Error = NotAPageKey;

    fn try_from(text: String) -> Result<Self, NotAPageKey> {
        text.parse()
    }
}

impl From<PageKey> for String {
    fn from(key: PageKey) -> Self {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_page_key_survives_its_address(published in 1..i64::MAX, article in 1..i64::MAX) {
            let key = PageKey { published: Timestamp(published), id: ArticleId(article) };
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn garbage_is_refused_and_never_panics(text in any::<String>()) {
            if let Ok(key) = text.parse::<PageKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
