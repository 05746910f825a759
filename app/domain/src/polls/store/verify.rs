//! Recounting: every chain from its first ballot, and every count against the ballots.

use super::{load_known, read_options};
use crate::{
    chain::{BEGINNING, ChainHead, Stored},
    clock::Timestamp,
    db::{Connection, Db, DbError, boxed},
    id::{OptionId, PollId},
    polls::{ballot::Ballot, check_choices, voter::VoterHash},
};
use sqlx::FromRow;
use std::{collections::BTreeMap, fmt};

/// How many ballots are read per query.
const PAGE: i64 = 1000;

/// The result of a recount.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Polls.
    pub polls: u32,
    /// Ballots.
    pub ballots: i64,
}

/// The first error.
#[derive(Debug, PartialEq, Eq)]
pub enum Broken {
    /// A broken ballot.
    Ballot {
        /// Its poll.
        poll: PollId,
        /// Its number.
        sequence: i64,
        /// What is wrong with it, in Vietnamese.
        reason: String,
    },
    /// A count that differs from the ballots.
    Count {
        /// Its poll.
        poll: PollId,
        /// Which count, in Vietnamese.
        what: &'static str,
        /// The stored value.
        written: String,
        /// The value from the ballots.
        counted: String,
    },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ballot { poll, sequence, reason } => {
                write!(f, "Cuộc bình chọn {poll}, lá phiếu số {sequence}: {reason}.")
            }
            Self::Count { poll, what, written, counted } => write!(
                f,
                "Cuộc bình chọn {poll}: {what} ghi {written}, nhưng đếm lại các lá phiếu được {counted}."
            ),
        }
    }
}

#[derive(FromRow)]
struct Row {
    sequence: i64,
    options: String,
    cast_at: Timestamp,
    voter: Vec<u8>,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

impl Row {
    fn stored(&self) -> Stored<'_> {
        Stored { sequence: self.sequence, at: self.cast_at, previous: &self.previous, hash: &self.hash }
    }
}

/// Recounts all polls; stops at the first error.
#[boxed]
pub async fn verify(db: &Db) -> Result<Result<Verified, Broken>, DbError> {
    // Includes polls of which only ballots are left. In one read transaction, since people may vote
    // meanwhile.
    let mut on = db.read().begin().await?;
    let polls: Vec<PollId> = sqlx::query_scalar(
        "select id from polls
         union
         select poll_id from ballots
         order by 1
         limit 100000",
    )
    .fetch_all(&mut *on)
    .await?;
    let mut verified = Verified::default();
    for poll in polls {
        match verify_poll(&mut on, poll).await? {
            Ok(ballots) => {
                verified.polls += 1;
                verified.ballots += ballots;
            }
            Err(broken) => return Ok(Err(broken)),
        }
    }
    Ok(Ok(verified))
}

/// Recounts one poll; returns its number of ballots.
async fn verify_poll(on: &mut Connection, poll: PollId) -> Result<Result<i64, Broken>, DbError> {
    let Some(known) = load_known(on, poll).await? else {
        let first: Option<i64> = sqlx::query_scalar("select min(sequence) from ballots where poll_id = $1")
            .bind(poll)
            .fetch_one(on)
            .await?;
        let reason = "cuộc bình chọn hoặc các phương án đã bị xóa".to_owned();
        return Ok(first.map_or(Ok(0), |sequence| Err(Broken::Ballot { poll, sequence, reason })));
    };
    let mut end = ChainHead::START;
    let mut votes: BTreeMap<OptionId, u32> = BTreeMap::new();
    loop {
        let rows: Vec<Row> = sqlx::query_as(
            "select sequence, options, cast_at, voter, previous, hash
             from ballots
             where poll_id = $1 and sequence > $2
             order by sequence
             limit $3",
        )
        .bind(poll)
        .bind(end.sequence)
        .bind(PAGE)
        .fetch_all(&mut *on)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let broken =
                |reason: &str| Broken::Ballot { poll, sequence: row.sequence, reason: reason.into() };
            let ballot = match read(poll, &row, &end) {
                Ok(ballot) => ballot,
                Err(reason) => return Ok(Err(broken(reason))),
            };
            if let Err(reason) = end.follow(&row.stored(), ballot.hash()) {
                return Ok(Err(broken(&reason.in_words("lá phiếu"))));
            }
            if check_choices(&known.poll, &ballot.options).is_err() {
                return Ok(Err(broken("chọn những phương án mà cuộc bình chọn không cho phép")));
            }
            for option in ballot.options {
                *votes.entry(option).or_default() += 1;
            }
        }
    }
    let count = end.sequence;
    if known.head.unwrap_or(BEGINNING) != end.hash || i64::from(known.tally.voters) != count {
        let (written, counted) = (known.tally.voters.to_string(), count.to_string());
        let what = "số phiếu và mã của lá phiếu cuối cùng";
        return Ok(Err(Broken::Count { poll, what, written, counted }));
    }
    for (option, tally) in known.poll.options.iter().zip(&known.tally.options) {
        let counted = votes.get(&option.id).copied().unwrap_or(0);
        if counted != tally.votes {
            let (written, counted) = (tally.votes.to_string(), counted.to_string());
            return Ok(Err(Broken::Count {
                poll, what: "số phiếu của một phương án", written, counted
            }));
        }
    }
    // Only the total: the day of a ballot depends on the site's time zone at that time.
    let days: i64 = sqlx::query_scalar(
        "select coalesce(cast(sum(ballots) as bigint), 0) from poll_days where poll_id = $1",
    )
    .bind(poll)
    .fetch_one(on)
    .await?;
    if days != count {
        let (written, counted) = (days.to_string(), count.to_string());
        return Ok(Err(Broken::Count { poll, what: "tổng số phiếu theo ngày", written, counted }));
    }
    Ok(Ok(count))
}

/// Parses a ballot as the next one of the chain.
fn read(poll: PollId, row: &Row, end: &ChainHead) -> Result<Ballot, &'static str> {
    let voter = row.voter.as_slice().try_into().map_err(|_| "mã của người bình chọn không đủ dài")?;
    Ok(Ballot {
        poll,
        sequence: row.sequence,
        options: read_options(&row.options).ok_or("danh sách phương án không đọc được")?,
        cast_at: row.cast_at,
        voter: VoterHash(voter),
        previous: end.hash,
    })
}
