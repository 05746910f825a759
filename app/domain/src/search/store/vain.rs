//! What was searched in vain: for the desk, so that somebody can write it, or give it a better name.

use crate::{
    clock::Timestamp,
    db::{Db, DbError, boxed},
    lock::lock_ignoring_poison,
    search::{VainSearch, query::Query, words::folded},
};
use std::{collections::HashMap, sync::Mutex};

/// The most different questions that are kept.
const KEPT: i64 = 500;
/// The most different questions that wait to be stored; further ones are not noted.
const WAITING: usize = 200;
/// The longest question that is noted, in words: longer ones are sentences, or sent by programs.
const LONGEST: usize = 8;

/// The questions that wait to be stored: reading a page writes nothing.
#[derive(Debug, Default)]
pub struct VainSearches {
    waiting: Mutex<HashMap<String, i64>>,
}

impl VainSearches {
    /// Notes a question that nothing answered.
    pub fn note(&self, typed: &str) {
        let query = Query::read(typed);
        let words: Vec<String> = query.words().map(|word| folded(word)).collect();
        let is_question = (1..=LONGEST).contains(&words.len()) && words.iter().any(|word| word.len() > 1);
        let mut waiting = lock_ignoring_poison(&self.waiting);
        if is_question && (waiting.len() < WAITING || waiting.contains_key(&words.join(" "))) {
            *waiting.entry(words.join(" ")).or_default() += 1;
        }
    }

    /// Stores what was noted, and forgets the questions that were asked the longest time ago.
    ///
    /// # Errors
    /// The database has failed; what was noted is lost.
    pub async fn store(&self, db: &Db, now: Timestamp) -> Result<(), DbError> {
        let waiting = std::mem::take(&mut *lock_ignoring_poison(&self.waiting));
        if waiting.is_empty() {
            return Ok(());
        }
        let mut tx = db.write().await?;
        for (words, times) in waiting {
            sqlx::query(
                "insert into vain_searches (words, times, last_at)
                 values ($1, $2, $3)
                 on conflict (words) do update set times = vain_searches.times + $2, last_at = $3",
            )
            .bind(words)
            .bind(times)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
        sqlx::query(
            "delete from vain_searches
             where last_at < (select last_at from vain_searches order by last_at desc limit 1 offset $1)",
        )
        .bind(KEPT)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }
}

/// What was searched in vain, the latest first.
///
/// # Errors
/// The database has failed.
#[boxed]
pub async fn load_vain_searches(db: &Db) -> Result<Vec<VainSearch>, DbError> {
    sqlx::query_as("select words, times, last_at from vain_searches order by last_at desc limit $1")
        .bind(KEPT)
        .fetch_all(db.read())
        .await
}
