//! Live updates of polls, including polls that open and close by the clock.

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
        timetable::{Timed, Timetable},
    },
    secret::Secret,
};
use std::sync::Arc;

/// The topics of polls.
#[derive(Debug)]
pub struct LivePolls {
    db: Db,
    secret: Secret,
    timetable: Timetable,
}

impl LivePolls {
    /// Adds the polls to a bus. To be called within a Tokio runtime.
    pub fn add_to(bus: &Bus, db: Db, clock: Clock, secret: Secret) -> Arc<Self> {
        let polls = Arc::new(Self { db, secret, timetable: Timetable::by(clock) });
        bus.add(polls.clone());
        polls
    }

    /// Reports that polls may open or close at other times than before.
    pub fn timetable_changed(&self) {
        self.timetable.changed();
    }
}

impl Timed for LivePolls {
    fn next_after(&self, instant: Timestamp) -> Answer<'_, Option<Timestamp>> {
        store::load_next_change(&self.db, instant)
    }

    fn tell<'a>(&'a self, bus: &'a Bus, after: Timestamp, until: Timestamp) -> Answer<'a, ()> {
        Box::pin(async move {
            bus.changed(store::load_changed(&self.db, after, until).await?.into_iter().map(live_topic));
            store::forget_past_networks(&self.db, until).await
        })
    }
}

impl Feature for LivePolls {
    fn kind(&self) -> &'static str {
        LIVE
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        Box::pin(async move {
            let standings = store::load_standings(&self.db, PollId(id), self.timetable.now()).await?;
            Ok(standings.map(|Standings { everyone, voters }| Snapshot::of(&everyone, &voters)))
        })
    }

    /// Those with a ballot in a poll may see what voters see.
    fn insiders<'a>(&'a self, ids: &'a [i64], reader: &'a Reader) -> Answer<'a, Vec<i64>> {
        Box::pin(async move {
            let Some(key) = &reader.voter else { return Ok(Vec::new()) };
            let polls: Vec<PollId> = ids.iter().copied().map(PollId).collect();
            let voted = store::load_voted(&self.db, &polls, key, &self.secret).await?;
            Ok(voted.into_iter().map(|poll| poll.0).collect())
        })
    }

    fn watch_time(self: Arc<Self>, bus: Bus) -> Option<Task> {
        // Not the time when the task starts: a stream may have started by then.
        let now = self.timetable.now();
        Some(Box::pin(async move { self.timetable.keep(&*self, &bus, now).await }))
    }
}
