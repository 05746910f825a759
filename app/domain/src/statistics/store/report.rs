//! The SQL of the report of a period.

use crate::{
    clock::{Date, LocalHour, Month, Zone},
    db::{Db, DbError},
    id::ArticleId,
    news::{Headline, store::load_headlines},
    scope::Reading,
    statistics::{
        Count, Dimension,
        opening_balances::OpeningBalances,
        period::Period,
        report::{Bar, Report, Row, Sums, Table},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// The most rows of a table.
const MOST_ROWS: i64 = 10_000;

/// Loads a period without its tables; `None` for one before the first or after the present one.
pub(in crate::statistics) async fn load_report(
    reading: &Reading,
    period: Period,
    opening_balances: &OpeningBalances,
    zone: &Zone,
) -> Result<Option<Report>, DbError> {
    let (db, here) = (&reading.db, zone.hour(reading.now));
    let Some(Known { first, counted, days: range }) =
        find_range(db, period, opening_balances, here.day).await?
    else {
        return Ok(None);
    };
    let running = range.contains(&here.day);
    let days = load_days(db, &range).await?;
    let hours = load_hours(db, &range).await?;
    let sums = hours.iter().fold(Sums::default(), |sum, hour| sum.and(*hour));
    let before = match period.before() {
        Some(before) => Some(load_sums(db, before, running.then_some(here)).await?),
        None => None,
    };
    Ok(Some(Report {
        period,
        today: here.day,
        first,
        running,
        sums,
        opening: opening_balances.of(&period.to_string()),
        before: before.filter(|sums| *sums != Sums::default()),
        bars: bars(period, first, &days, &hours, opening_balances, here),
        hours: hours.map(|hour| hour.visits),
        weekdays: weekdays(&(range.start().max(&counted).to_owned()..=here.day.min(*range.end())), &days),
        tables: Vec::new(),
        tables_as_of: None,
    }))
}

/// Whether there may be counts for a period.
pub(in crate::statistics) async fn is_known(
    reading: &Reading,
    period: Period,
    opening_balances: &OpeningBalances,
    zone: &Zone,
) -> Result<bool, DbError> {
    Ok(find_range(&reading.db, period, opening_balances, zone.hour(reading.now).day).await?.is_some())
}

/// The known days of a period.
struct Known {
    /// The first day of the site with any counts.
    first: Date,
    /// The first day counted by this site.
    counted: Date,
    /// The days of the period, from the first known one to the last.
    days: RangeInclusive<Date>,
}

/// The known days of a period; `None` for one before the first or after the last known day.
async fn find_range(
    db: &Db,
    period: Period,
    opening_balances: &OpeningBalances,
    today: Date,
) -> Result<Option<Known>, DbError> {
    let (first, last): (Option<String>, Option<String>) = sqlx::query_as(
        "select (select min(day) from statistics_hours), (select max(day) from statistics_hours)",
    )
    .fetch_one(db.read())
    .await?;
    let day = |day: Option<String>| day.and_then(|day| day.parse().ok()).unwrap_or(today);
    // A clock that was ahead has counted days in the future.
    let (counted, last) = (day(first), day(last).max(today));
    let opening = opening_balances.first().and_then(|period| period.parse::<Period>().ok());
    let first = opening.map_or(counted, |period| counted.min(*period.days().start())).min(today);
    let days = period.days();
    let (from, to) = (first.max(*days.start()), last.min(*days.end()));
    Ok((from <= to).then_some(Known { first, counted, days: from..=to }))
}

type Days = BTreeMap<Date, Sums>;

async fn load_days(db: &Db, range: &RangeInclusive<Date>) -> Result<Days, DbError> {
    let rows: Vec<(String, i64, i64, i64)> = sqlx::query_as(
        "select day, cast(sum(views) as bigint), cast(sum(visits) as bigint), cast(sum(crawlers) as bigint)
         from statistics_hours
         where day between $1 and $2
         group by day
         order by day
         limit 100000",
    )
    .bind(range.start().to_string())
    .bind(range.end().to_string())
    .fetch_all(db.read())
    .await?;
    let days = rows
        .into_iter()
        .map(|(day, views, visits, crawlers)| Ok((super::read_day(&day)?, Sums { views, visits, crawlers })));
    days.collect()
}

/// The counts of each hour of the day.
async fn load_hours(db: &Db, range: &RangeInclusive<Date>) -> Result<[Sums; 24], DbError> {
    let rows: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "select hour, cast(sum(views) as bigint), cast(sum(visits) as bigint), cast(sum(crawlers) as bigint)
         from statistics_hours
         where day between $1 and $2
         group by hour
         order by hour
         limit 24",
    )
    .bind(range.start().to_string())
    .bind(range.end().to_string())
    .fetch_all(db.read())
    .await?;
    let mut hours = [Sums::default(); 24];
    for (hour, views, visits, crawlers) in rows {
        if let Some(place) = usize::try_from(hour).ok().and_then(|hour| hours.get_mut(hour)) {
            *place = Sums { views, visits, crawlers };
        }
    }
    Ok(hours)
}

/// The counts of a period; if the next period is still running, only up to the same hour.
async fn load_sums(db: &Db, period: Period, until: Option<LocalHour>) -> Result<Sums, DbError> {
    let days = period.days();
    let (last, hour) = match until {
        Some(here) => same_hour(period, here),
        None => (*days.end(), 23),
    };
    sqlx::query_as(
        "select coalesce(cast(sum(views) as bigint), 0) as views,
            coalesce(cast(sum(visits) as bigint), 0) as visits,
            coalesce(cast(sum(crawlers) as bigint), 0) as crawlers
         from statistics_hours
         where day between $1 and $2 and (day < $2 or hour <= $3)",
    )
    .bind(days.start().to_string())
    .bind(last.to_string())
    .bind(i64::from(hour))
    .fetch_one(db.read())
    .await
}

/// Day and hour up to which a period is compared with the next one. If it has no such day, up to the end of
/// the month.
fn same_hour(period: Period, here: LocalHour) -> (Date, i8) {
    let (year, month) = match period {
        Period::All | Period::Day(_) => return (*period.days().end(), here.hour),
        Period::Year(year) => (year, here.day.month()),
        Period::Month(month) => (month.year(), month.number()),
    };
    match Date::new(year, month, here.day.day()) {
        Ok(day) => (day, here.hour),
        Err(_) => (Date::new(year, month, 1).map_or(here.day, Date::last_of_month), 23),
    }
}

/// Loads the values of a dimension in a period, the most views first.
pub(in crate::statistics) async fn load_values(
    db: &Db,
    period: Period,
    dimension: Dimension,
) -> Result<Vec<(String, Count)>, DbError> {
    let (span, from, to) = match period {
        Period::Day(_) => ("day", period.to_string(), period.to_string()),
        Period::Month(_) => ("month", period.to_string(), period.to_string()),
        Period::Year(_) => ("month", format!("{period}-01"), format!("{period}-12")),
        Period::All => ("month", String::new(), "9999".to_owned()),
    };
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select value, cast(sum(views) as bigint) as views, cast(sum(visits) as bigint)
         from statistics_values
         where dimension = $1 and span = $2 and period between $3 and $4
         group by value
         order by views desc, value
         limit $5",
    )
    .bind(dimension.name())
    .bind(span)
    .bind(from)
    .bind(to)
    .bind(MOST_ROWS)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().map(|(value, views, visits)| (value, Count { views, visits })).collect())
}

/// The first of these values as a table; articles with their titles.
pub(in crate::statistics) async fn table_of(
    reading: &Reading,
    dimension: Dimension,
    values: &[(String, Count)],
    most: usize,
) -> Result<Table, DbError> {
    let shown = values.iter().take(most);
    let mut rows: Vec<Row> =
        shown.map(|(value, count)| Row { value: value.clone(), count: *count, article: None }).collect();
    if dimension == Dimension::Article {
        let ids: Vec<ArticleId> = rows.iter().filter_map(|row| row.value.parse().ok()).collect();
        let mut known: BTreeMap<String, Headline> = load_headlines(reading, &ids)
            .await?
            .into_iter()
            .map(|headline| (headline.id.to_string(), headline))
            .collect();
        for row in &mut rows {
            row.article = known.remove(&row.value);
        }
    }
    Ok(Table { dimension, rows, more: values.len() > most })
}

/// The parts of a period: hours, days, months or years.
fn bars(
    period: Period,
    first: Date,
    days: &Days,
    hours: &[Sums; 24],
    opening_balances: &OpeningBalances,
    here: LocalHour,
) -> Vec<Bar> {
    let part = |part: Period| {
        let range = part.days();
        let sums = days.range(range.clone()).fold(Sums::default(), |sum, (_, day)| sum.and(*day));
        let opening = opening_balances.of(&part.to_string());
        let to_come = *range.start() > here.day && sums == Sums::default();
        Bar { period: Some(part), hour: None, sums, opening, to_come }
    };
    match period {
        Period::All => {
            let years: BTreeSet<i16> =
                (first.year()..=here.day.year()).chain(days.keys().map(|day| day.year())).collect();
            years.into_iter().map(|year| part(Period::Year(year))).collect()
        }
        Period::Year(_) => {
            let first = Month::of(*period.days().start());
            (1..=12).map(|number| part(Period::Month(first.in_same_year(number)))).collect()
        }
        Period::Month(_) => {
            let days = period.days();
            let month = days.start().first_of_month().series(jiff::Span::new().days(1));
            month.take_while(|day| days.contains(day)).map(|day| part(Period::Day(day))).collect()
        }
        Period::Day(day) => (0..24)
            .zip(hours)
            .map(|(hour, sums)| Bar {
                period: None,
                hour: Some(hour),
                sums: *sums,
                opening: 0,
                to_come: LocalHour { day, hour } > here && *sums == Sums::default(),
            })
            .collect(),
    }
}

/// Visits by weekday, and how often each weekday occurs in a range of days.
fn weekdays(range: &RangeInclusive<Date>, days: &Days) -> [(i64, i64); 7] {
    let mut weekdays = [(0, 0); 7];
    let place = |day: Date| usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    let length = i64::from(range.start().until(*range.end()).map_or(0, |span| span.get_days())) + 1;
    for (ago, weekday) in (0..7).zip(range.start().series(jiff::Span::new().days(1))) {
        // Each weekday occurs once in seven days, and perhaps once more in the rest.
        weekdays[place(weekday)].1 = (length / 7 + i64::from(ago < length.rem_euclid(7))).max(0);
    }
    for (day, sums) in days {
        weekdays[place(*day)].0 += sums.visits;
    }
    weekdays
}
