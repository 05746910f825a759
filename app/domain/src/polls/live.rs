//! How polls stand, told to open screens; also what opens and closes by itself.

use super::{
    LIVE, live_topic,
    store::{self, Standings},
};
use crate::{
    clock::{Clock, Timestamp},
    db::Db,
    id::PollId,
    live::{
        bus::Bus,
        feature::{Answer, Feature, Reader, Snapshot, Task},
    },
    secret::Secret,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Notify, time};

/// How often the timetable of polls is read again when nobody tells that it changed: a command may have changed it.
const TIMETABLE: Duration = Duration::from_secs(30);
/// The pause after the timetable could not be read.
const PAUSE: Duration = Duration::from_millis(100);

/// The polls of a site, as open screens are told about them.
#[derive(Debug)]
pub struct LivePolls {
    db: Db,
    clock: Clock,
    secret: Secret,
    timetable: Notify,
}

impl LivePolls {
    /// Adds the polls to a bus. To be called within a Tokio runtime.
    pub fn add_to(bus: &Bus, db: Db, clock: Clock, secret: Secret) -> Arc<Self> {
        let polls = Arc::new(Self { db, clock, secret, timetable: Notify::new() });
        bus.add(polls.clone());
        polls
    }

    /// Notes that polls may open or close at other times than before.
    pub fn timetable_changed(&self) {
        self.timetable.notify_one();
    }

    async fn keep_timetable(self: Arc<Self>, bus: Bus, mut seen: Timestamp) {
        let Self { db, clock, timetable, .. } = &*self;
        loop {
            let due = match store::load_next_change(db, seen).await {
                Ok(due) => due,
                Err(fault) => {
                    tracing::error!("the timetable of polls could not be read: {fault}");
                    None
                }
            };
            let reached = async {
                match due {
                    Some(due) => clock.reached(due).await,
                    None => std::future::pending().await,
                }
            };
            // A timeout is not a failure: the timetable is then read again.
            tokio::select! {
                _ = time::timeout(TIMETABLE, reached) => {}
                () = timetable.notified() => {}
                () = bus.closed() => return,
            }
            let now = clock.now();
            match store::load_changed(db, seen, now).await {
                Ok(changed) => {
                    bus.changed(changed.into_iter().map(live_topic));
                    seen = now;
                }
                Err(fault) => {
                    tracing::error!("the timetable of polls could not be read: {fault}");
                    time::sleep(PAUSE).await;
                }
            }
            if let Err(fault) = store::forget_past_networks(db, seen).await {
                tracing::error!("the networks of past hours could not be forgotten: {fault}");
            }
        }
    }
}

impl Feature for LivePolls {
    fn kind(&self) -> &'static str {
        LIVE
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        Box::pin(async move {
            let standings = store::load_standings(&self.db, PollId(id), self.clock.now()).await?;
            Ok(standings.map(|Standings { everyone, voters }| Snapshot::of(&everyone, &voters)))
        })
    }

    /// Who has a ballot in a poll may see what voters see.
    fn insiders<'a>(&'a self, ids: &'a [i64], reader: &'a Reader) -> Answer<'a, Vec<i64>> {
        Box::pin(async move {
            let Some(key) = &reader.voter else { return Ok(Vec::new()) };
            let polls: Vec<PollId> = ids.iter().copied().map(PollId).collect();
            let voted = store::load_voted(&self.db, &polls, key, &self.secret).await?;
            Ok(voted.into_iter().map(|poll| poll.0).collect())
        })
    }

    fn watch_time(self: Arc<Self>, bus: Bus) -> Option<Task> {
        // From now and not from whenever the task begins: a stream may have begun by then.
        let now = self.clock.now();
        Some(Box::pin(self.keep_timetable(bus, now)))
    }
}
