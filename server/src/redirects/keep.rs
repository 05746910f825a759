//! Stores what was counted of redirects and of addresses asked for in vain, now and then.

use domain::{
    clock::Clock,
    db::Db,
    live::bus::Bus,
    redirects::{Counts, store::store_counts},
};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// How often it is stored.
const OFTEN: Duration = Duration::from_secs(10);

/// Stores it until the site stops, and once more then.
pub(crate) async fn keep_counts(db: Db, clock: Clock, bus: Bus, counts: Arc<Counts>) {
    loop {
        tokio::select! {
            () = sleep(OFTEN) => store(&db, &clock, &counts).await,
            () = bus.closed() => break,
        }
    }
    store(&db, &clock, &counts).await;
}

/// Stores what was counted so far; what cannot be stored waits for the next time.
pub(super) async fn store(db: &Db, clock: &Clock, counts: &Counts) {
    if let Err(fault) = store_counts(db, counts, clock.now()).await {
        tracing::error!("the uses of redirects could not be stored: {fault}");
    }
}
