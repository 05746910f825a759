//! The queue of votes. One task takes all votes that have arrived during the last transaction and stores them
//! in the next one: each voter gets an answer after the ballot is on the disk, and many voters share one disk
//! write.

use super::{
    Cast, live_topic,
    store::{Vote, VoteKeys, cast_all},
};
use crate::{
    clock::Clock,
    db::{Db, DbError, boxed},
    live::bus::Bus,
};
use std::{fmt, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// The most ballots in one transaction.
const BATCH: usize = 512;
/// The capacity of the queue. Further votes wait before it, where they are cancelled if the voter leaves.
const QUEUE: usize = 1024;

/// Accepts votes. Clones share the queue.
#[derive(Debug, Clone)]
pub struct VoteQueue(mpsc::Sender<Entry>);

#[derive(Debug)]
struct Entry {
    vote: Vote,
    answer: oneshot::Sender<Result<Cast, Lost>>,
}

/// Why the outcome of a vote is unknown.
#[derive(Debug, Clone)]
pub enum Lost {
    /// The server is stopping.
    Stopping,
    /// The store failed; nothing of the vote was stored.
    Fault(Arc<DbError>),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopping => f.write_str("the vote queue is closed"),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl From<DbError> for Lost {
    fn from(fault: DbError) -> Self {
        Self::Fault(Arc::new(fault))
    }
}

impl VoteQueue {
    /// Starts the task; it ends when the last clone is dropped. To be called within a Tokio runtime.
    pub fn open(db: Db, clock: Clock, keys: VoteKeys, bus: Bus) -> Self {
        let (votes, queue) = mpsc::channel(QUEUE);
        tokio::spawn(take(queue, db, clock, keys, bus));
        Self(votes)
    }

    /// How many votes wait in the queue.
    pub fn waiting(&self) -> usize {
        self.0.max_capacity().saturating_sub(self.0.capacity())
    }

    /// Queues a vote, and waits until the ballot is on the disk.
    #[boxed]
    pub async fn cast(&self, vote: Vote) -> Result<Cast, Lost> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Entry { vote, answer }).await.map_err(|_| Lost::Stopping)?;
        answered.await.map_err(|_| Lost::Stopping)?
    }
}

async fn take(mut queue: mpsc::Receiver<Entry>, db: Db, clock: Clock, mut keys: VoteKeys, bus: Bus) {
    let mut entries = Vec::new();
    while queue.recv_many(&mut entries, BATCH).await > 0 {
        let (votes, answers): (Vec<Vote>, Vec<_>) =
            entries.drain(..).map(|entry| (entry.vote, entry.answer)).unzip();
        let answered = match cast_all(&db, clock.now(), &mut keys, &votes).await {
            Ok(done) => {
                bus.changed(done.changed.into_iter().map(live_topic));
                done.answers.into_iter().map(|answer| answer.map_err(Lost::from)).collect()
            }
            Err(fault) => vec![Err(Lost::from(fault)); votes.len()],
        };
        for (voter, answer) in answers.into_iter().zip(answered) {
            // A voter who has left sees the ballot at the next visit.
            let _ = voter.send(answer);
        }
    }
}
