//! The SQL of redirects and of addresses that were asked for in vain.

mod counts;
mod many;
mod write;

pub use counts::{load_missing, store_counts};
pub use many::{Put, put_redirects};
pub use write::{Which, forget_missing, remove_redirect, save_redirect};

use super::{PAGE_SIZE, Redirect, Source, Target};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, Rows, boxed, indexed_id, one_more, push_has_words},
    editing::store::match_words,
    id::RedirectId,
    scope::Reading,
};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    id: RedirectId,
    source: Source,
    target: String,
    target_path: Option<Source>,
    hits: i64,
    last_hit_at: Option<Timestamp>,
    version: i64,
}

impl From<Row> for Redirect {
    fn from(row: Row) -> Self {
        let Row { id, source, target, target_path, hits, last_hit_at, version } = row;
        Self { id, source, target: Target::stored(target, target_path), hits, last_hit_at, version }
    }
}

/// The columns of a redirect, and the rest of the statement.
macro_rules! redirects {
    ($rest:literal) => {
        concat!(
            "select redirect.id, redirect.source, redirect.target, redirect.target_path, redirect.hits,
                redirect.last_hit_at, redirect.version
             from redirects redirect ",
            $rest
        )
    };
}
use redirects;

/// Where an address leads that has no page: by the whole address, or else by its path, since chats and advertisements
/// add parameters. One statement.
#[boxed]
pub async fn find_redirect(
    reading: &Reading,
    address: &Source,
) -> Result<Option<(RedirectId, Target)>, DbError> {
    let found: Option<(RedirectId, String, Option<Source>)> = sqlx::query_as(
        "select id, target, target_path
         from redirects
         where source in ($1, $2)
         order by source desc
         limit 1",
    )
    .bind(address)
    .bind(address.path())
    .fetch_optional(reading.db.read())
    .await?;
    Ok(found.map(|(id, target, own)| (id, Target::stored(target, own))))
}

/// A page of the redirects before this one, newest first: all, or those with these words in one of the two addresses,
/// ignoring diacritics.
#[boxed]
pub async fn load_redirects(
    db: &Db,
    typed: &str,
    before: Option<RedirectId>,
) -> Result<Rows<Redirect>, DbError> {
    let before = before.unwrap_or(RedirectId(i64::MAX));
    let rows: Vec<Row> = match match_words(typed) {
        None => Vec::new(),
        Some(words) if words.is_empty() => {
            sqlx::query_as(redirects!(
                "where redirect.id < $1
                 order by redirect.id desc
                 limit $2"
            ))
            .bind(before)
            .bind(one_more(PAGE_SIZE))
            .fetch_all(db.read())
            .await?
        }
        Some(words) => {
            let mut query = QueryBuilder::new(concat!(
                redirects!("where redirect.id in (select "),
                indexed_id!("found"),
                " from redirect_words found where "
            ));
            push_has_words(&mut query, "found.words", &words);
            query.push(concat!(" and ", indexed_id!("found"), " < ")).push_bind(before);
            query
                .push(concat!(" order by ", indexed_id!("found"), " desc limit "))
                .push_bind(one_more(PAGE_SIZE));
            query.push(") order by redirect.id desc limit ").push_bind(one_more(PAGE_SIZE));
            query.build_query_as().fetch_all(db.read()).await?
        }
    };
    Ok(Rows::of(rows.into_iter().map(Redirect::from).collect(), PAGE_SIZE))
}

/// One redirect.
#[boxed]
pub async fn load_redirect(db: &Db, id: RedirectId) -> Result<Option<Redirect>, DbError> {
    let row: Option<Row> =
        sqlx::query_as(redirects!("where redirect.id = $1")).bind(id).fetch_optional(db.read()).await?;
    Ok(row.map(Redirect::from))
}
