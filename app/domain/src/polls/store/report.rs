//! Loading the pages about polls: the list, a poll's days and head, and the ballot of a receipt.

use super::{BallotPaper, Hash, Receipt, Viewer, load_with_own, read_hash, read_options, read_results};
use crate::{
    chain::hexadecimal,
    clock::{Moment, Timestamp, day_number},
    db::{DbError, Rows, boxed, one_more},
    id::{OptionId, PollId},
    news::PageKey,
    polls::{Hours, Phase, ballot::Ballot, voter::VoterHash},
    scope::Reading,
};
use sqlx::FromRow;

/// How many closed polls a page of the list shows.
const PAGE: i64 = 20;

/// The ballots of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCount {
    /// `2026-11-25`.
    pub day: String,
    /// The number of days since the beginning of 1970.
    pub number: i64,
    /// Ballots.
    pub ballots: u32,
}

/// A poll's own page.
#[derive(Debug)]
pub struct Report {
    /// The poll.
    pub paper: BallotPaper,
    /// The ballots of each day that has any, in order; empty if the result is hidden.
    pub days: Vec<DayCount>,
    /// The hash of the last ballot, in hexadecimal; none before the first.
    pub head: Option<String>,
    /// When this was loaded.
    pub at: Moment,
}

#[derive(FromRow)]
struct DayRow {
    day: String,
    #[sqlx(try_from = "i64")]
    ballots: u32,
}

/// A poll's own page, with the last ten years of days.
#[boxed]
pub async fn load_report(reading: &Reading, id: PollId, viewer: &Viewer) -> Result<Option<Report>, DbError> {
    let mut on = reading.db.read().acquire().await?;
    let Some((known, own)) = load_with_own(&mut on, id, viewer).await? else {
        return Ok(None);
    };
    let (head, at) = (known.head, known.moment(reading.now));
    let paper = known.paper(own, reading.now);
    let days = if paper.standing.tally.is_some() {
        let rows: Vec<DayRow> = sqlx::query_as(
            "select day, ballots
             from poll_days
             where poll_id = $1
             order by day desc
             limit 3660",
        )
        .bind(id)
        .fetch_all(&mut *on)
        .await?;
        rows.into_iter()
            .rev()
            .map(|DayRow { day, ballots }| DayCount { number: day_number(&day), day, ballots })
            .collect()
    } else {
        Vec::new()
    };
    Ok(Some(Report { paper, days, head: head.map(|head| hexadecimal(&head)), at }))
}

/// The ballot of a receipt.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Its number in the poll.
    pub sequence: i64,
    /// The chosen options.
    pub options: Vec<OptionId>,
    /// When it was cast.
    pub cast: Moment,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

#[derive(FromRow)]
struct BallotRow {
    options: String,
    cast_at: Timestamp,
    voter: Vec<u8>,
    previous: Vec<u8>,
    zone: String,
}

/// Finds the ballot of a receipt. A ballot that was changed after it was cast is not found, since its receipt
/// is different.
#[boxed]
pub async fn find_ballot(
    reading: &Reading,
    poll: PollId,
    receipt: &Receipt,
    viewer: &Viewer,
) -> Result<Option<Found>, DbError> {
    let row: Option<BallotRow> = sqlx::query_as(
        "select options, cast_at, voter, previous,
            coalesce((select time_zone from site where id = 1), 'UTC') as zone
         from ballots
         where poll_id = $1 and sequence = $2",
    )
    .bind(poll)
    .bind(receipt.sequence)
    .fetch_optional(reading.db.read())
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let Some(options) = read_options(&row.options) else {
        return Ok(None);
    };
    let ballot = Ballot {
        poll,
        sequence: receipt.sequence,
        options,
        cast_at: row.cast_at,
        voter: VoterHash(read_hash(&row.voter)?),
        previous: read_hash(&row.previous)?,
    };
    let hash: Hash = ballot.hash();
    let same = Receipt::of(ballot.sequence, &hash, &viewer.secret) == *receipt;
    Ok(same.then(|| Found {
        sequence: ballot.sequence,
        options: ballot.options,
        cast: Moment::at(row.cast_at, &row.zone),
        hash: hexadecimal(&hash),
    }))
}

/// A poll in the list.
#[derive(Debug)]
pub struct PollCard {
    /// Its id.
    pub id: PollId,
    /// The question.
    pub question: String,
    /// Whether it is open.
    pub phase: Phase,
    /// When it opens.
    pub opens: Option<Moment>,
    /// When it closes.
    pub closes: Option<Moment>,
    /// How many people have voted, if everybody may know.
    pub voters: Option<u32>,
    /// Votes counted by the previous site; 0 if not everybody may know.
    pub opening: u32,
    /// Its key among closed polls, for the next page.
    pub key: Option<PageKey<PollId>>,
}

/// A page of the list.
#[derive(Debug)]
pub struct PollList {
    /// Open polls, the newest first; only on the first page.
    pub open: Vec<PollCard>,
    /// Polls that open later, the next one first; only on the first page.
    pub upcoming: Vec<PollCard>,
    /// Closed polls, the last one first.
    pub closed: Vec<PollCard>,
    /// The key of the next page.
    pub next: Option<PageKey<PollId>>,
    /// When this was loaded; none if there are no polls.
    pub at: Option<Moment>,
}

#[derive(FromRow)]
struct CardRow {
    id: PollId,
    question: String,
    opens_at: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    results: String,
    #[sqlx(try_from = "i64")]
    ballots: u32,
    opening: i64,
    zone: String,
}

impl CardRow {
    fn phase(&self, now: Timestamp) -> Phase {
        Hours { opens: self.opens_at, closes: self.closes_at }.phase(now)
    }

    fn card(self, now: Timestamp) -> PollCard {
        let phase = self.phase(now);
        let moment = |instant: Option<Timestamp>| instant.map(|instant| Moment::at(instant, &self.zone));
        let shown = read_results(&self.results).shown_to(false, phase);
        PollCard {
            id: self.id,
            phase,
            opens: moment(self.opens_at),
            closes: moment(self.closes_at),
            voters: shown.then_some(self.ballots),
            opening: if shown { u32::try_from(self.opening).unwrap_or(u32::MAX) } else { 0 },
            key: self.closes_at.map(|time| PageKey { time, id: self.id }),
            question: self.question,
        }
    }
}

/// A page of the list of polls; `before` is the key of a page of closed polls.
#[boxed]
pub async fn load_list(reading: &Reading, before: Option<PageKey<PollId>>) -> Result<PollList, DbError> {
    let (db, now) = (&reading.db, reading.now);
    let current: Vec<CardRow> = if before.is_none() {
        sqlx::query_as(
            "select id, question, opens_at, closes_at, results, ballots,
                coalesce((select cast(sum(opening_votes) as bigint) from poll_options where poll_id = polls.id), 0) as opening,
                coalesce((select time_zone from site where id = 1), 'UTC') as zone
             from polls
             where closes_at is null or closes_at > $1
             order by id desc
             limit 200",
        )
        .bind(now)
        .fetch_all(db.read())
        .await?
    } else {
        Vec::new()
    };
    let PageKey { time, id } = before.unwrap_or(PageKey { time: Timestamp(i64::MAX), id: PollId(i64::MAX) });
    let closed: Vec<CardRow> = sqlx::query_as(
        "select id, question, opens_at, closes_at, results, ballots,
            coalesce((select cast(sum(opening_votes) as bigint) from poll_options where poll_id = polls.id), 0) as opening,
            coalesce((select time_zone from site where id = 1), 'UTC') as zone
         from polls
         where closes_at <= $1 and (closes_at, id) < ($2, $3)
         order by closes_at desc, id desc
         limit $4",
    )
    .bind(now)
    .bind(time)
    .bind(id)
    .bind(one_more(PAGE))
    .fetch_all(db.read())
    .await?;
    let at = current.first().or(closed.first()).map(|row| Moment::at(now, &row.zone));
    let Rows { rows, more } = Rows::of(closed, PAGE);
    let closed: Vec<PollCard> = rows.into_iter().map(|row| row.card(now)).collect();
    let next = closed.last().filter(|_| more).and_then(|card| card.key);
    let (mut upcoming, open): (Vec<CardRow>, Vec<CardRow>) =
        current.into_iter().partition(|row| row.phase(now) == Phase::Upcoming);
    upcoming.sort_by_key(|row| row.opens_at);
    let cards = |rows: Vec<CardRow>| rows.into_iter().map(|row| row.card(now)).collect();
    Ok(PollList { open: cards(open), upcoming: cards(upcoming), closed, next, at })
}
