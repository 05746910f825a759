//! A period of the statistics, as its page shows it.

use super::{Count, Dimension, period::Period};
use crate::{
    clock::{Date, Moment},
    news::Headline,
};
use sqlx::FromRow;

/// Views and visits of people, and views of crawlers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Sums {
    /// Pages shown to people.
    pub views: i64,
    /// Visits that began.
    pub visits: i64,
    /// Pages shown to crawlers.
    pub crawlers: i64,
}

/// A part of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The year, month or day; the hours of a day have none.
    pub period: Option<Period>,
    /// The hour, 0 to 23.
    pub hour: Option<i8>,
    /// What was counted.
    pub sums: Sums,
    /// What the replaced site had counted.
    pub opening: i64,
    /// Whether it has not begun.
    pub to_come: bool,
}

/// A value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The value as it is stored; empty for all that were not kept on their own.
    pub value: String,
    /// What was counted of it.
    pub count: Count,
    /// The article, if it may still be read.
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

/// A period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The period.
    pub period: Period,
    /// Today, in the zone of the site.
    pub today: Date,
    /// The first day of which something is known.
    pub first: Date,
    /// Whether the period goes on.
    pub running: bool,
    /// What was counted.
    pub sums: Sums,
    /// What the replaced site had counted.
    pub opening: i64,
    /// The same part of the period before, if anything was counted then.
    pub before: Option<Sums>,
    /// Its parts, in order.
    pub bars: Vec<Bar>,
    /// Visits by the hour of the day in which they began.
    pub hours: [i64; 24],
    /// Visits by weekday, Monday first, and how many such days the period has had.
    pub weekdays: [(i64, i64); 7],
    /// Its tables, as [`Dimension::ALL`] has them; those without a row are left out.
    pub tables: Vec<Table>,
    /// When the oldest of the tables was loaded, where more may have been counted since.
    pub tables_as_of: Option<Moment>,
}

impl Sums {
    /// The sums of both.
    pub fn and(self, other: Self) -> Self {
        Self {
            views: self.views + other.views,
            visits: self.visits + other.visits,
            crawlers: self.crawlers + other.crawlers,
        }
    }
}
