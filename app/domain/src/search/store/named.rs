//! What is found by its name: categories, series, tags, authors, static pages and polls.

use crate::{
    db::{Db, DbError, QueryBuilder, boxed, indexed_id, push_has_words},
    editing::store::match_words,
    id::PollId,
    scope::Reading,
    search::{NamedKind, NamedThing},
    text::Slug,
};

/// How many are offered.
const OFFERED: i64 = 8;
/// How many kinds of things share the numbers of the index.
const KINDS: i64 = 8;

/// What has all these words in its name, without regard to marks; the last word may be incomplete.
///
/// # Errors
/// The database has failed. What was typed is never at fault.
#[boxed]
pub async fn find_named(reading: &Reading, typed: &str) -> Result<Vec<NamedThing>, DbError> {
    let db = &reading.db;
    let Some(words) = match_words(typed).filter(|words| !words.is_empty()) else { return Ok(Vec::new()) };
    let mut query =
        QueryBuilder::new(concat!("select ", indexed_id!("found"), " from named_words found where "));
    push_has_words(&mut query, "found.name", &words);
    query.push(" order by rank limit ").push_bind(OFFERED);
    let rows: Vec<i64> = query.build_query_scalar().fetch_all(db.read()).await?;
    let mut things = Vec::new();
    for row in rows {
        things.extend(load(db, row / KINDS, row % KINDS).await?);
    }
    Ok(things)
}

/// One of them.
async fn load(db: &Db, id: i64, kind: i64) -> Result<Option<NamedThing>, DbError> {
    if kind == 6 {
        let question: Option<String> = sqlx::query_scalar("select question from polls where id = $1")
            .bind(id)
            .fetch_optional(db.read())
            .await?;
        return Ok(question.map(|name| NamedThing { kind: NamedKind::Poll(PollId(id)), name }));
    }
    let (query, of): (&str, fn(Slug) -> NamedKind) = match kind {
        1 => ("select slug, name from categories where id = $1", NamedKind::Category),
        2 => ("select slug, name from series where id = $1", NamedKind::Series),
        3 => ("select slug, name from tags where id = $1", NamedKind::Tag),
        4 => ("select slug, name from authors where id = $1", NamedKind::Author),
        _ => ("select slug, title from pages where id = $1 and published = true", NamedKind::Page),
    };
    let row: Option<(Slug, String)> = sqlx::query_as(query).bind(id).fetch_optional(db.read()).await?;
    Ok(row.map(|(slug, name)| NamedThing { kind: of(slug), name }))
}
