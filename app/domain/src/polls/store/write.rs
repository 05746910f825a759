//! Creating polls.

use super::ResultsShown;
use crate::{
    clock::Timestamp,
    db::{Change, Db, DbError, QueryBuilder, WriteTx, boxed},
    id::PollId,
};
use std::collections::BTreeSet;

/// A new poll.
#[derive(Debug)]
pub struct NewPoll {
    /// The question; unique among polls.
    pub question: String,
    /// A link with more information about the question.
    pub link: Option<String>,
    /// Two or more, in display order.
    pub options: Vec<NewOption>,
    /// From 1.
    pub min_choices: u32,
    /// From the minimum to the number of options.
    pub max_choices: u32,
    /// When it opens, a whole minute.
    pub opens_at: Option<Timestamp>,
    /// When it closes, a whole minute.
    pub closes_at: Option<Timestamp>,
    /// When the result may be seen.
    pub results: ResultsShown,
    /// The most ballots from one network within an hour; 0 means no limit.
    pub network_limit: u32,
}

/// A new option.
#[derive(Debug)]
pub struct NewOption {
    /// What the voter reads.
    pub label: String,
    /// A link with more information about it.
    pub link: Option<String>,
    /// Votes counted by the previous site.
    pub opening_votes: u32,
}

/// Adds a poll unless one with the same question exists. An existing poll is never changed: people may have
/// voted in it.
pub async fn add(tx: &mut WriteTx<'_>, poll: &NewPoll) -> Result<(PollId, Change), DbError> {
    let id: Option<PollId> = sqlx::query_scalar(
        "insert into polls (question, link, min_choices, max_choices, opens_at, closes_at, results, network_limit)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (question) do nothing
         returning id",
    )
    .bind(&poll.question)
    .bind(&poll.link)
    .bind(i64::from(poll.min_choices))
    .bind(i64::from(poll.max_choices))
    .bind(poll.opens_at)
    .bind(poll.closes_at)
    .bind(poll.results.as_str())
    .bind(i64::from(poll.network_limit))
    .fetch_optional(&mut **tx)
    .await?;
    let Some(id) = id else {
        let id = sqlx::query_scalar("select id from polls where question = $1")
            .bind(&poll.question)
            .fetch_one(&mut **tx)
            .await?;
        return Ok((id, Change::Kept));
    };
    for (position, option) in (0_i64..).zip(&poll.options) {
        sqlx::query(
            "insert into poll_options (poll_id, position, label, link, opening_votes)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(position)
        .bind(&option.label)
        .bind(&option.link)
        .bind(i64::from(option.opening_votes))
        .execute(&mut **tx)
        .await?;
    }
    Ok((id, Change::Added))
}

/// Chooses the poll of the side column; with none, the open ones rotate.
pub async fn choose_side_poll(tx: &mut WriteTx<'_>, poll: Option<PollId>) -> Result<(), DbError> {
    sqlx::query("update site set poll_id = $1 where id = 1").bind(poll).execute(&mut **tx).await?;
    Ok(())
}

/// Those of these polls that exist.
#[boxed]
pub async fn which_exist(db: &Db, polls: &[PollId]) -> Result<BTreeSet<PollId>, DbError> {
    let mut known = BTreeSet::new();
    for polls in polls.chunks(500) {
        let mut query = QueryBuilder::new("select id from polls where id in (");
        let mut list = query.separated(", ");
        for poll in polls {
            list.push_bind(poll);
        }
        query.push(") order by id limit 500");
        let found: Vec<PollId> = query.build_query_scalar().fetch_all(db.read()).await?;
        known.extend(found);
    }
    Ok(known)
}
