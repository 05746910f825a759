//! Counts that are not in the store yet.

use super::{Count, Dimension};
use crate::{
    clock::{Date, LocalHour},
    id::ArticleId,
};
use std::collections::BTreeMap;

/// The counts of an hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct HourCount {
    pub(super) people: Count,
    pub(super) crawlers: i64,
}

/// The counts since the last transaction.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    pub(super) hours: BTreeMap<LocalHour, HourCount>,
    pub(super) values: BTreeMap<(Dimension, Date, String), Count>,
    pub(super) articles: BTreeMap<(LocalHour, ArticleId), i64>,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// Adds the counts of a batch that could not be written.
    pub(super) fn absorb(&mut self, other: Self) {
        for (hour, count) in other.hours {
            let here = self.hours.entry(hour).or_default();
            here.people += count.people;
            here.crawlers += count.crawlers;
        }
        for (value, count) in other.values {
            *self.values.entry(value).or_default() += count;
        }
        for (article, views) in other.articles {
            *self.articles.entry(article).or_default() += views;
        }
    }
}
