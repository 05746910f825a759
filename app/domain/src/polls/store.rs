//! The SQL of polls.

mod cast;
mod change;
mod desk;
mod report;
mod save;
mod side;
mod steps;
mod verify;
mod write;

pub use cast::{Done, Vote, VoteKeys, cast_all, forget_past_networks};
pub use change::{Standings, load_changed, load_next_change, load_standings};
pub use desk::{load_desk_list, load_desk_poll};
pub use report::{DayCount, Found, PollCard, PollList, Report, find_ballot, load_list, load_report};
pub use save::{Saved, Target, save};
pub use side::load_side_poll;
pub use steps::{close_now, set_side_poll};
pub use verify::{Broken, Verified, verify};
pub use write::{NewOption, NewPoll, add, choose_side_poll, which_exist};

use super::{
    BallotPaper, Count, Hours, OwnBallot, Phase, Poll, PollOption, ResultsShown, Standing, Tally,
    ballot::{Receipt, read_options},
    voter::{VoterHash, VoterKey},
};
use crate::{
    chain::{Hash, read_hash},
    clock::{Moment, Timestamp},
    db::{Connection, Db, DbError, QueryBuilder, boxed},
    id::{OptionId, PollId},
    scope::Reading,
    secret::Secret,
};
use sqlx::FromRow;

/// The reader of a poll.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The voter key, if the reader has one.
    pub voter: Option<VoterKey>,
    /// For the receipt of the reader's own ballot.
    pub secret: Secret,
}

/// A poll with all its stored data.
#[derive(Debug, Clone)]
struct Known {
    poll: Poll,
    hours: Hours,
    results: ResultsShown,
    network_limit: u32,
    zone: String,
    tally: Tally,
    head: Option<Hash>,
}

impl Known {
    fn standing(&self, has_voted: bool, now: Timestamp) -> Standing {
        let phase = self.hours.phase(now);
        let shown = self.results.shown_to(has_voted, phase);
        Standing { id: self.poll.id, phase, tally: shown.then(|| self.tally.clone()) }
    }

    fn moment(&self, instant: Timestamp) -> Moment {
        Moment::at(instant, &self.zone)
    }

    fn paper(self, own: Option<OwnBallot>, now: Timestamp) -> BallotPaper {
        BallotPaper {
            opens: self.hours.opens.map(|opens| self.moment(opens)),
            closes: self.hours.closes.map(|closes| self.moment(closes)),
            results: self.results,
            standing: self.standing(own.is_some(), now),
            own,
            poll: self.poll,
        }
    }
}

#[derive(FromRow)]
struct PollRow {
    question: String,
    link: Option<String>,
    #[sqlx(try_from = "i64")]
    min_choices: u32,
    #[sqlx(try_from = "i64")]
    max_choices: u32,
    opens_at: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    results: String,
    #[sqlx(try_from = "i64")]
    network_limit: u32,
    #[sqlx(try_from = "i64")]
    ballots: u32,
    head: Option<Vec<u8>>,
    zone: String,
    option_id: OptionId,
    label: String,
    option_link: Option<String>,
    #[sqlx(try_from = "i64")]
    votes: u32,
    #[sqlx(try_from = "i64")]
    opening_votes: u32,
}

/// A poll with its options, in one statement.
async fn load_known(on: &mut Connection, id: PollId) -> Result<Option<Known>, DbError> {
    let rows: Vec<PollRow> = sqlx::query_as(
        "select poll.question, poll.link, poll.min_choices, poll.max_choices, poll.opens_at, poll.closes_at,
            poll.results, poll.network_limit, poll.ballots, poll.head,
            coalesce((select time_zone from site where id = 1), 'UTC') as zone,
            choice.id as option_id, choice.label, choice.link as option_link, choice.votes, choice.opening_votes
         from polls poll
         join poll_options choice on choice.poll_id = poll.id
         where poll.id = $1
         order by choice.position
         limit 100",
    )
    .bind(id)
    .fetch_all(on)
    .await?;
    let count = |row: &PollRow| Count { votes: row.votes, opening: row.opening_votes };
    let options = rows.iter().map(count).collect();
    let labels = rows.iter().map(|row| PollOption {
        id: row.option_id,
        label: row.label.clone(),
        link: row.option_link.clone(),
    });
    let labels = labels.collect();
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Known {
        poll: Poll {
            id,
            question: row.question,
            link: row.link,
            options: labels,
            min_choices: row.min_choices,
            max_choices: row.max_choices,
        },
        hours: Hours { opens: row.opens_at, closes: row.closes_at },
        results: read_results(&row.results),
        network_limit: row.network_limit,
        zone: row.zone,
        tally: Tally { voters: row.ballots, options },
        head: row.head.map(|head| read_hash(&head)).transpose()?,
    }))
}

/// A check constraint of the table allows only these names.
fn read_results(name: &str) -> ResultsShown {
    ResultsShown::read(name).unwrap_or(ResultsShown::AfterClosing)
}

/// The ballot of a voter in a poll.
async fn load_own(
    on: &mut Connection,
    poll: PollId,
    voter: VoterHash,
    zone: &str,
    secret: &Secret,
) -> Result<Option<OwnBallot>, DbError> {
    let row: Option<(i64, String, Timestamp, Vec<u8>)> = sqlx::query_as(
        "select sequence, options, cast_at, hash
         from ballots
         where poll_id = $1 and voter = $2",
    )
    .bind(poll)
    .bind(&voter.0[..])
    .fetch_optional(on)
    .await?;
    let Some((sequence, options, cast_at, hash)) = row else {
        return Ok(None);
    };
    Ok(Some(OwnBallot {
        cast: Moment::at(cast_at, zone),
        choices: read_options(&options).unwrap_or_default(),
        receipt: Receipt::of(sequence, &read_hash(&hash)?, secret).written(),
    }))
}

/// A poll, with this reader's ballot.
async fn load_with_own(
    on: &mut Connection,
    id: PollId,
    viewer: &Viewer,
) -> Result<Option<(Known, Option<OwnBallot>)>, DbError> {
    let Some(known) = load_known(on, id).await? else {
        return Ok(None);
    };
    let own = match &viewer.voter {
        Some(key) => load_own(on, id, key.hash(id, &viewer.secret), &known.zone, &viewer.secret).await?,
        None => None,
    };
    Ok(Some((known, own)))
}

/// A poll, as far as this reader may see it.
#[boxed]
pub async fn load_paper(
    reading: &Reading,
    id: PollId,
    viewer: &Viewer,
) -> Result<Option<BallotPaper>, DbError> {
    let mut on = reading.db.read().acquire().await?;
    let found = load_with_own(&mut on, id, viewer).await?;
    Ok(found.map(|(known, own)| known.paper(own, reading.now)))
}

/// The questions of these polls.
#[boxed]
pub async fn load_questions(db: &Db, polls: &[PollId]) -> Result<Vec<(PollId, String)>, DbError> {
    let mut found = Vec::new();
    for polls in polls.chunks(300) {
        let mut query = QueryBuilder::new("select id, question from polls where id in (");
        let mut list = query.separated(", ");
        for poll in polls {
            list.push_bind(*poll);
        }
        query.push(") order by id limit 300");
        found.extend(query.build_query_as::<(PollId, String)>().fetch_all(db.read()).await?);
    }
    Ok(found)
}

/// Those of these polls in which a voter has a ballot.
#[boxed]
pub async fn load_voted(
    db: &Db,
    polls: &[PollId],
    voter: &VoterKey,
    secret: &Secret,
) -> Result<Vec<PollId>, DbError> {
    let mut voted = Vec::new();
    for poll in polls {
        let sequence: Option<i64> =
            sqlx::query_scalar("select sequence from ballots where poll_id = $1 and voter = $2")
                .bind(poll)
                .bind(&voter.hash(*poll, secret).0[..])
                .fetch_optional(db.read())
                .await?;
        voted.extend(sequence.map(|_| *poll));
    }
    Ok(voted)
}

/// The secret for hashing voters; created at the first call.
#[boxed]
pub async fn load_secret(db: &Db) -> Result<Secret, DbError> {
    let new = Secret::random().map_err(|error| DbError::Protocol(error.to_string()))?;
    let mut tx = db.write().await?;
    sqlx::query("insert into secrets (name, value) values ('votes', $1) on conflict (name) do nothing")
        .bind(&new.0[..])
        .execute(&mut *tx)
        .await?;
    let value: Vec<u8> =
        sqlx::query_scalar("select value from secrets where name = 'votes'").fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(Secret(read_hash(&value)?))
}
