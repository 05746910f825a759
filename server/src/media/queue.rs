//! Concurrency limits for uploads: one is processed at a time, few wait, and few large forms are in memory.

use crate::limiter::{Client, Limiter, Permit};
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
    queue: Arc<Semaphore>,
    processing: Arc<Semaphore>,
    receiving: Arc<Limiter>,
}

/// The permit to process an upload, until it is dropped.
#[derive(Debug)]
pub(crate) struct ProcessingPermit {
    _processing: OwnedSemaphorePermit,
    _queued: OwnedSemaphorePermit,
}

/// The permit to receive a large form and keep it in memory, until it is dropped.
#[derive(Debug)]
pub(crate) struct ReceivingPermit {
    _permit: Permit,
}

impl Uploads {
    pub(crate) fn new() -> Self {
        let of = |many| Arc::new(Semaphore::new(many));
        // A picture of 60 million pixels takes up to 700 MB of memory while it is resized.
        Self {
            queue: of(1 + WAITING),
            processing: of(1),
            receiving: Arc::new(Limiter::new(ARRIVING, ARRIVING / 2)),
        }
    }

    /// Waits for the permit; `None` if too many wait already.
    pub(crate) async fn acquire_processing(&self) -> Option<ProcessingPermit> {
        let queued = Arc::clone(&self.queue).try_acquire_owned().ok()?;
        let processing = Arc::clone(&self.processing).acquire_owned().await.ok()?;
        Some(ProcessingPermit { _processing: processing, _queued: queued })
    }

    /// Waits until a large form may be received; it is not read before. One network may have half of the
    /// permits.
    pub(crate) async fn acquire_receiving(&self, from: &Client) -> ReceivingPermit {
        ReceivingPermit { _permit: self.receiving.acquire(from).await }
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
        let Poll::Ready(Some(first)) = poll(pin!(uploads.acquire_processing())) else { panic!("a permit") };
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(uploads.acquire_processing())).collect();
        assert!(waiting.iter_mut().all(|permit| poll(permit.as_mut()).is_pending()));
        assert!(matches!(poll(pin!(uploads.acquire_processing())), Poll::Ready(None)));

        // A cancelled waiter makes room for another; when the first one ends, exactly one of the waiting ones
        // proceeds.
        drop(waiting.pop());
        let mut late = pin!(uploads.acquire_processing());
        assert!(poll(late.as_mut()).is_pending());
        drop(first);
        let Poll::Ready(Some(_second)) = poll(waiting[0].as_mut()) else { panic!("a permit") };
        assert!(poll(waiting[1].as_mut()).is_pending());
        assert!(poll(late.as_mut()).is_pending());
    }

    #[test]
    fn few_large_forms_are_in_memory_at_once() {
        let uploads = Uploads::new();
        let [first, second] = [[203, 0, 113, 9], [198, 51, 100, 7]].map(|of| Client::of(of.into()));
        let mut received: Vec<_> =
            (0..ARRIVING / 2).map(|_| poll(pin!(uploads.acquire_receiving(&first)))).collect();
        assert!(received.iter().all(Poll::is_ready));
        let mut late = pin!(uploads.acquire_receiving(&first));
        assert!(poll(late.as_mut()).is_pending());
        assert!(
            poll(pin!(uploads.acquire_receiving(&second))).is_ready(),
            "one network does not take them all"
        );
        received.pop();
        assert!(poll(late.as_mut()).is_ready());
    }
}
