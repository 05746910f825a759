//! The poll of the side column.

use super::{BallotPaper, Hours, Phase, Viewer, load_paper};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, boxed},
    id::PollId,
    polls::rotating_poll,
    scope::Reading,
};

/// The poll chosen for the side column; otherwise the open ones in rotation; otherwise the one that closed
/// last; otherwise the one that opens next.
#[boxed]
pub async fn load_side_poll(reading: &Reading, viewer: &Viewer) -> Result<Option<BallotPaper>, DbError> {
    let (db, now) = (&reading.db, reading.now);
    let rows: Vec<(PollId, Option<Timestamp>, Option<Timestamp>, bool)> = sqlx::query_as(
        "select poll.id, poll.opens_at, poll.closes_at, coalesce(site.poll_id = poll.id, false)
         from polls poll
         join site on site.id = 1
         where poll.id = site.poll_id or poll.closes_at is null or poll.closes_at > $1
         order by poll.id
         limit 100",
    )
    .bind(now)
    .fetch_all(db.read())
    .await?;
    let phase = |opens, closes| Hours { opens, closes }.phase(now);
    let open: Vec<PollId> = rows
        .iter()
        .filter(|(_, opens, closes, _)| phase(*opens, *closes) == Phase::Open)
        .map(|(id, ..)| *id)
        .collect();
    let chosen = rows.iter().find(|(.., chosen)| *chosen).map(|(id, ..)| *id);
    let picked = match chosen.or_else(|| rotating_poll(now, &open)) {
        Some(id) => Some(id),
        None => load_last_closed(db, now)
            .await?
            .or_else(|| rows.iter().min_by_key(|(_, opens, ..)| *opens).map(|(id, ..)| *id)),
    };
    match picked {
        Some(id) => load_paper(reading, id, viewer).await,
        None => Ok(None),
    }
}

async fn load_last_closed(db: &Db, now: Timestamp) -> Result<Option<PollId>, DbError> {
    sqlx::query_scalar(
        "select id
         from polls
         where closes_at <= $1
         order by closes_at desc, id desc
         limit 1",
    )
    .bind(now)
    .fetch_optional(db.read())
    .await
}
