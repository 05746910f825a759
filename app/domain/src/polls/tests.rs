//! Polls on a migrated database: casting, refusals, recounts.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where it stands, its helpers too")]

mod casting;
#[cfg(feature = "test-clock")]
mod desk;
mod failing;
#[cfg(feature = "test-clock")]
mod live;
mod reading;
mod recounting;

use super::{
    ResultsShown, networks,
    store::{
        Done, NewOption, NewPoll, Viewer, Vote, VoteKeys, add, cast_all, load_paper, load_secret, verify,
    },
    voter::{VoterHash, VoterKey},
    *,
};
use crate::{
    clock::Timestamp,
    db::{Db, Missing},
    id::{OptionId, PollId},
    scope::Reading,
    secret::Secret,
};
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::sync::Mutex;

/// 2026-11-25T08:00:00+07:00.
const NOW: Timestamp = Timestamp(1_795_568_400_000);
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A database with polls, for voting.
struct TestPolls {
    db: Db,
    secret: Secret,
    keys: Mutex<VoteKeys>,
    folder: TempDir,
}

/// A poll with three options that is always open and shows its result to everybody.
fn poll(question: &str) -> NewPoll {
    let option = |label: &str| NewOption { label: label.into(), link: None, opening_votes: 0 };
    NewPoll {
        question: question.into(),
        link: None,
        options: ["Một", "Hai", "Ba"].map(option).into(),
        min_choices: 1,
        max_choices: 1,
        opens_at: None,
        closes_at: None,
        results: ResultsShown::Always,
        network_limit: 0,
    }
}

fn later(instant: Timestamp, milliseconds: i64) -> Timestamp {
    Timestamp(instant.0 + milliseconds)
}

fn key(number: u64) -> VoterKey {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    VoterKey(bytes)
}

impl TestPolls {
    async fn with(polls: &[NewPoll]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
        let mut tx = db.write().await.expect("a transaction");
        for poll in polls {
            add(&mut tx, poll).await.expect("added");
        }
        tx.commit().await.expect("committed");
        let secret = load_secret(&db).await.expect("a secret");
        let keys =
            Mutex::new(VoteKeys { secret: secret.clone(), networks: networks::NetworkKeys::default() });
        Self { db, secret, keys, folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("site.db")
    }

    /// Changes the file without the program.
    async fn tamper(&self, statements: &str) {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.file());
        let pool = sqlx::SqlitePool::connect_with(options).await.expect("the file");
        sqlx::raw_sql(
            "drop trigger if exists ballots_are_not_changed;
             drop trigger if exists ballots_are_not_removed;
             drop trigger if exists polls_with_ballots_lose_no_option;",
        )
        .execute(&pool)
        .await
        .expect("without its guards");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements)).execute(&pool).await.expect("changed");
        pool.close().await;
    }

    /// The keys for a separate vote_queue.
    fn own_keys(&self) -> VoteKeys {
        VoteKeys { secret: self.secret.clone(), networks: networks::NetworkKeys::default() }
    }

    fn voter(&self, poll: i64, number: u64) -> VoterHash {
        key(number).hash(PollId(poll), &self.secret)
    }

    /// A vote for options by their index, each voter from another network.
    async fn vote(&self, poll: i64, voter_number: u64, places: &[usize]) -> Vote {
        let paper = self.paper(poll, None, NOW).await;
        let choices = places.iter().map(|place| paper.poll.options[*place].id).collect();
        Vote {
            poll: PollId(poll),
            choices,
            voter: self.voter(poll, voter_number),
            address: std::net::IpAddr::from((voter_number as u32).to_be_bytes()),
        }
    }

    /// The same vote by each voter in the range, from one network.
    async fn votes(&self, poll: i64, voters: std::ops::Range<u64>) -> Vec<Vote> {
        let vote = self.vote(poll, 0, &[0]).await;
        voters.map(|number| Vote { voter: self.voter(poll, number), ..vote.clone() }).collect()
    }

    async fn cast_all(&self, now: Timestamp, votes: &[Vote]) -> Done {
        cast_all(&self.db, now, &mut *self.keys.lock().await, votes).await.expect("a batch")
    }

    async fn cast_at(&self, now: Timestamp, vote: Vote) -> Cast {
        self.cast_all(now, &[vote]).await.answers.remove(0).expect("an answer")
    }

    async fn cast(&self, poll: i64, voter_number: u64, places: &[usize]) -> Cast {
        self.cast_at(NOW, self.vote(poll, voter_number, places).await).await
    }

    fn reading(&self, now: Timestamp) -> Reading {
        Reading::visitor(&self.db, now)
    }

    fn viewer(&self, voter_number: Option<u64>) -> Viewer {
        Viewer { voter: voter_number.map(key), secret: self.secret.clone() }
    }

    async fn paper(&self, poll: i64, voter_number: Option<u64>, now: Timestamp) -> BallotPaper {
        let viewer = self.viewer(voter_number);
        let paper = load_paper(&self.reading(now), PollId(poll), &viewer).await;
        paper.expect("an answer").expect("a poll")
    }

    /// The votes of each option, and the number of voters.
    async fn tally(&self, poll: i64) -> (Vec<u32>, u32) {
        let paper = self.paper(poll, None, NOW).await;
        let tally = paper.standing.tally.expect("a result");
        (tally.options.iter().map(|count| count.votes).collect(), tally.voters)
    }

    /// The number of rows of ballots, days and networks.
    async fn rows(&self) -> Vec<i64> {
        let mut rows = Vec::new();
        for table in ["ballots", "poll_days", "poll_networks"] {
            let count = format!("select count(*) from {table}");
            rows.push(
                sqlx::query_scalar(sqlx::AssertSqlSafe(count))
                    .fetch_one(self.db.read())
                    .await
                    .expect("a count"),
            );
        }
        rows
    }

    async fn assert_whole(&self, ballots: i64) {
        let verified = verify(&self.db).await.expect("an answer").expect("a chain that is whole");
        assert_eq!(verified.ballots, ballots);
    }
}

fn counted(cast: &Cast) -> &OwnBallot {
    match cast {
        Cast::Counted(own) => own,
        Cast::Refused(refusal) => panic!("refused: {refusal:?}"),
    }
}

fn refusal(cast: Cast) -> VoteRefusal {
    match cast {
        Cast::Refused(refusal) => refusal,
        Cast::Counted(own) => panic!("counted: {own:?}"),
    }
}
