//! Storing what was counted in memory, and the list of addresses that were asked for in vain.

use crate::{
    clock::Timestamp,
    db::{Db, DbError, boxed},
    id::RedirectId,
    redirects::{
        Counts, MISSING_DAYS, MISSING_KEPT, MISSING_SHOWN, MissingAddress, Source,
        counts::{Asked, MOST_MISSING},
    },
};
use std::collections::HashMap;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Stores what was counted, and forgets the addresses that were asked for least and longest ago.
///
/// # Errors
/// The database has failed; what was counted waits for the next try.
#[boxed]
pub async fn store_counts(db: &Db, counts: &Counts, now: Timestamp) -> Result<(), DbError> {
    let hits = counts.hits.take();
    if let Err(fault) = store_hits(db, &hits).await {
        hits.into_iter().for_each(|(id, (times, at))| counts.hits.add(id, times, at));
        return Err(fault);
    }
    let missing = counts.missing.take();
    let stored = store_missing(db, &missing, now).await;
    if stored.is_err() {
        counts.missing.put_back(missing);
    }
    stored
}

async fn store_hits(db: &Db, hits: &HashMap<RedirectId, (i64, Timestamp)>) -> Result<(), DbError> {
    if hits.is_empty() {
        return Ok(());
    }
    let mut tx = db.write().await?;
    for (id, (times, at)) in hits {
        sqlx::query("update redirects set hits = hits + $2, last_hit_at = $3 where id = $1")
            .bind(id)
            .bind(times)
            .bind(at)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await
}

async fn store_missing(db: &Db, missing: &HashMap<Source, Asked>, now: Timestamp) -> Result<(), DbError> {
    if missing.is_empty() {
        return Ok(());
    }
    let mut tx = db.write().await?;
    for (address, asked) in missing {
        sqlx::query(
            "insert into missing_addresses (address, times, crawler_times, linked_from, last_at)
             values ($1, $2, $3, $4, $5)
             on conflict (address) do update set
                 times = missing_addresses.times + excluded.times,
                 crawler_times = missing_addresses.crawler_times + excluded.crawler_times,
                 linked_from = coalesce(excluded.linked_from, missing_addresses.linked_from),
                 last_at = excluded.last_at",
        )
        .bind(address)
        .bind(asked.times)
        .bind(asked.crawler_times)
        .bind(asked.linked_from.as_ref())
        .bind(now)
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query("delete from missing_addresses where last_at < $1")
        .bind(now.0.saturating_sub(MISSING_DAYS * DAY))
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "delete from missing_addresses
         where address in (
             select address
             from missing_addresses
             order by times desc, last_at desc, address
             limit $1 offset $2
         )",
    )
    .bind(i64::try_from(MOST_MISSING).unwrap_or(i64::MAX))
    .bind(MISSING_KEPT)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Addresses that were asked for in vain, at most [`MISSING_SHOWN`]: those that readers asked for most first.
#[boxed]
pub async fn load_missing(db: &Db) -> Result<Vec<MissingAddress>, DbError> {
    sqlx::query_as(
        "select address, times, crawler_times, linked_from, last_at
         from missing_addresses
         order by times desc, last_at desc, address
         limit $1",
    )
    .bind(MISSING_SHOWN)
    .fetch_all(db.read())
    .await
}
