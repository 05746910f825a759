//! The SQL of the statistics.

mod opening;
mod report;

pub use opening::{load_opening_form, save_opening};

use super::{
    Dimension,
    batch::{Batch, HourCount},
    opening_balances::OpeningBalances,
};
use crate::{
    clock::{Date, LocalHour, Month},
    db::{Change, Db, DbError, WriteTx},
    id::ArticleId,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use report::{is_known, load_report, load_values, table_of};

/// The stored counts with which a counter starts.
#[derive(Debug)]
pub(super) struct History {
    /// Visits by day.
    pub(super) days: BTreeMap<Date, i64>,
    /// Visits by hour, of today and yesterday.
    pub(super) hours: BTreeMap<LocalHour, i64>,
}

/// Loads the stored counts.
pub(super) async fn load_history(db: &Db, today: Date) -> Result<History, DbError> {
    let days: Vec<(String, i64)> = sqlx::query_as(
        "select day, cast(sum(visits) as bigint) from statistics_hours group by day order by day limit 100000",
    )
    .fetch_all(db.read())
    .await?;
    let yesterday = today.yesterday().unwrap_or(today);
    let hours: Vec<(String, i64, i64)> = sqlx::query_as(
        "select day, hour, visits from statistics_hours where day in ($1, $2) order by day, hour limit 48",
    )
    .bind(yesterday.to_string())
    .bind(today.to_string())
    .fetch_all(db.read())
    .await?;
    let days = days.into_iter().map(|(day, visits)| Ok((read_day(&day)?, visits)));
    let hours = hours.into_iter().map(|(day, hour, visits)| {
        let hour = i8::try_from(hour).map_err(|error| DbError::Decode(error.into()))?;
        Ok((LocalHour { day: read_day(&day)?, hour }, visits))
    });
    Ok(History { days: days.collect::<Result<_, DbError>>()?, hours: hours.collect::<Result<_, DbError>>()? })
}

/// Loads a day's values of all dimensions except articles.
pub(super) async fn load_values_of(db: &Db, day: Date) -> Result<BTreeSet<(Dimension, String)>, DbError> {
    let mut values = BTreeSet::new();
    for dimension in Dimension::ALL.into_iter().filter(|dimension| *dimension != Dimension::Article) {
        let known: Vec<String> = sqlx::query_scalar(
            "select value
             from statistics_values
             where dimension = $1 and span = 'day' and period = $2
             limit 1000",
        )
        .bind(dimension.name())
        .bind(day.to_string())
        .fetch_all(db.read())
        .await?;
        values.extend(known.into_iter().map(|value| (dimension, value)));
    }
    Ok(values)
}

fn read_day(day: &str) -> Result<Date, DbError> {
    day.parse().map_err(|_| DbError::Decode(format!("{day} is no day").into()))
}

/// Adds the new counts in one transaction.
pub(super) async fn write(db: &Db, batch: &Batch) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    for (LocalHour { day, hour }, HourCount { people, crawlers }) in &batch.hours {
        sqlx::query(
            "insert into statistics_hours (day, hour, views, visits, crawlers)
             values ($1, $2, $3, $4, $5)
             on conflict (day, hour) do update set
                views = statistics_hours.views + excluded.views,
                visits = statistics_hours.visits + excluded.visits,
                crawlers = statistics_hours.crawlers + excluded.crawlers",
        )
        .bind(day.to_string())
        .bind(i64::from(*hour))
        .bind(people.views)
        .bind(people.visits)
        .bind(crawlers)
        .execute(&mut *tx)
        .await?;
    }
    for ((dimension, day, value), count) in &batch.values {
        for (span, period) in [("day", day.to_string()), ("month", Month::of(*day).to_string())] {
            sqlx::query(
                "insert into statistics_values (dimension, span, period, value, views, visits)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (dimension, span, period, value) do update set
                    views = statistics_values.views + excluded.views,
                    visits = statistics_values.visits + excluded.visits",
            )
            .bind(dimension.name())
            .bind(span)
            .bind(period)
            .bind(value)
            .bind(count.views)
            .bind(count.visits)
            .execute(&mut *tx)
            .await?;
        }
    }
    for ((LocalHour { day, hour }, article), views) in &batch.articles {
        sqlx::query(
            "insert into statistics_article_hours (day, hour, article_id, views)
             values ($1, $2, $3, $4)
             on conflict (day, hour, article_id) do update set
                views = statistics_article_hours.views + excluded.views",
        )
        .bind(day.to_string())
        .bind(i64::from(*hour))
        .bind(article)
        .bind(views)
        .execute(&mut *tx)
        .await?;
    }
    if let Some(((first, _), _)) = batch.articles.first_key_value() {
        sqlx::query("delete from statistics_article_hours where day < $1")
            .bind(first.day.yesterday().unwrap_or(first.day).to_string())
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await
}

/// The most-read articles since an hour, in the last seven and in the last thirty days; the most read first.
pub(super) async fn load_ranks(
    db: &Db,
    since: LocalHour,
    today: Date,
    most: usize,
) -> Result<[Vec<ArticleId>; 3], DbError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let day = sqlx::query_scalar(
        "select article_id
         from statistics_article_hours
         where (day, hour) >= ($1, $2) and day <= $3
         group by article_id
         order by sum(views) desc, article_id desc
         limit $4",
    )
    .bind(since.day.to_string())
    .bind(i64::from(since.hour))
    .bind(today.to_string())
    .bind(most)
    .fetch_all(db.read())
    .await?;
    let mut ranks = [day, Vec::new(), Vec::new()];
    for (days, rank) in [7, 30].into_iter().zip(&mut ranks[1..]) {
        let first = (1..days).try_fold(today, |day, _| day.yesterday()).unwrap_or(today);
        *rank = sqlx::query_scalar(
            "select cast(value as bigint) as article
             from statistics_values
             where dimension = 'article' and span = 'day' and period between $1 and $2
             group by value
             order by sum(views) desc, article desc
             limit $3",
        )
        .bind(first.to_string())
        .bind(today.to_string())
        .bind(most)
        .fetch_all(db.read())
        .await?;
    }
    Ok(ranks)
}

/// What the previous site had counted.
pub(super) async fn load_opening_balances(db: &Db) -> Result<OpeningBalances, DbError> {
    Ok(OpeningBalances::new(opening::load(&mut *db.read().acquire().await?).await?))
}

/// Stores an opening balance. With `replace`, one of the same span and period is overwritten; otherwise it
/// stays.
pub async fn put_opening_balance(
    tx: &mut WriteTx<'_>,
    span: &str,
    period: &str,
    visits: i64,
    replace: bool,
) -> Result<Change, DbError> {
    let known: Option<i64> =
        sqlx::query_scalar("select visits from opening_balances where span = $1 and period = $2")
            .bind(span)
            .bind(period)
            .fetch_optional(&mut **tx)
            .await?;
    if known.is_some() && !replace {
        return Ok(Change::Kept);
    }
    sqlx::query(
        "insert into opening_balances (span, period, visits)
         values ($1, $2, $3)
         on conflict (span, period) do update set visits = excluded.visits",
    )
    .bind(span)
    .bind(period)
    .bind(visits)
    .execute(&mut **tx)
    .await?;
    Ok(if known.is_some() { Change::Replaced } else { Change::Added })
}
