//! Closing a poll by hand, and choosing the poll of the side column.

use super::{Phase, desk::load_stored, save::Change, write::choose_side_poll};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    clock::Clock,
    db::boxed,
    id::PollId,
    polls::{
        desk::Refusal,
        form::{PollField, Problem},
    },
    scope::Editing,
};

/// Closes an open poll at the time at which the write transaction begins; a closed one stays as it is. Later
/// votes do not count, and no counted ballot is after the closing time.
#[boxed]
pub async fn close_now(editing: &Editing, id: PollId, clock: &Clock) -> Change<()> {
    let Editing { db, person, zone, .. } = editing;
    if !person.may(Right::ManagePolls) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    // Read within the write transaction: all counted ballots are earlier, and the next one is later.
    let now = clock.now();
    let Some(stored) = load_stored(&mut tx, id).await? else { return Ok(Err(Refusal::Gone)) };
    match stored.hours.phase(now) {
        Phase::Closed => return Ok(Ok(())),
        Phase::Upcoming => {
            let sentence = "Cuộc bình chọn chưa mở nên chưa đóng được. Xin dời giờ mở, nếu cần.".to_owned();
            return Ok(Err(Refusal::Problems(vec![Problem { field: PollField::OpensAt, sentence }])));
        }
        Phase::Open => {}
    }
    // The version too, so that somebody who is editing the poll with its old closing time does not reopen it
    // by accident.
    sqlx::query(
        "update polls
         set closes_at = $2, updated_at = $2, updated_by = $3, version = version + 1
         where id = $1",
    )
    .bind(id)
    .bind(now)
    .bind(person.id)
    .execute(&mut *tx)
    .await?;
    let before = stored.hours.closes.map_or_else(|| "–".to_owned(), |closes| zone.moment(closes).machine);
    let closes = format!("{before} → {}", zone.moment(now).machine);
    let detail = [("title", stored.question.as_str()), ("closes", closes.as_str())];
    note(&mut tx, now, person.actor(), Action::PollClosed, Subject::Poll(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Chooses a poll for the side column; or, if it is the chosen one, returns to the rotation of open polls.
#[boxed]
pub async fn set_side_poll(editing: &Editing, id: PollId, chosen: bool) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManagePolls) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let Some(stored) = load_stored(&mut tx, id).await? else { return Ok(Err(Refusal::Gone)) };
    // Repeating the request changes nothing, and does not undo somebody else's choice.
    if stored.side == chosen {
        return Ok(Ok(()));
    }
    choose_side_poll(&mut tx, chosen.then_some(id)).await?;
    let rotation = if chosen { "side" } else { "turns" };
    let detail = [("title", stored.question.as_str()), ("place", rotation)];
    note(&mut tx, *now, person.actor(), Action::SidePollChosen, Subject::Poll(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
