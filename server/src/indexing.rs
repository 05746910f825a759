//! What keeps the search up to date beside the saves: articles that an older version has saved are indexed, the
//! index is merged, and what was searched in vain is stored.

use domain::{
    clock::Clock,
    db::Db,
    live::bus::Bus,
    search::{
        VainSearches,
        store::{index_waiting, merge_index},
    },
};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// How often it looks whether there is something to do.
const OFTEN: Duration = Duration::from_secs(60);
/// The pause after each transaction, so that others can write.
const PAUSE: Duration = Duration::from_millis(50);

/// Works until the site stops.
pub(crate) async fn keep_index(db: Db, clock: Clock, bus: Bus, vain: Arc<VainSearches>) {
    loop {
        tokio::select! {
            () = work(&db, &clock, &vain) => {}
            () = bus.closed() => break,
        }
        tokio::select! {
            () = sleep(OFTEN) => {}
            () = bus.closed() => break,
        }
    }
    store(&db, &clock, &vain).await;
}

async fn work(db: &Db, clock: &Clock, vain: &VainSearches) {
    store(db, clock, vain).await;
    for step in [Step::Index, Step::Merge] {
        loop {
            let done = match step {
                Step::Index => index_waiting(db).await,
                Step::Merge => merge_index(db).await,
            };
            match done {
                Ok(true) => sleep(PAUSE).await,
                Ok(false) => break,
                Err(fault) => {
                    tracing::error!("the search index could not be kept up to date: {fault}");
                    return;
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Step {
    Index,
    Merge,
}

/// Stores what was searched in vain.
pub(crate) async fn store(db: &Db, clock: &Clock, vain: &VainSearches) {
    if let Err(fault) = vain.store(db, clock.now()).await {
        tracing::error!("what was searched in vain could not be stored: {fault}");
    }
}
