//! Sitemaps: what is in which part. Their format is in `server/src/sitemaps`.

use crate::{clock::Timestamp, text::Slug};

/// How many ids a part of a sitemap covers; the protocol allows 50,000 addresses.
pub const PART: i64 = 10_000;

/// What the addresses of a part lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SitemapKind {
    /// Articles.
    Articles,
    /// Categories.
    Categories,
    /// Series.
    Series,
    /// Tags.
    Tags,
    /// Authors.
    Authors,
    /// Static pages.
    Pages,
    /// Polls.
    Polls,
}

impl SitemapKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Articles, Self::Categories, Self::Series, Self::Tags, Self::Authors, Self::Pages, Self::Polls];
}

/// A part of a sitemap: everything of a kind with an id from a range. So an article stays in its part, and a part of
/// old articles stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SitemapPart {
    /// The kind.
    pub kind: SitemapKind,
    /// The number of the range, from 1.
    pub number: i64,
}

impl SitemapPart {
    /// The part with an id, which is at least 1.
    pub fn of(kind: SitemapKind, id: i64) -> Self {
        Self { kind, number: (id - 1) / PART + 1 }
    }

    /// The last id of the previous part. No part has a higher number than [`i64::MAX`] allows.
    pub fn after(self) -> i64 {
        (self.number - 1).saturating_mul(PART)
    }

    /// Its last id.
    pub fn last(self) -> i64 {
        self.after().saturating_add(PART)
    }
}

/// A page in a sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Its id.
    pub id: i64,
    /// Its slug; polls have none.
    pub slug: Option<Slug>,
    /// The category of an article.
    pub category: Option<Slug>,
    /// When it last changed, if known; for a list when its newest article appeared.
    pub changed: Option<Timestamp>,
    /// The names in the media folder of the pictures of an article.
    pub pictures: Vec<String>,
}

/// An article for news search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsEntry {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: Slug,
    /// Its category's slug.
    pub category: Slug,
    /// Its title.
    pub title: String,
    /// The date shown on it, not after the present.
    pub published: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_in_the_part_that_covers_it() {
        for (id, number) in [(1, 1), (10_000, 1), (10_001, 2), (1_000_000, 100)] {
            let part = SitemapPart::of(SitemapKind::Articles, id);
            assert_eq!(part.number, number, "{id}");
            assert!(part.after() < id && id <= part.last(), "{id}");
        }
        let last = SitemapPart::of(SitemapKind::Articles, i64::MAX);
        assert!(last.after() < i64::MAX && last.last() == i64::MAX);
    }
}
