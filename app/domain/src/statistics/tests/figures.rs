//! Random traffic against a naive model: every figure is the opening balance plus the counted hours.

use super::*;
use crate::clock::Date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [&str; 4] = ["home", "article", "category", "search"];

#[derive(Debug, Clone)]
enum Event {
    View { who: u32, kind: usize },
    Pass(i64),
    Write,
    Restart,
}

/// What the rules give: each view, and whether a visit began with it.
struct Model {
    opening_balances: BTreeMap<String, i64>,
    views: Vec<Viewed>,
    last_seen: BTreeMap<u32, Timestamp>,
}

struct Viewed {
    at: Timestamp,
    kind: &'static str,
    arrived: bool,
}

/// Day and hour in Vietnam, which is UTC+7 all year.
fn local(instant: Timestamp) -> (Date, i64) {
    let hours = instant.0.div_euclid(HOUR) + 7;
    let days = i32::try_from(hours.div_euclid(24)).expect("a day");
    (Date::constant(1970, 1, 1) + jiff::Span::new().days(days), hours.rem_euclid(24))
}

fn day(instant: Timestamp) -> String {
    local(instant).0.to_string()
}

impl Model {
    fn see(&mut self, who: u32, kind: &'static str, now: Timestamp) {
        let before = self.last_seen.insert(who, now);
        let arrived = before.is_none_or(|before| day(before) != day(now) || now.0 - before.0 >= 30 * MINUTE);
        self.views.push(Viewed { at: now, kind, arrived });
    }

    /// The opening balance of a period, or else the sum of its parts.
    fn opening(&self, period: &str) -> i64 {
        if let Some(visits) = self.opening_balances.get(period) {
            return *visits;
        }
        let parts: Vec<String> = match period.len() {
            0 => (2020..2040).map(|year| format!("{year}")).collect(),
            4 => (1..=12).map(|month| format!("{period}-{month:02}")).collect(),
            7 => (1..=31).map(|day| format!("{period}-{day:02}")).collect(),
            _ => return 0,
        };
        parts.iter().map(|part| self.opening(part)).sum()
    }

    fn sums(&self, within: impl Fn(&Viewed) -> bool) -> Sums {
        let views: Vec<&Viewed> = self.views.iter().filter(|view| within(view)).collect();
        sums(views.len() as i64, views.iter().filter(|view| view.arrived).count() as i64)
    }

    fn counted(&self, period: &str) -> Sums {
        self.sums(|view| day(view.at).starts_with(period))
    }

    fn figure(&self, period: &str) -> i64 {
        self.counted(period).visits + self.opening(period)
    }

    fn assert_figures(&self, site: &Site) {
        let now = site.now();
        let (figures, today) = (site.counter.figures(), day(now));
        let expected = ["", &today[..7], &today].map(|period| self.figure(period));
        assert_eq!([figures.total, figures.month, figures.today], expected);
        let hours: Vec<i64> = (0..24)
            .map(|ago| local(Timestamp(now.0 - (23 - ago) * HOUR)))
            .map(|hour| self.sums(|view| local(view.at) == hour).visits)
            .collect();
        assert_eq!(figures.hours, hours);
        // Within the second at the limit, both answers are right.
        let seen = |within: i64| {
            let there = |last: &&Timestamp| day(**last) == today && now.0 - last.0 < within;
            self.last_seen.values().filter(there).count() as i64
        };
        let online = seen(299 * SECOND)..=seen(301 * SECOND);
        assert!(online.contains(&figures.online), "{} of {online:?}", figures.online);
    }

    async fn assert_report(&self, site: &Site, period: &str) {
        let report = site.report(period).await;
        assert_eq!(report.sums, self.counted(period), "{period}");
        assert_eq!(report.opening, self.opening(period), "{period}");
        let bars = report.bars.iter().fold(Sums::default(), |sum, bar| sum.and(bar.sums));
        assert_eq!(bars, report.sums, "{period}");
        for bar in &report.bars {
            if let Some(part) = bar.period.map(|part| part.to_string()) {
                assert_eq!((bar.sums, bar.opening), (self.counted(&part), self.opening(&part)), "{part}");
            }
        }
        for (number, visits) in (0..).zip(report.hours) {
            let hour = self.sums(|view| day(view.at).starts_with(period) && local(view.at).1 == number);
            assert_eq!(visits, hour.visits, "hour {number} of {period}");
        }
        assert_eq!(report.hours.iter().sum::<i64>(), report.sums.visits, "{period}");
        let weekdays: i64 = report.weekdays.iter().map(|(visits, _)| visits).sum();
        assert_eq!(weekdays, report.sums.visits, "{period}");
        let kinds = report.tables.iter().find(|table| table.dimension == Dimension::Kind);
        let kinds = kinds.map_or(&[][..], |table| &table.rows);
        for kind in KINDS {
            let expected = self.sums(|view| day(view.at).starts_with(period) && view.kind == kind);
            let told = kinds.iter().find(|row| row.value == kind).map_or(Count::default(), |row| row.count);
            assert_eq!(told, count(expected.views, expected.visits), "{kind} in {period}");
        }
    }

    async fn assert_reports(&self, site: &Site) {
        let mut periods = BTreeSet::from([String::new()]);
        for instant in self.views.iter().map(|view| view.at).chain([site.now()]) {
            let day = day(instant);
            periods.extend([4, 7, 10].map(|length| day[..length].to_owned()));
        }
        for period in periods {
            self.assert_report(site, &period).await;
        }
    }
}

async fn assert_counted(start: i64, opening_balances: BTreeMap<String, i64>, events: Vec<Event>) {
    let place = Place::new().await;
    place.set_clock(Timestamp(start));
    let given: Vec<(&str, i64)> =
        opening_balances.iter().map(|(period, visits)| (period.as_str(), *visits)).collect();
    place.put_openings(&given).await;
    let mut model = Model { opening_balances, views: Vec::new(), last_seen: BTreeMap::new() };
    let mut site = place.open().await;
    for event in events {
        match event {
            Event::View { who, kind } => {
                let page = ViewedPage { kind: KINDS[kind], article: None };
                site.counter.count(&View { page, ..view(person(who)) });
                model.see(who, KINDS[kind], site.now());
            }
            Event::Pass(milliseconds) => site.pass(milliseconds),
            Event::Write => site.write().await,
            Event::Restart => site = site.restarted().await,
        }
        model.assert_figures(&site);
    }
    site.write().await;
    model.assert_reports(&site).await;
    let site = site.restarted().await;
    model.assert_figures(&site);
}

fn event() -> impl Strategy<Value = Event> {
    let pass = prop_oneof![
        4 => 1..MINUTE,
        2 => MINUTE..20 * MINUTE,
        2 => prop::sample::select(vec![30 * MINUTE - 1, 30 * MINUTE, 5 * MINUTE, HOUR, 24 * HOUR]),
        1 => 20 * MINUTE..5 * HOUR,
        1 => HOUR..3 * DAY,
    ];
    let leap = prop::sample::select(vec![28 * DAY, 31 * DAY, 120 * DAY, 365 * DAY]);
    prop_oneof![
        24 => (0..5_u32, 0..KINDS.len()).prop_map(|(who, kind)| Event::View { who, kind }),
        12 => pass.prop_map(Event::Pass),
        1 => leap.prop_map(Event::Pass),
        2 => Just(Event::Write),
        2 => Just(Event::Restart),
    ]
}

/// Periods up to the one in which counting begins; some contain others.
fn opening_balances() -> impl Strategy<Value = BTreeMap<String, i64>> {
    let period = prop_oneof![
        1 => Just(String::new()),
        2 => (2024..=2026).prop_map(|year| format!("{year}")),
        3 => (2024..=2026, 10..=12).prop_map(|(year, month)| format!("{year}-{month:02}")),
        3 => (2025..=2026, 11..=12, 26..=30).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day}")),
    ];
    prop::collection::btree_map(period, 0..30_000_000_i64, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_figure_is_what_was_counted_and_its_opening_balance(
        start in at("2026-12-28T00:00:00+07:00").0..at("2027-01-01T00:00:00+07:00").0,
        opening_balances in opening_balances(),
        events in prop::collection::vec(event(), 1..60),
    ) {
        runtime().block_on(assert_counted(start, opening_balances, events));
    }
}

#[tokio::test]
async fn a_period_begins_with_its_own_balance_or_those_of_its_parts() {
    let place = Place::new().await;
    place.set_clock(at(MORNING));
    place
        .put_openings(&[
            ("", 25_378_017),
            ("2024", 5_000),
            ("2024-03", 700),
            ("2024-03-24", 50),
            ("2025-07", 40),
            ("2025-08-01", 3),
            ("2026-11", 1_000),
            ("2026-11-25", 70),
        ])
        .await;
    let site = place.open().await;
    assert_eq!(site.figures(), [70, 1_000, 25_378_017]);
    site.show([1, 2]);
    site.write().await;
    assert_eq!(site.figures(), [72, 1_002, 25_378_019]);
    for (period, opening, visits) in [
        ("", 25_378_017, 2),
        ("2024", 5_000, 0),
        ("2024-03", 700, 0),
        ("2024-03-24", 50, 0),
        ("2024-04", 0, 0),
        ("2025", 43, 0),
        ("2025-08", 3, 0),
        ("2026", 1_000, 2),
        ("2026-11-25", 70, 2),
    ] {
        let report = site.report(period).await;
        assert_eq!((report.opening, report.sums.visits), (opening, visits), "{period}");
    }
    let of_bars = |report: &Report| report.bars.iter().map(|bar| bar.opening).collect::<Vec<_>>();
    assert_eq!(of_bars(&site.report("").await), [5_000, 43, 1_000]);
    assert_eq!(of_bars(&site.report("2025").await), [0, 0, 0, 0, 0, 0, 40, 3, 0, 0, 0, 0]);
    assert_eq!(of_bars(&site.report("2024-03").await)[22..25], [0, 50, 0]);
}

#[tokio::test]
async fn a_balance_that_is_noted_later_is_shown_with_the_next_look() {
    let site = Site::at(MORNING).await;
    site.show([1]);
    site.place.put_openings(&[("2026-10", 100)]).await;
    site.counter.settle().await.expect("settled");
    assert_eq!(site.figures(), [1, 1, 101]);
}

#[tokio::test]
async fn a_clock_that_was_ahead_leaves_the_sparkline() {
    let site = Site::at(MORNING).await;
    site.show(0..4);
    site.write().await;
    site.pass(2 * DAY);
    site.figures();
    site.pass(-2 * DAY);
    assert_eq!(site.counter.figures().hours[23], 4);
}
