//! The report of a period, as its page shows it.

use super::{Count, Dimension, period::Period};
use crate::{
    clock::{Date, Moment},
    news::Headline,
};
use sqlx::FromRow;

/// Views and visits of people, and views of crawlers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Sums {
    /// Page views by people.
    pub views: i64,
    /// Visits that began.
    pub visits: i64,
    /// Page views by crawlers.
    pub crawlers: i64,
}

/// A bar of the chart: a part of the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The year, month or day; `None` for an hour.
    pub period: Option<Period>,
    /// The hour, 0 to 23.
    pub hour: Option<i8>,
    /// The counts.
    pub sums: Sums,
    /// The opening balance.
    pub opening: i64,
    /// Whether it is in the future.
    pub to_come: bool,
}

/// A value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The stored value; empty for all values that were not kept separately.
    pub value: String,
    /// Its counts.
    pub count: Count,
    /// The article, if readers may still see it.
    pub article: Option<Headline>,
}

/// The values of a dimension, the most views first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The dimension.
    pub dimension: Dimension,
    /// Its values.
    pub rows: Vec<Row>,
    /// Whether there are more.
    pub more: bool,
}

/// The report of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The period.
    pub period: Period,
    /// Today, in the site's time zone.
    pub today: Date,
    /// The first day with any counts.
    pub first: Date,
    /// Whether the period has not ended yet.
    pub running: bool,
    /// The counts.
    pub sums: Sums,
    /// The opening balance.
    pub opening: i64,
    /// The same part of the previous period, if anything was counted in it.
    pub before: Option<Sums>,
    /// Its parts, in order.
    pub bars: Vec<Bar>,
    /// Visits by the hour in which they began.
    pub hours: [i64; 24],
    /// Visits by weekday, Monday first, and how many such days of the period have begun.
    pub weekdays: [(i64, i64); 7],
    /// Its tables, in the order of [`Dimension::ALL`]; empty ones are left out.
    pub tables: Vec<Table>,
    /// When the oldest of the tables was loaded, if it may be out of date.
    pub tables_as_of: Option<Moment>,
}

impl Sums {
    /// The sum of both.
    pub fn and(self, other: Self) -> Self {
        Self {
            views: self.views + other.views,
            visits: self.visits + other.visits,
            crawlers: self.crawlers + other.crawlers,
        }
    }
}
