//! The key of a list's page.

use crate::{clock::Timestamp, id, id::ArticleId};
use std::{fmt, str::FromStr};

/// The last article (or poll) of the previous page, so that a page stays the same while new ones arrive. In
/// an address it is written `TIME-ID`, the time in milliseconds. The newer of two keys is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageKey<Id = ArticleId> {
    /// When that article was published, or that poll closed.
    pub time: Timestamp,
    /// The id.
    pub id: Id,
}

impl<Id: fmt::Display> fmt::Display for PageKey<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.time.0, self.id)
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

impl<Id: FromStr> FromStr for PageKey<Id> {
    type Err = NotAPageKey;

    fn from_str(text: &str) -> Result<Self, NotAPageKey> {
        let (time, id) = text.split_once('-').ok_or(NotAPageKey)?;
        Ok(Self {
            time: Timestamp(id::positive(time).ok_or(NotAPageKey)?),
            id: id.parse().map_err(|_| NotAPageKey)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_page_key_survives_its_address(published in 1..i64::MAX, article in 1..i64::MAX) {
            let key = PageKey { time: Timestamp(published), id: ArticleId(article) };
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn garbage_is_refused_and_never_panics(text in any::<String>()) {
            if let Ok(key) = text.parse::<PageKey<ArticleId>>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
