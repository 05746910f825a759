//! What keeps the search up to date beside the saves: articles that an older version has saved are indexed, the
//! index is merged, related articles are found, and what was searched in vain is stored.

use domain::{
    clock::Clock,
    db::{Db, DbError},
    live::bus::Bus,
    search::{
        VainSearches,
        store::{index_waiting, merge_index, relate_waiting},
    },
};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

/// How often it looks whether there is something to do: so long a new article waits to be listed with related ones.
const OFTEN: Duration = Duration::from_secs(10);
/// The least pause after a step, so that others can write.
const PAUSE: Duration = Duration::from_millis(50);
/// The pause after related articles were found, in times of what that took: 920 articles a minute on a site of
/// 100,000, which has work for two hours after an import, and readers keep the processor.
const REST: u32 = 9;

/// Works until the site stops.
pub(crate) async fn keep_index(db: Db, clock: Clock, bus: Bus, vain: Arc<VainSearches>) {
    loop {
        let pause = tokio::select! {
            pause = work(&db, &clock, &vain) => pause,
            () = bus.closed() => break,
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = bus.closed() => break,
        }
    }
    store(&db, &clock, &vain).await;
}

/// Does what there is to do; returns the pause until the next time.
async fn work(db: &Db, clock: &Clock, vain: &VainSearches) -> Duration {
    store(db, clock, vain).await;
    keep(db, clock).await.unwrap_or_else(|fault| {
        tracing::error!("the search index could not be kept up to date: {fault}");
        OFTEN
    })
}

async fn keep(db: &Db, clock: &Clock) -> Result<Duration, DbError> {
    while index_waiting(db).await? {
        sleep(PAUSE).await;
    }
    while merge_index(db).await? {
        sleep(PAUSE).await;
    }
    let begun = Instant::now();
    let more = relate_waiting(db, clock.now()).await?;
    Ok(if more { PAUSE.max(REST * begun.elapsed()) } else { OFTEN })
}

/// Stores what was searched in vain.
pub(crate) async fn store(db: &Db, clock: &Clock, vain: &VainSearches) {
    if let Err(fault) = vain.store(db, clock.now()).await {
        tracing::error!("what was searched in vain could not be stored: {fault}");
    }
}
