//! The most-read articles: ranked every 30 seconds; titles are reloaded every second, so that withdrawn
//! articles disappear.

use super::{MostRead, store};
use crate::{
    clock::{Timestamp, Zone},
    db::{Db, DbError},
    id::ArticleId,
    lock::lock_ignoring_poison,
    news::{Headline, store::load_headlines},
    scope::Reading,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex},
};

/// How many articles are ranked for each period: some may be withdrawn before the next ranking.
const RANKED: usize = 40;
/// How many are shown.
const SHOWN: usize = 5;
/// The hours of the last 24 before the current one, in milliseconds.
const HOURS_BEFORE: i64 = 23 * 60 * 60 * 1000;

/// The most-read articles of each period.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    ids: Mutex<[Vec<ArticleId>; 3]>,
    shown: Mutex<Arc<MostRead>>,
}

impl Ranking {
    pub(super) fn shown(&self) -> Arc<MostRead> {
        Arc::clone(&lock_ignoring_poison(&self.shown))
    }

    /// Ranks the articles again; returns whether the shown lists have changed.
    pub(super) async fn rank(&self, db: &Db, zone: &Zone, now: Timestamp) -> Result<bool, DbError> {
        let since = zone.hour(Timestamp(now.0 - HOURS_BEFORE));
        let ids = store::load_ranks(db, since, zone.hour(now).day, RANKED).await?;
        *lock_ignoring_poison(&self.ids) = ids;
        self.name(db, now).await
    }

    /// Reloads the titles of the ranked articles; returns whether the shown lists have changed.
    pub(super) async fn name(&self, db: &Db, now: Timestamp) -> Result<bool, DbError> {
        let ranked = lock_ignoring_poison(&self.ids).clone();
        let ids: BTreeSet<ArticleId> = ranked.iter().flatten().copied().collect();
        let ids: Vec<ArticleId> = ids.into_iter().collect();
        let reading = Reading::visitor(db, now);
        let known = if ids.is_empty() { Vec::new() } else { load_headlines(&reading, &ids).await? };
        let known: HashMap<ArticleId, Headline> =
            known.into_iter().map(|headline| (headline.id, headline)).collect();
        let [day, week, month] =
            ranked.map(|ids| ids.iter().filter_map(|id| known.get(id).cloned()).take(SHOWN).collect());
        let most_read = MostRead { day, week, month };
        let mut shown = lock_ignoring_poison(&self.shown);
        let changed = **shown != most_read;
        *shown = Arc::new(most_read);
        Ok(changed)
    }
}
