//! The tables of periods, kept for a while: whoever asks every second cannot put together from several tables what belongs
//! to one visitor, and the store is not asked each time.

use super::{
    Count, Dimension,
    period::Period,
    report::Table,
    store::{load_values, table_of},
};
use crate::{
    clock::Timestamp,
    db::{Db, Fault},
    scope::Scope,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a table is shown before it is loaded anew.
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);
/// How many tables are kept.
const KEPT: usize = 128;
/// How many rows of a dimension a page shows.
const TOP: usize = 10;

/// Values of a dimension, the most views first.
pub(super) type Values = Arc<Vec<(String, Count)>>;

/// The tables that were shown lately.
#[derive(Debug, Default)]
pub(super) struct Tables(Mutex<HashMap<(String, Dimension), (Instant, Values)>>);

impl Tables {
    /// The first rows of a table.
    pub(super) async fn top(
        &self,
        db: &Db,
        scope: Scope,
        period: Period,
        dimension: Dimension,
        now: Timestamp,
    ) -> Result<Table, Fault> {
        let values = self.values(db, period, dimension).await?;
        table_of(db, scope, dimension, &values, TOP, now).await
    }

    /// All of a table.
    pub(super) async fn whole(
        &self,
        db: &Db,
        scope: Scope,
        period: Period,
        dimension: Dimension,
        now: Timestamp,
    ) -> Result<Table, Fault> {
        let values = self.values(db, period, dimension).await?;
        table_of(db, scope, dimension, &values, usize::MAX, now).await
    }

    /// Has everything loaded anew.
    pub(super) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    async fn values(&self, db: &Db, period: Period, dimension: Dimension) -> Result<Values, Fault> {
        let key = (period.to_string(), dimension);
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some((_, values)) = kept.filter(|(loaded, _)| loaded.elapsed() < KEPT_FOR) {
            return Ok(values);
        }
        let values: Values = Arc::new(load_values(db, period, dimension).await?);
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tables.len() >= KEPT {
            let oldest = tables.iter().min_by_key(|(_, (loaded, _))| *loaded).map(|(key, _)| key.clone());
            oldest.map(|key| tables.remove(&key));
        }
        tables.insert(key, (Instant::now(), Arc::clone(&values)));
        Ok(values)
    }
}
