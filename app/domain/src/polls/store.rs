//! Polls and their options.

use super::{Poll, PollOption, ResultsShown};
use crate::{
    db::{Change, Db, Fault, Write},
    id::{OptionId, PollId},
    scope::Scope,
};

/// The poll of the side column: the newest one.
pub async fn load_block(db: &Db, _scope: Scope) -> Result<Option<Poll>, Fault> {
    let rows: Vec<(PollId, String, u32, OptionId, String)> = sqlx::query_as(
        "select poll.id, poll.question, poll.max_choices, choice.id, choice.label
         from polls poll
         join poll_options choice on choice.poll_id = poll.id
         where poll.id = (select max(id) from polls)
         order by choice.position
         limit 100",
    )
    .fetch_all(db.read())
    .await?;
    let Some((id, question, max_choices, ..)) = rows.first().cloned() else {
        return Ok(None);
    };
    let options = rows.into_iter().map(|(_, _, _, id, label)| PollOption { id, label }).collect();
    Ok(Some(Poll { id, question, max_choices, options }))
}

/// A poll as it comes from a content pack.
#[derive(Debug)]
pub struct NewPoll {
    /// What is asked; no two polls ask the same.
    pub question: String,
    /// Two or more labels, in the order of the ballot paper.
    pub options: Vec<String>,
    /// From 1 to the number of options.
    pub max_choices: u32,
    /// When the result may be seen.
    pub results: ResultsShown,
}

/// Adds a poll unless one with the same question is there. A poll that is there is never changed: people may have
/// answered it.
pub async fn add(tx: &mut Write<'_>, poll: &NewPoll) -> Result<Change, Fault> {
    let id: Option<PollId> = sqlx::query_scalar(
        "insert into polls (question, max_choices, results)
         values ($1, $2, $3)
         on conflict (question) do nothing
         returning id",
    )
    .bind(&poll.question)
    .bind(poll.max_choices)
    .bind(poll.results.as_str())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(id) = id else {
        return Ok(Change::Kept);
    };
    for (position, label) in (0_u32..).zip(&poll.options) {
        sqlx::query("insert into poll_options (poll_id, position, label) values ($1, $2, $3)")
            .bind(id)
            .bind(position)
            .bind(label)
            .execute(&mut **tx)
            .await?;
    }
    Ok(Change::Added)
}
