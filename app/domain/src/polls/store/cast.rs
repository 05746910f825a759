//! From votes to ballots: many in one transaction, each checked separately.

use super::{Hash, Known, Phase, load_known, load_own, read_hash};
use crate::{
    chain::ChainHead,
    clock::{Moment, Timestamp},
    db::{Db, DbError, WriteTx, boxed, in_savepoint},
    id::{OptionId, PollId},
    polls::{
        Cast, OwnBallot, VoteRefusal,
        ballot::{Ballot, Receipt},
        check_choices,
        networks::{self, Area, Hashed, areas, first_span, forgotten_at, span},
        voter::VoterHash,
    },
    secret::Secret,
};
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    net::IpAddr,
};

/// A vote as received.
#[derive(Debug, Clone)]
pub struct Vote {
    /// The poll.
    pub poll: PollId,
    /// The chosen options, in any order.
    pub choices: Vec<OptionId>,
    /// Who votes.
    pub voter: VoterHash,
    /// The voter's address; only a keyed hash of it is stored, for an hour.
    pub address: IpAddr,
}

/// The keys for hashing voters and networks.
#[derive(Debug)]
pub struct VoteKeys {
    /// The secret of the site.
    pub secret: Secret,
    /// For networks.
    pub networks: networks::NetworkKeys,
}

/// The result of a batch.
#[derive(Debug)]
pub struct Done {
    /// One answer for each vote, in order. A ballot that the store refuses fails only its own vote.
    pub answers: Vec<Result<Cast, DbError>>,
    /// The polls with a new ballot.
    pub changed: BTreeSet<PollId>,
}

/// A poll while ballots are added to it.
struct Counting {
    known: Known,
    /// The last ballot.
    last: ChainHead,
    added: BTreeMap<OptionId, i64>,
    days: BTreeMap<String, i64>,
    /// The areas of this batch's votes.
    areas: BTreeMap<Area, Ballots>,
}

/// The ballots of an area within the last hour.
struct Ballots {
    hashed: Hashed,
    stored: i64,
    /// The first span with any.
    first: Option<i64>,
    added: i64,
}

/// Checks votes and stores the valid ones in one transaction, which is on the disk when this returns. If it
/// fails, no vote is stored.
#[boxed]
pub async fn cast_all(db: &Db, now: Timestamp, keys: &mut VoteKeys, votes: &[Vote]) -> Result<Done, DbError> {
    keys.networks.turn_to(now);
    let mut tx = db.write().await?;
    let mut polls: BTreeMap<PollId, Option<Counting>> = BTreeMap::new();
    let mut answers = Vec::with_capacity(votes.len());
    for vote in votes {
        let counting = match polls.entry(vote.poll) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Counting::load(&mut tx, vote.poll).await?),
        };
        answers.push(match counting {
            Some(counting) => counting.cast(&mut tx, vote, now, keys).await?,
            None => Ok(Cast::Refused(VoteRefusal::NoPoll)),
        });
    }
    let mut changed = BTreeSet::new();
    for counting in polls.into_values().flatten().filter(|counting| !counting.added.is_empty()) {
        changed.insert(counting.known.poll.id);
        counting.store(&mut tx, now).await?;
    }
    forget_networks(&mut tx, now).await?;
    tx.commit().await?;
    Ok(Done { answers, changed })
}

async fn forget_networks(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), DbError> {
    sqlx::query("delete from poll_networks where span < $1").bind(first_span(now)).execute(&mut **tx).await?;
    Ok(())
}

/// Deletes network counts older than an hour, for polls in which nobody votes any more.
#[boxed]
pub async fn forget_past_networks(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let past: Option<i64> = sqlx::query_scalar("select span from poll_networks where span < $1 limit 1")
        .bind(first_span(now))
        .fetch_optional(db.read())
        .await?;
    if past.is_some() {
        let mut tx = db.write().await?;
        forget_networks(&mut tx, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

impl Counting {
    async fn load(tx: &mut WriteTx<'_>, poll: PollId) -> Result<Option<Self>, DbError> {
        let Some(known) = load_known(tx, poll).await? else {
            return Ok(None);
        };
        let last: Option<(i64, Vec<u8>, Timestamp)> = sqlx::query_as(
            "select sequence, hash, cast_at
             from ballots
             where poll_id = $1
             order by sequence desc
             limit 1",
        )
        .bind(poll)
        .fetch_optional(&mut **tx)
        .await?;
        let last = match last {
            Some((sequence, hash, at)) => ChainHead { sequence, hash: read_hash(&hash)?, at },
            None => ChainHead::START,
        };
        Ok(Some(Self { known, last, added: BTreeMap::new(), days: BTreeMap::new(), areas: BTreeMap::new() }))
    }

    /// Checks a vote and stores its ballot; the inner fault concerns only this vote.
    async fn cast(
        &mut self,
        tx: &mut WriteTx<'_>,
        vote: &Vote,
        now: Timestamp,
        keys: &VoteKeys,
    ) -> Result<Result<Cast, DbError>, DbError> {
        let VoteKeys { secret, networks } = keys;
        let limit = self.known.network_limit;
        let ChainHead { sequence: number, hash: previous, .. } = self.last;
        // The time of the chain: if the last ballot is after the closing time, the poll stays closed.
        let cast_at = self.last.time(now);
        if let Some(refusal) = self.refuse(vote, cast_at) {
            return Ok(Ok(Cast::Refused(refusal)));
        }
        let areas = areas(vote.address, limit);
        for (area, limit) in &areas {
            let known = self.load_area(tx, area, networks, now).await?;
            if *limit > 0 && known.stored + known.added >= i64::from(*limit) {
                let again = forgotten_at(known.first.unwrap_or(span(now)));
                let refusal = VoteRefusal::NetworkFull { again: self.known.moment(again) };
                return self.load_own(tx, vote, secret, refusal).await.map(Ok);
            }
        }
        let mut options = vote.choices.clone();
        options.sort();
        let ballot =
            Ballot { poll: vote.poll, sequence: number + 1, options, cast_at, voter: vote.voter, previous };
        let hash = ballot.hash();
        match insert(tx, &ballot, &hash).await? {
            Ok(true) => {}
            Ok(false) => return self.load_own(tx, vote, secret, VoteRefusal::NoKey).await.map(Ok),
            Err(fault) => return Ok(Err(fault)),
        }
        self.last = ChainHead { sequence: ballot.sequence, hash, at: cast_at };
        for option in &ballot.options {
            *self.added.entry(*option).or_default() += 1;
        }
        let cast = self.known.moment(cast_at);
        *self.days.entry(day(&cast)).or_default() += 1;
        for (area, _) in areas {
            self.areas.entry(area).and_modify(|ballots| ballots.added += 1);
        }
        let receipt = Receipt::of(ballot.sequence, &hash, secret).written();
        Ok(Ok(Cast::Counted(OwnBallot { cast, choices: ballot.options, receipt })))
    }

    /// The rules that need no query.
    fn refuse(&self, vote: &Vote, now: Timestamp) -> Option<VoteRefusal> {
        let Known { poll, hours, .. } = &self.known;
        match (hours.phase(now), hours.opens, hours.closes) {
            (Phase::Upcoming, Some(opens), _) => Some(VoteRefusal::NotOpenYet(self.known.moment(opens))),
            (Phase::Closed, _, Some(closes)) => Some(VoteRefusal::Closed(self.known.moment(closes))),
            _ => check_choices(poll, &vote.choices).err().map(VoteRefusal::Choices),
        }
    }

    /// This voter's ballot as the reason, or the given reason if there is none.
    async fn load_own(
        &self,
        tx: &mut WriteTx<'_>,
        vote: &Vote,
        secret: &Secret,
        other: VoteRefusal,
    ) -> Result<Cast, DbError> {
        let own = load_own(tx, vote.poll, vote.voter, &self.known.zone, secret).await?;
        Ok(Cast::Refused(own.map_or(other, VoteRefusal::AlreadyVoted)))
    }

    /// The stored counts of an area.
    async fn load_area(
        &mut self,
        tx: &mut WriteTx<'_>,
        area: &Area,
        keys: &networks::NetworkKeys,
        now: Timestamp,
    ) -> Result<&Ballots, DbError> {
        let poll = self.known.poll.id;
        match self.areas.entry(area.clone()) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let hashed = keys.hash(area);
                let (stored, first): (i64, Option<i64>) = sqlx::query_as(
                    "select coalesce(cast(sum(ballots) as bigint), 0), min(span)
                     from poll_networks
                     where poll_id = $1 and network in ($2, $3) and span >= $4",
                )
                .bind(poll)
                .bind(&hashed.now[..])
                .bind(&hashed.before[..])
                .bind(first_span(now))
                .fetch_one(&mut **tx)
                .await?;
                Ok(new.insert(Ballots { hashed, stored, first, added: 0 }))
            }
        }
    }

    /// Adds the new ballots to the counts.
    async fn store(self, tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), DbError> {
        let poll = self.known.poll.id;
        sqlx::query("update polls set ballots = $1, head = $2 where id = $3")
            .bind(self.last.sequence)
            .bind(&self.last.hash[..])
            .bind(poll)
            .execute(&mut **tx)
            .await?;
        for (option, votes) in self.added {
            sqlx::query("update poll_options set votes = votes + $1 where id = $2")
                .bind(votes)
                .bind(option)
                .execute(&mut **tx)
                .await?;
        }
        for (day, ballots) in self.days {
            sqlx::query(
                "insert into poll_days (poll_id, day, ballots)
                 values ($1, $2, $3)
                 on conflict (poll_id, day) do update set ballots = poll_days.ballots + excluded.ballots",
            )
            .bind(poll)
            .bind(day)
            .bind(ballots)
            .execute(&mut **tx)
            .await?;
        }
        for ballots in self.areas.into_values().filter(|ballots| ballots.added > 0) {
            sqlx::query(
                "insert into poll_networks (poll_id, network, span, ballots)
                 values ($1, $2, $3, $4)
                 on conflict (poll_id, network, span)
                    do update set ballots = poll_networks.ballots + excluded.ballots",
            )
            .bind(poll)
            .bind(&ballots.hashed.now[..])
            .bind(span(now))
            .bind(ballots.added)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}

/// Inserts a ballot; `false` if its voter already has one in this poll. The inner fault concerns only this
/// ballot.
async fn insert(
    tx: &mut WriteTx<'_>,
    ballot: &Ballot,
    hash: &Hash,
) -> Result<Result<bool, DbError>, DbError> {
    let insert = sqlx::query(
        "insert into ballots (poll_id, sequence, options, cast_at, voter, previous, hash)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (poll_id, voter) do nothing",
    )
    .bind(ballot.poll)
    .bind(ballot.sequence)
    .bind(ballot.written_options())
    .bind(ballot.cast_at)
    .bind(&ballot.voter.0[..])
    .bind(&ballot.previous[..])
    .bind(&hash[..]);
    Ok(in_savepoint(tx, insert).await?.map(|rows| rows == 1))
}

/// The day of a time, as `2026-11-25`.
fn day(moment: &Moment) -> String {
    moment.machine.chars().take(10).collect()
}
