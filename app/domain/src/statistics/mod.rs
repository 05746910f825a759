//! Visitor statistics: how visitors are distinguished, what is counted, and what is shown. The rules are in
//! ARCHITECTURE.md, and for readers on the page "Cách chúng tôi đếm".

use crate::{
    live::Topic,
    news::{Headline, Version},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[cfg(feature = "store")]
mod agent;
#[cfg(feature = "store")]
mod batch;
#[cfg(feature = "store")]
pub mod counter;
#[cfg(feature = "store")]
mod failure_log;
#[cfg(feature = "store")]
mod live;
#[cfg(feature = "store")]
mod most_read;
#[cfg(feature = "store")]
mod online;
#[cfg(feature = "store")]
mod opening_balances;
#[cfg(feature = "store")]
pub mod opening_form;
#[cfg(feature = "store")]
mod people;
#[cfg(feature = "store")]
pub mod period;
#[cfg(feature = "store")]
pub mod report;
#[cfg(feature = "store")]
mod running;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "store")]
mod tables;
#[cfg(all(test, feature = "store"))]
mod tests;
#[cfg(feature = "store")]
pub mod visitor;

/// After how long without a view the next one begins a new visit, in milliseconds.
pub const VISIT_GAP: i64 = 30 * 60 * 1000;
/// How long a person counts as online after a view, in milliseconds.
pub const ONLINE_FOR: i64 = 300 * 1000;
/// How many values of a dimension are kept per day; all others are counted together.
pub const VALUES_PER_DAY: usize = 500;

/// The topic of the visitor figures; its messages are [`Figures`].
pub const LIVE: Topic = Topic { kind: "statistics", id: 0 };

/// The figures of the statistics block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// People seen in the last [`ONLINE_FOR`].
    pub online: i64,
    /// Visits that began today, plus today's opening balance.
    pub today: i64,
    /// Visits that began this month, plus its opening balance.
    pub month: i64,
    /// All visits, including those of the old site.
    pub total: i64,
    /// Visits of the last 24 hours, the current hour last.
    pub hours: Vec<i64>,
}

/// The most-read articles, the most read first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MostRead {
    /// In the last 24 hours.
    pub day: Vec<Headline>,
    /// In the last seven days, today included.
    pub week: Vec<Headline>,
    /// In the last thirty days.
    pub month: Vec<Headline>,
}

impl MostRead {
    /// The version of the lists; `None` if they are empty.
    pub fn shown_version(&self) -> Option<Version> {
        (*self != Self::default()).then(|| self.version())
    }

    /// The version of the lists. It depends on the articles and their titles, not on their order.
    pub fn version(&self) -> Version {
        let all = [&self.day, &self.week, &self.month].into_iter().flatten();
        let shown: BTreeSet<_> = all.map(|headline| (headline.id, &headline.title)).collect();
        Version::of(&shown, Vec::new())
    }
}

/// A property of views and visits. Each is counted separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The kind of page.
    Kind,
    /// The article, by its id.
    Article,
    /// The browser family.
    Browser,
    /// The operating system.
    System,
    /// The kind of device.
    Device,
    /// The host of the referring site.
    Referrer,
    /// The first language in `Accept-Language`.
    Language,
    /// The country of the network, if the owner has provided a country file.
    Country,
    /// The name of the crawler; crawlers have no visits.
    Crawler,
}

impl Dimension {
    /// All dimensions, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Article,
        Self::Kind,
        Self::Referrer,
        Self::Country,
        Self::Language,
        Self::Device,
        Self::Browser,
        Self::System,
        Self::Crawler,
    ];

    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Article => "article",
            Self::Browser => "browser",
            Self::System => "system",
            Self::Device => "device",
            Self::Referrer => "referrer",
            Self::Language => "language",
            Self::Country => "country",
            Self::Crawler => "crawler",
        }
    }
}

/// Views and visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Page views.
    pub views: i64,
    /// Visits that began with one of these views.
    pub visits: i64,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.views += other.views;
        self.visits += other.visits;
    }
}

/// A number in Vietnamese format, with points between thousands: `25.378.017`.
pub fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if count < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A date in Vietnamese format: `2024-03-24` becomes `24/03/2024`. Any other text is returned as it is.
pub fn day_in_words(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod rules {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_grouped_with_points() {
        for (count, text) in
            [(0, "0"), (999, "999"), (1_000, "1.000"), (25_378_017, "25.378.017"), (-1_234, "-1.234")]
        {
            assert_eq!(grouped(count), text);
        }
    }

    #[test]
    fn a_day_is_written_day_first() {
        assert_eq!(day_in_words("2024-03-24"), "24/03/2024");
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(count in any::<i64>()) {
            prop_assert_eq!(grouped(count).replace('.', ""), count.to_string());
        }
    }
}
