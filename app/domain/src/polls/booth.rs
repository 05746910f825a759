//! Where ballots are handed in. One task takes all that have arrived while the disk was busy and stores them in one
//! transaction: each voter is answered after the disk has the ballot, and many voters share one wait for the disk.

use super::{
    Cast, live_topic,
    store::{Keys, Vote, cast_all},
};
use crate::{
    clock::Clock,
    db::{Db, Fault, boxed},
    live::bus::Bus,
};
use std::{fmt, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// The most ballots that share a transaction.
const BATCH: usize = 512;
/// How many votes wait for the next transaction; one more waits where its voter can still leave.
const QUEUE: usize = 1024;

/// Takes votes. Clones share it.
#[derive(Debug, Clone)]
pub struct Booth(mpsc::Sender<Entry>);

#[derive(Debug)]
struct Entry {
    vote: Vote,
    answer: oneshot::Sender<Result<Cast, Lost>>,
}

/// Why it is not known what became of a vote.
#[derive(Debug, Clone)]
pub enum Lost {
    /// The site stops.
    Stopping,
    /// The store failed, and nothing of the vote is in it.
    Fault(Arc<Fault>),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopping => f.write_str("the booth is closed"),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl From<Fault> for Lost {
    fn from(fault: Fault) -> Self {
        Self::Fault(Arc::new(fault))
    }
}

impl Booth {
    /// Opens the booth; it closes when its last clone is gone. To be called within a Tokio runtime.
    pub fn open(db: Db, clock: Clock, keys: Keys, bus: Bus) -> Self {
        let (votes, queue) = mpsc::channel(QUEUE);
        tokio::spawn(take(queue, db, clock, keys, bus));
        Self(votes)
    }

    /// Hands in a vote, and waits until the disk has it.
    #[boxed]
    pub async fn cast(&self, vote: Vote) -> Result<Cast, Lost> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Entry { vote, answer }).await.map_err(|_| Lost::Stopping)?;
        answered.await.map_err(|_| Lost::Stopping)?
    }
}

async fn take(mut queue: mpsc::Receiver<Entry>, db: Db, clock: Clock, mut keys: Keys, bus: Bus) {
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
            // A voter who has left finds the ballot on the next visit.
            let _ = voter.send(answer);
        }
    }
}
