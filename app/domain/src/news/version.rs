//! Versions, by which a page of news detects that there is something newer than what it shows.

use super::PageKey;
use crate::{
    id::{ArticleId, CategoryId},
    live::Topic,
};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

/// The kind of the topic of the front page.
pub(super) const HEADLINES: &str = "headlines";
/// The kind of the topics of categories.
pub(super) const CATEGORY: &str = "category";
/// The kind of the topics of articles.
pub(super) const ARTICLE: &str = "article";
/// The kind of the topic of the most-read articles.
const MOST_READ: &str = "most-read";

/// A page or block of news that has a topic. Written as its topic: a hand-written parser makes the wasm
/// smaller than a derived one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Shown {
    /// The front page.
    Headlines,
    /// The first page of a category.
    Category(CategoryId),
    /// An article.
    Article(ArticleId),
    /// The most-read articles.
    MostRead,
}

impl Shown {
    /// The kinds of all topics of news.
    pub const KINDS: [&str; 4] = [HEADLINES, CATEGORY, ARTICLE, MOST_READ];

    /// What a topic is about; `None` if it is not about news.
    pub(crate) fn of(topic: Topic) -> Option<Self> {
        Some(match topic {
            Topic { kind: HEADLINES, id: 0 } => Self::Headlines,
            Topic { kind: CATEGORY, id: id @ 1.. } => Self::Category(CategoryId(id)),
            Topic { kind: ARTICLE, id: id @ 1.. } => Self::Article(ArticleId(id)),
            Topic { kind: MOST_READ, id: 0 } => Self::MostRead,
            _ => return None,
        })
    }

    /// Its topic.
    pub fn topic(self) -> Topic {
        match self {
            Self::Headlines => Topic { kind: HEADLINES, id: 0 },
            Self::Category(id) => Topic { kind: CATEGORY, id: id.0 },
            Self::Article(id) => Topic { kind: ARTICLE, id: id.0 },
            Self::MostRead => Topic { kind: MOST_READ, id: 0 },
        }
    }
}

/// The text is neither a [`Shown`] nor a [`Version`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotNews;

impl fmt::Display for NotNews {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no topic or version of news")
    }
}

impl TryFrom<String> for Shown {
    type Error = NotNews;

    fn try_from(text: String) -> Result<Self, NotNews> {
        Topic::read(&text, &Self::KINDS).and_then(Self::of).ok_or(NotNews)
    }
}

impl From<Shown> for String {
    fn from(shown: Shown) -> Self {
        shown.topic().to_string()
    }
}

impl TryFrom<String> for Version {
    type Error = NotNews;

    fn try_from(text: String) -> Result<Self, NotNews> {
        let (mark, keys) = text.split_once(' ').unwrap_or((&text, ""));
        let keys = keys.split(' ').filter(|key| !key.is_empty());
        Ok(Self {
            mark: if mark == "-" { None } else { Some(mark.parse().map_err(|_| NotNews)?) },
            newest: keys.map(|key| key.parse().map_err(|_| NotNews)).collect::<Result<_, _>>()?,
        })
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        let mark = version.mark.map_or_else(|| "-".to_owned(), |mark| mark.to_string());
        version.newest.iter().fold(mark, |text, key| text + " " + &key.to_string())
    }
}

/// The version of a page or block of news. Written as the mark, or a hyphen, and the keys, each after a
/// space.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    /// The newest articles of a list, newest first; empty if it is not a list of the newest.
    pub newest: Vec<PageKey>,
    /// A number that changes when readers see something else; `None` if they do not see it.
    pub mark: Option<u32>,
}

/// What has changed since a page was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// This many new articles, at least 1.
    Articles(usize),
    /// Something else: a correction, or an article that was removed.
    Change,
    /// The article of the page was withdrawn.
    Withdrawn,
}

impl Version {
    /// The version of what readers see; `newest` are the articles of a list.
    pub fn of(seen: &impl Hash, newest: Vec<PageKey>) -> Self {
        let mut hasher = DefaultHasher::new();
        seen.hash(&mut hasher);
        Self { newest, mark: Some(hasher.finish() as u32) }
    }

    /// What a newer version has that this one has not.
    pub fn until(&self, newer: &Self) -> Option<Since> {
        if newer.mark == self.mark {
            return None;
        }
        if newer.mark.is_none() {
            return Some(Since::Withdrawn);
        }
        // Articles that move up in place of a withdrawn one are older than all that the page shows.
        let oldest = self.newest.last();
        let missing = |key: &&PageKey| Some(*key) > oldest && !self.newest.contains(key);
        match newer.newest.iter().filter(missing).count() {
            0 => Some(Since::Change),
            many => Some(Since::Articles(many)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use proptest::prelude::*;

    fn version(mark: u32, ids: &[i64]) -> Version {
        let key = |id: &i64| PageKey { time: Timestamp(id * 1000), id: ArticleId(*id) };
        Version { newest: ids.iter().map(key).collect(), mark: Some(mark) }
    }

    #[test]
    fn what_has_come_is_counted() {
        let shown = version(1, &[9, 7, 5]);
        assert_eq!(shown.until(&shown), None);
        assert_eq!(shown.until(&version(2, &[12, 11, 9])), Some(Since::Articles(2)));
        assert_eq!(shown.until(&version(2, &[9, 8, 7])), Some(Since::Articles(1)), "dated back");
        assert_eq!(shown.until(&version(2, &[9, 7, 5])), Some(Since::Change), "corrected");
        assert_eq!(
            shown.until(&version(2, &[7, 5, 3])),
            Some(Since::Change),
            "withdrawn: an older one follows"
        );
        assert_eq!(version(1, &[]).until(&version(2, &[3])), Some(Since::Articles(1)), "the first of a site");
        assert_eq!(shown.until(&Version::default()), Some(Since::Withdrawn));
        assert_eq!(Version::default().until(&Version::default()), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for shown in
            [Shown::Headlines, Shown::Category(CategoryId(3)), Shown::Article(ArticleId(9)), Shown::MostRead]
        {
            assert_eq!(String::from(shown).try_into(), Ok(shown));
        }
        for version in [version(7, &[]), version(u32::MAX, &[9, 7, 5]), Version::default()] {
            assert_eq!(String::from(version.clone()).try_into(), Ok(version));
        }
        for wrong in ["", "x", "headlines.1", "category", "poll.3", "7 x", "7 1-0"] {
            assert_eq!(Shown::try_from(wrong.to_owned()), Err(NotNews), "{wrong}");
            assert_eq!(Version::try_from(wrong.to_owned()), Err(NotNews), "{wrong}");
        }
    }

    #[test]
    fn a_version_says_whether_something_else_is_seen() {
        assert_eq!(Version::of(&"a", Vec::new()), Version::of(&"a", Vec::new()));
        assert_ne!(Version::of(&"a", Vec::new()), Version::of(&"b", Vec::new()));
    }

    proptest! {
        #[test]
        fn as_many_as_were_published_since(old in 1_i64..40, new in 1_i64..20) {
            let page = |newest: i64| (1..=newest).rev().take(20).collect::<Vec<_>>();
            let since = version(1, &page(old)).until(&version(2, &page(old + new)));
            prop_assert_eq!(since, Some(Since::Articles(new as usize)));
        }
    }
}
