//! The counts in memory: the people of the day, the figures of the statistics block, and the batch that is
//! not in the store yet. Nothing here blocks or awaits.

use super::{
    Dimension, Figures, VALUES_PER_DAY,
    batch::Batch,
    counter::View,
    opening_balances::OpeningBalances,
    people::{People, Seen},
    store::History,
    visitor::Referrer,
};
use crate::clock::{Date, LocalHour, Month, Timestamp, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// For how many days before today the values are kept.
const DAYS_KNOWN: usize = 3;
/// For how many hours the visits are kept.
const HOURS_KNOWN: usize = 96;
const HOUR: i64 = 60 * 60 * 1000;
/// How many hours the sparkline shows.
const SPARK: i64 = 24;

/// The counts of a site in memory.
pub(super) struct Running {
    pub(super) people: People,
    /// Whether a view was refused today.
    full: bool,
    pub(super) batch: Batch,
    /// The counted values of the last days, without articles.
    values: BTreeMap<Date, BTreeSet<(Dimension, String)>>,
    /// The days whose values have been loaded from the store.
    known: BTreeSet<Date>,
    /// Visits of each day, stored or not.
    days: BTreeMap<Date, i64>,
    /// Visits of each of the last hours.
    hours: BTreeMap<LocalHour, i64>,
    total: i64,
    pub(super) opening_balances: OpeningBalances,
    /// The quarter of an hour of the last call of `advance_to`, and the hours of the sparkline.
    hour: Option<(i64, Vec<LocalHour>)>,
}

impl Running {
    /// Starts with the stored counts.
    pub(super) fn new(people: People, history: History, opening_balances: OpeningBalances) -> Self {
        Self {
            people,
            full: false,
            batch: Batch::default(),
            values: BTreeMap::new(),
            known: BTreeSet::new(),
            total: history.days.values().sum(),
            days: history.days,
            hours: history.hours,
            opening_balances,
            hour: None,
        }
    }

    /// The figures of the statistics block.
    pub(super) fn figures(&mut self, now: Timestamp, zone: &Zone) -> Figures {
        let LocalHour { day, .. } = self.advance_to(now, zone);
        let month = self.days.range(day.first_of_month()..=day.last_of_month()).map(|(_, visits)| visits);
        let month: i64 = month.sum();
        let hours = self.hour.iter().flat_map(|(_, hours)| hours);
        Figures {
            online: self.people.online(now),
            today: self.days.get(&day).copied().unwrap_or(0) + self.opening_balances.of(&day.to_string()),
            month: month + self.opening_balances.of(&Month::of(day).to_string()),
            total: self.total + self.opening_balances.of(""),
            hours: hours.map(|hour| self.hours.get(hour).copied().unwrap_or(0)).collect(),
        }
    }

    /// Whether the stored values of a day have been loaded.
    pub(super) fn knows(&self, day: Date) -> bool {
        self.known.contains(&day)
    }

    /// Adds the stored values of a day.
    pub(super) fn learn(&mut self, day: Date, values: BTreeSet<(Dimension, String)>) {
        self.values.entry(day).or_default().extend(values);
        self.known.insert(day);
    }

    /// Advances to the present: at midnight all people are forgotten. Returns the current hour.
    pub(super) fn advance_to(&mut self, now: Timestamp, zone: &Zone) -> LocalHour {
        // The offsets of time zones are multiples of a quarter of an hour.
        let quarter = now.0.div_euclid(HOUR / 4);
        if self.hour.as_ref().is_none_or(|(last, _)| *last != quarter) {
            let hours: Vec<LocalHour> =
                (0..SPARK).rev().map(|ago| zone.hour(Timestamp(now.0 - ago * HOUR))).collect();
            // More than are shown: after the clock is set back they are shown again.
            while self.hours.len() > HOURS_KNOWN {
                self.hours.pop_first();
            }
            self.hour = Some((quarter, hours));
        }
        let hour =
            self.hour.as_ref().and_then(|(_, hours)| hours.last().copied()).unwrap_or_else(|| zone.hour(now));
        if self.people.day != hour.day {
            self.people = People::of(hour.day);
            // After the clock is set back, counting continues on the day before.
            while self.values.len() > DAYS_KNOWN {
                let oldest = self.values.pop_first();
                self.known.retain(|day| oldest.as_ref().is_none_or(|(oldest, _)| day != oldest));
            }
            self.full = false;
        }
        hour
    }

    /// Counts a refused view; logged once a day.
    pub(super) fn refuse(&mut self) {
        if !self.full {
            tracing::warn!(
                "more views or people arrive from one network than there may be; they are not counted"
            );
        }
        self.full = true;
    }

    pub(super) fn count_crawler(&mut self, hour: LocalHour, name: String) {
        self.batch.hours.entry(hour).or_default().crawlers += 1;
        self.add(Dimension::Crawler, hour.day, name, false);
    }

    pub(super) fn count_person(
        &mut self,
        hour: LocalHour,
        now: Timestamp,
        view: &View,
        values: [(Dimension, Option<String>); 5],
    ) {
        let network = self.people.network(&view.visitor);
        let arrived = match self.people.see(&view.visitor, network, now) {
            Seen::Arrived => true,
            Seen::Stays => false,
            Seen::TooMany => return self.refuse(),
        };
        let visits = i64::from(arrived);
        let here = &mut self.batch.hours.entry(hour).or_default().people;
        here.views += 1;
        here.visits += visits;
        *self.days.entry(hour.day).or_default() += visits;
        *self.hours.entry(hour).or_default() += visits;
        self.total += visits;
        for (dimension, value) in values {
            if let Some(value) = value {
                self.add(dimension, hour.day, value, arrived);
            }
        }
        if let Some(Referrer(host)) = &view.referrer {
            self.add(Dimension::Referrer, hour.day, host.clone(), arrived);
        }
        self.add(Dimension::Kind, hour.day, view.page.kind.to_owned(), arrived);
        if let Some(article) = view.page.article
            && self.people.ranks(network, article)
        {
            self.add(Dimension::Article, hour.day, article.to_string(), arrived);
            *self.batch.articles.entry((hour, article)).or_default() += 1;
        }
    }

    fn add(&mut self, dimension: Dimension, day: Date, value: String, arrived: bool) {
        // The number of articles is limited anyway.
        let kept = dimension == Dimension::Article || self.keeps(day, dimension, &value);
        let value = if kept { value } else { String::new() };
        let count = self.batch.values.entry((dimension, day, value)).or_default();
        count.views += 1;
        count.visits += i64::from(arrived);
    }

    /// Whether a value is counted separately on that day.
    fn keeps(&mut self, day: Date, dimension: Dimension, value: &str) -> bool {
        let values = self.values.entry(day).or_default();
        let value = (dimension, value.to_owned());
        if values.contains(&value) {
            return true;
        }
        let first = (dimension, String::new());
        let known = values.range(first..).take_while(|(of, _)| *of == dimension).count();
        let room = known < VALUES_PER_DAY;
        if room {
            values.insert(value);
        }
        room
    }
}
