//! Reading the log: in pages for the screen, newest first, and as a whole for export, oldest first.

use crate::{
    audit::{
        Action, Actor, Entry, Filter, LogHead, LogPage, Subject, SubjectKind, Who,
        entry::{Content, read_detail},
    },
    chain::{BEGINNING, read_hash},
    clock::{Moment, Timestamp},
    db::{Db, DbError, Rows, boxed, one_more},
};
use sqlx::FromRow;

/// The most entries per query.
const MOST: i64 = 1000;

/// Entries between two numbers. The engine uses no index for an optional filter, so `driving` repeats the
/// filter that is likely to match fewest rows.
macro_rules! entries {
    ($driving:literal, $order:literal) => {
        concat!(
            "select entry.sequence, entry.at, entry.account_id, entry.session_id, entry.action, entry.subject,
                entry.subject_id, entry.detail, account.name, account.email,
                coalesce((select time_zone from site where id = 1), 'UTC') as zone
             from audit_entries entry
             left join accounts account on account.id = entry.account_id
             where entry.sequence > $1 and entry.sequence < $2
                and ($3 is null or entry.account_id = $3)
                and ($4 is null or entry.action = $4)
                and ($5 is null or entry.subject = $5)",
            $driving,
            " order by entry.sequence",
            $order,
            " limit $6"
        )
    };
}

macro_rules! filtered {
    ($filter:expr, $order:literal) => {
        match $filter {
            Filter { account: Some(_), .. } => entries!(" and entry.account_id = $3", $order),
            Filter { action: Some(_), .. } => entries!(" and entry.action = $4", $order),
            Filter { subject: Some(_), .. } => entries!(" and entry.subject = $5", $order),
            _ => entries!("", $order),
        }
    };
}

/// The statement for a page, newest first.
pub(in crate::audit) fn newest_first(filter: &Filter) -> &'static str {
    filtered!(filter, " desc")
}

fn oldest_first(filter: &Filter) -> &'static str {
    filtered!(filter, "")
}

/// A page of the log, newest first: at most `limit` entries, from 1 to 1000. `before` is [`LogPage::next`] of
/// the previous page. The caller checks the permission.
#[boxed]
pub async fn load_log(db: &Db, filter: &Filter, before: Option<i64>, limit: u32) -> Result<LogPage, DbError> {
    let limit = i64::from(limit).clamp(1, MOST);
    let (after, until) = load_span(db, filter).await?;
    let before = before.unwrap_or(i64::MAX).min(until);
    let entries = load(db, newest_first(filter), filter, (after, before), one_more(limit)).await?;
    let Rows { rows: entries, more } = Rows::of(entries, limit);
    let next = entries.last().filter(|_| more).map(|entry| entry.sequence);
    Ok(LogPage { entries, next })
}

/// The next 1000 entries after this number, oldest first; empty at the end. An export calls this repeatedly
/// and never holds more. The caller checks the permission.
#[boxed]
pub async fn load_onward(db: &Db, filter: &Filter, after: Option<i64>) -> Result<Vec<Entry>, DbError> {
    let (from, before) = load_span(db, filter).await?;
    let after = after.unwrap_or(i64::MIN).max(from);
    load(db, oldest_first(filter), filter, (after, before), MOST).await
}

/// The end of the log.
#[boxed]
pub async fn load_head(db: &Db) -> Result<LogHead, DbError> {
    let head: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select entries, hash from audit_head where id = 1").fetch_optional(db.read()).await?;
    Ok(match head {
        Some((entries, hash)) => LogHead { entries, hash: read_hash(&hash)? },
        None => LogHead { entries: 0, hash: BEGINNING },
    })
}

/// The range of numbers for the days of a filter, both ends excluded. Times never decrease, so days are a
/// range of numbers, and even a page deep in the log is one range of one index.
async fn load_span(db: &Db, filter: &Filter) -> Result<(i64, i64), DbError> {
    let after = match filter.from {
        Some(from) => load_first_since(db, from).await?.saturating_sub(1),
        None => i64::MIN,
    };
    let before = match filter.until {
        Some(until) => load_first_since(db, until).await?,
        None => i64::MAX,
    };
    Ok((after, before))
}

async fn load_first_since(db: &Db, instant: Timestamp) -> Result<i64, DbError> {
    let first: Option<i64> = sqlx::query_scalar(
        "select sequence
         from audit_entries
         where at >= $1
         order by at, sequence
         limit 1",
    )
    .bind(instant)
    .fetch_optional(db.read())
    .await?;
    Ok(first.unwrap_or(i64::MAX))
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    content: Content,
    name: Option<String>,
    email: Option<String>,
    zone: String,
}

async fn load(
    db: &Db,
    query: &'static str,
    filter: &Filter,
    (after, before): (i64, i64),
    limit: i64,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<Row> = sqlx::query_as(query)
        .bind(after)
        .bind(before)
        .bind(filter.account)
        .bind(filter.action.map(Action::as_str))
        .bind(filter.subject.map(SubjectKind::as_str))
        .bind(limit)
        .fetch_all(db.read())
        .await?;
    Ok(rows.into_iter().map(Row::entry).collect())
}

impl Row {
    fn entry(self) -> Entry {
        let Self { content, name, email, zone } = self;
        let subject = SubjectKind::parse(&content.subject);
        let subject = subject.and_then(|kind| Subject::of(kind, content.subject_id));
        Entry {
            sequence: content.sequence,
            at: content.at,
            moment: Moment::at(content.at, &zone),
            actor: Actor { account: content.account_id, session: content.session_id },
            who: name.zip(email).map(|(name, email)| Who { name, email }),
            action: Action::parse(&content.action).ok_or(content.action),
            subject: subject.ok_or(content.subject),
            detail: read_detail(content.detail),
        }
    }
}
