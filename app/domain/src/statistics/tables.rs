//! A cache of the tables of periods. It saves queries, and since tables are up to 15 minutes old, nobody can
//! request them every second and match the rows that belong to one visitor.

use super::{
    Count, Dimension,
    period::Period,
    report::Table,
    store::{load_values, table_of},
};
use crate::{
    clock::Timestamp,
    db::{Db, DbError},
    lock::lock_ignoring_poison,
    scope::Reading,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// How long a table is cached.
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);
/// How many tables are cached.
const KEPT: usize = 128;

/// Values of a dimension, the most views first.
pub(super) type Values = Arc<Vec<(String, Count)>>;

/// The cached tables.
#[derive(Debug, Default)]
pub(super) struct Tables(Mutex<HashMap<(String, Dimension), Kept>>);

/// Values, and when they were loaded, by the monotonic and by the wall clock.
#[derive(Debug, Clone)]
struct Kept {
    loaded: Instant,
    at: Timestamp,
    values: Values,
}

impl Tables {
    /// The first `most` rows of a table, and when it was loaded.
    pub(super) async fn table(
        &self,
        reading: &Reading,
        period: Period,
        dimension: Dimension,
        most: usize,
    ) -> Result<(Table, Timestamp), DbError> {
        let (values, at) = self.values(&reading.db, period, dimension, reading.now).await?;
        Ok((table_of(reading, dimension, &values, most).await?, at))
    }

    /// Clears the cache.
    pub(super) fn forget(&self) {
        lock_ignoring_poison(&self.0).clear();
    }

    async fn values(
        &self,
        db: &Db,
        period: Period,
        dimension: Dimension,
        now: Timestamp,
    ) -> Result<(Values, Timestamp), DbError> {
        let key = (period.to_string(), dimension);
        let kept = lock_ignoring_poison(&self.0).get(&key).cloned();
        if let Some(kept) = kept.filter(|kept| kept.loaded.elapsed() < KEPT_FOR) {
            return Ok((kept.values, kept.at));
        }
        let values: Values = Arc::new(load_values(db, period, dimension).await?);
        let mut tables = lock_ignoring_poison(&self.0);
        if tables.len() >= KEPT {
            let oldest = tables.iter().min_by_key(|(_, kept)| kept.loaded).map(|(key, _)| key.clone());
            oldest.map(|key| tables.remove(&key));
        }
        tables.insert(key, Kept { loaded: Instant::now(), at: now, values: Arc::clone(&values) });
        Ok((values, now))
    }
}
