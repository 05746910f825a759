//! What changes polls on open screens: ballots and the clock.

use super::{Standing, load_known};
use crate::{
    clock::Timestamp,
    db::{Db, Fault, boxed},
    id::PollId,
};

/// How a poll stands, in the two ways it may be told.
#[derive(Debug, PartialEq, Eq)]
pub struct Standings {
    /// To everybody.
    pub everyone: Standing,
    /// To those who have voted in it.
    pub voters: Standing,
}

/// How a poll stands now.
#[boxed]
pub async fn load_standings(db: &Db, id: PollId, now: Timestamp) -> Result<Option<Standings>, Fault> {
    let mut on = db.read().acquire().await?;
    let known = load_known(&mut on, id).await?;
    Ok(known
        .map(|known| Standings { everyone: known.standing(false, now), voters: known.standing(true, now) }))
}

/// The next instant at which a poll opens or closes.
#[boxed]
pub async fn load_next_change(db: &Db, after: Timestamp) -> Result<Option<Timestamp>, Fault> {
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

/// The polls that open or close after one instant and not after another.
#[boxed]
pub async fn load_changed(db: &Db, after: Timestamp, until: Timestamp) -> Result<Vec<PollId>, Fault> {
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
