//! Changes at known times: polls that open and close, articles that are published.

use super::{bus::Bus, feature::Answer};
use crate::clock::{Clock, Timestamp};
use std::time::Duration;
use tokio::{sync::Notify, time};

/// How often the timetable is read again without a report of changes: a command-line command may have changed
/// it.
const READ_AGAIN: Duration = Duration::from_secs(30);
/// The pause after the timetable could not be read.
const PAUSE: Duration = Duration::from_millis(100);

/// Something that changes at known times.
pub trait Timed: Send + Sync {
    /// The first time after this one at which something changes.
    fn next_after(&self, instant: Timestamp) -> Answer<'_, Option<Timestamp>>;

    /// Reports to the bus what changed after one time, up to and including another.
    fn tell<'a>(&'a self, bus: &'a Bus, after: Timestamp, until: Timestamp) -> Answer<'a, ()>;
}

/// Waits for these times.
#[derive(Debug)]
pub struct Timetable {
    clock: Clock,
    changed: Notify,
}

impl Timetable {
    /// A timetable with this clock.
    pub fn by(clock: Clock) -> Self {
        Self { clock, changed: Notify::new() }
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Reports that the times of changes are different now.
    pub fn changed(&self) {
        self.changed.notify_one();
    }

    /// Reports all changes after `seen` to the bus, until the bus stops.
    pub async fn keep(&self, timed: &dyn Timed, bus: &Bus, mut seen: Timestamp) {
        let failed = |fault| tracing::error!("what changes at its time could not be read: {fault}");
        loop {
            let due = timed.next_after(seen).await.unwrap_or_else(|fault| {
                failed(fault);
                None
            });
            let reached = async {
                match due {
                    Some(due) => self.clock.reached(due).await,
                    None => std::future::pending().await,
                }
            };
            // After a timeout the timetable is read again.
            tokio::select! {
                _ = time::timeout(READ_AGAIN, reached) => {}
                () = self.changed.notified() => {}
                () = bus.closed() => return,
            }
            let now = self.clock.now();
            match timed.tell(bus, seen, now).await {
                Ok(()) => seen = now,
                Err(fault) => {
                    failed(fault);
                    time::sleep(PAUSE).await;
                }
            }
        }
    }
}
