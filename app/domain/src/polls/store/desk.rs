//! Loading polls for the desk: the list, and one poll in its form.

use super::{Hours, read_results};
use crate::{
    accounts::Right,
    clock::Timestamp,
    db::{Connection, DbError, Rows, boxed, one_more},
    id::{OptionId, PollId},
    polls::desk::{DeskOption, DeskPoll, DeskPollCard, DeskPollList, PAGE_SIZE},
    scope::Editing,
};
use sqlx::FromRow;

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
    side: bool,
}

/// A page of all polls, the newest first; `before` is the last poll of the previous page. For those who
/// publish articles, since articles contain polls.
#[boxed]
pub async fn load_desk_list(editing: &Editing, before: Option<PollId>) -> Result<DeskPollList, DbError> {
    if !editing.person.may(Right::PublishArticles) {
        return Ok(DeskPollList::default());
    }
    let rows: Vec<CardRow> = sqlx::query_as(
        "select poll.id, poll.question, poll.opens_at, poll.closes_at, poll.results, poll.ballots,
            coalesce((select cast(sum(opening_votes) as bigint) from poll_options where poll_id = poll.id), 0) as opening,
            site.id is not null as side
         from polls poll
         left join site on site.poll_id = poll.id
         where poll.id < $1
         order by poll.id desc
         limit $2",
    )
    .bind(before.unwrap_or(PollId(i64::MAX)))
    .bind(one_more(PAGE_SIZE))
    .fetch_all(editing.db.read())
    .await?;
    let Rows { rows, more } = Rows::of(rows, PAGE_SIZE);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    let card = |row: CardRow| {
        let hours = Hours { opens: row.opens_at, closes: row.closes_at };
        DeskPollCard {
            id: row.id,
            question: row.question,
            hours,
            phase: hours.phase(editing.now),
            results: read_results(&row.results),
            ballots: row.ballots,
            opening: u32::try_from(row.opening).unwrap_or(u32::MAX),
            side: row.side,
        }
    };
    Ok(DeskPollList { cards: rows.into_iter().map(card).collect(), next })
}

/// A poll for changing it or inserting it into an article. `None` if it does not exist, or this person must
/// not see it.
#[boxed]
pub async fn load_desk_poll(editing: &Editing, id: PollId) -> Result<Option<DeskPoll>, DbError> {
    if !editing.person.may(Right::PublishArticles) {
        return Ok(None);
    }
    let mut on = editing.db.read().acquire().await?;
    load_stored(&mut on, id).await
}

#[derive(FromRow)]
struct PollRow {
    version: i64,
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
    side: bool,
    updated_by: Option<String>,
    updated_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct OptionRow {
    id: OptionId,
    label: String,
    link: Option<String>,
    #[sqlx(try_from = "i64")]
    opening_votes: u32,
}

/// A poll as stored. Outside a transaction the options may be newer than the version, never older: a change
/// of them is then refused.
pub(super) async fn load_stored(on: &mut Connection, id: PollId) -> Result<Option<DeskPoll>, DbError> {
    let row: Option<PollRow> = sqlx::query_as(
        "select poll.version, poll.question, poll.link, poll.min_choices, poll.max_choices, poll.opens_at,
            poll.closes_at, poll.results, poll.network_limit, poll.ballots, site.id is not null as side,
            changer.name as updated_by, poll.updated_at
         from polls poll
         left join site on site.poll_id = poll.id
         left join accounts changer on changer.id = poll.updated_by
         where poll.id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let options: Vec<OptionRow> = sqlx::query_as(
        "select id, label, link, opening_votes
         from poll_options
         where poll_id = $1
         order by position
         limit 100",
    )
    .bind(id)
    .fetch_all(&mut *on)
    .await?;
    let option = |row: OptionRow| DeskOption {
        id: row.id,
        label: row.label,
        link: row.link,
        opening_votes: row.opening_votes,
    };
    Ok(Some(DeskPoll {
        id,
        version: row.version,
        question: row.question,
        link: row.link,
        options: options.into_iter().map(option).collect(),
        min_choices: row.min_choices,
        max_choices: row.max_choices,
        hours: Hours { opens: row.opens_at, closes: row.closes_at },
        results: read_results(&row.results),
        network_limit: row.network_limit,
        ballots: row.ballots,
        side: row.side,
        updated_by: row.updated_by,
        updated_at: row.updated_at,
    }))
}
