//! Concurrency limits for uploads: one is processed at a time, few wait, and few large forms are in memory.

use crate::places::{Neighbourhood, Place, Places};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many uploads may wait; further ones are refused.
const WAITING: usize = 8;
/// How many large forms may be received concurrently; others are read later. Each takes up to 24 MB of
/// memory.
const ARRIVING: usize = 8;

/// The limits.
#[derive(Debug, Clone)]
pub(crate) struct Uploads {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    arrivals: Arc<Places>,
}

/// The permit to process an upload, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _turn: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

/// The permit to receive a large form and keep it in memory, until it is dropped.
#[derive(Debug)]
pub(crate) struct Arrival {
    _place: Place,
}

impl Uploads {
    pub(crate) fn new() -> Self {
        let of = |many| Arc::new(Semaphore::new(many));
        // A picture of 60 million pixels takes up to 700 MB of memory while it is resized.
        Self {
            places: of(1 + WAITING),
            turns: of(1),
            arrivals: Arc::new(Places::new(ARRIVING, ARRIVING / 2)),
        }
    }

    /// Waits for the permit; `None` if too many wait already.
    pub(crate) async fn turn(&self) -> Option<Turn> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.ok()?;
        Some(Turn { _turn: turn, _place: place })
    }

    /// Waits until a large form may be received; it is not read before. One network may have half of the
    /// permits.
    pub(crate) async fn arrival(&self, from: &Neighbourhood) -> Arrival {
        Arrival { _place: self.arrivals.take(from).await }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    fn poll<T>(future: std::pin::Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn few_wait_and_the_others_are_told_at_once() {
        let uploads = Uploads::new();
        let Poll::Ready(Some(first)) = poll(pin!(uploads.turn())) else { panic!("a turn") };
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(uploads.turn())).collect();
        assert!(waiting.iter_mut().all(|turn| poll(turn.as_mut()).is_pending()));
        assert!(matches!(poll(pin!(uploads.turn())), Poll::Ready(None)));

        // A cancelled waiter makes room for another; when the first one ends, exactly one of the waiting ones
        // proceeds.
        drop(waiting.pop());
        let mut late = pin!(uploads.turn());
        assert!(poll(late.as_mut()).is_pending());
        drop(first);
        let Poll::Ready(Some(_second)) = poll(waiting[0].as_mut()) else { panic!("a turn") };
        assert!(poll(waiting[1].as_mut()).is_pending());
        assert!(poll(late.as_mut()).is_pending());
    }

    #[test]
    fn few_large_forms_are_in_memory_at_once() {
        let uploads = Uploads::new();
        let [first, second] = [[203, 0, 113, 9], [198, 51, 100, 7]].map(|of| Neighbourhood::of(of.into()));
        let mut arrived: Vec<_> = (0..ARRIVING / 2).map(|_| poll(pin!(uploads.arrival(&first)))).collect();
        assert!(arrived.iter().all(Poll::is_ready));
        let mut late = pin!(uploads.arrival(&first));
        assert!(poll(late.as_mut()).is_pending());
        assert!(poll(pin!(uploads.arrival(&second))).is_ready(), "one network does not take them all");
        arrived.pop();
        assert!(poll(late.as_mut()).is_ready());
    }
}
