//! Changes of polls for live updates: by ballots and by the clock.

use super::{Standing, load_known};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, boxed},
    id::PollId,
};

/// The state of a poll, for both audiences.
#[derive(Debug, PartialEq, Eq)]
pub struct Standings {
    /// For everybody.
    pub everyone: Standing,
    /// For those who have voted in it.
    pub voters: Standing,
}

/// The present state of a poll.
#[boxed]
pub async fn load_standings(db: &Db, id: PollId, now: Timestamp) -> Result<Option<Standings>, DbError> {
    let mut on = db.read().acquire().await?;
    let known = load_known(&mut on, id).await?;
    Ok(known
        .map(|known| Standings { everyone: known.standing(false, now), voters: known.standing(true, now) }))
}

/// The next time at which a poll opens or closes.
#[boxed]
pub async fn load_next_change(db: &Db, after: Timestamp) -> Result<Option<Timestamp>, DbError> {
    sqlx::query_scalar(
        "select min(instant)
         from (
            select opens_at as instant from polls where opens_at > $1
            union all
            select closes_at as instant from polls where closes_at > $1
         ) as changes",
    )
    .bind(after)
    .fetch_one(db.read())
    .await
}

/// The polls that open or close after one time, up to and including another.
#[boxed]
pub async fn load_changed(db: &Db, after: Timestamp, until: Timestamp) -> Result<Vec<PollId>, DbError> {
    sqlx::query_scalar(
        "select id
         from polls
         where (opens_at > $1 and opens_at <= $2) or (closes_at > $1 and closes_at <= $2)
         order by id
         limit 1000",
    )
    .bind(after)
    .bind(until)
    .fetch_all(db.read())
    .await
}
