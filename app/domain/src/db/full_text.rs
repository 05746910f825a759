//! Full-text search: what differs between engines. The engine is SQLite with FTS5; each item says what to use
//! for PostgreSQL.

use super::{DbError, WriteTx, dialect::QueryBuilder};

/// Takes an article out of the index of titles, leads and texts.
pub(crate) const FORGET_WORDS: [&str; 3] = [
    "delete from title_words where rowid = $1",
    "delete from lead_words where rowid = $1",
    "delete from text_words where rowid = $1",
];

/// Adds an article to them: its id, and its words.
pub(crate) const ADD_WORDS: [&str; 3] = [
    "insert into title_words (rowid, words) values ($1, $2)",
    "insert into lead_words (rowid, words) values ($1, $2)",
    "insert into text_words (rowid, words) values ($1, $2)",
];

/// Merges a part of each of them, a number of pages.
pub(crate) const MERGE_WORDS: [&str; 3] = [
    "insert into title_words (title_words, rank) values ('merge', $1)",
    "insert into lead_words (lead_words, rank) values ('merge', $1)",
    "insert into text_words (text_words, rank) values ('merge', $1)",
];

/// Runs one of [`MERGE_WORDS`]; whether there was something to merge. PostgreSQL: vacuum, by itself.
pub(crate) async fn merge_words(
    tx: &mut WriteTx<'_>,
    merge: &'static str,
    pages: i64,
) -> Result<bool, DbError> {
    let changes = "select total_changes()";
    let before: i64 = sqlx::query_scalar(changes).fetch_one(&mut **tx).await?;
    sqlx::query(merge).bind(pages).execute(&mut **tx).await?;
    let after: i64 = sqlx::query_scalar(changes).fetch_one(&mut **tx).await?;
    // The statement itself counts as one change.
    Ok(after - before > 1)
}

/// The column of a full-text index with the id of the indexed row. PostgreSQL: `id` of a table with a
/// `tsvector` column.
macro_rules! indexed_id {
    ($index:literal) => {
        concat!($index, ".rowid")
    };
}

/// The condition that a row of a full-text index matches a query. PostgreSQL: `WORDS @@ to_tsquery('simple',
/// QUERY)`.
macro_rules! has_words {
    ($row:literal, $index:literal, $query:literal) => {
        concat!($row, ".", $index, " match ", $query)
    };
}

pub(crate) use {has_words, indexed_id};

/// Adds the condition that a row of a full-text index matches a query; `text` is the indexed column.
/// PostgreSQL: `TEXT @@ to_tsquery('simple', QUERY)`.
pub(crate) fn push_has_words(query: &mut QueryBuilder, text: &str, words: &str) {
    query.push(text).push(" match ").push_bind(words.to_owned());
}

/// A full-text query for all of the words, each as a prefix. Words are letters and digits. PostgreSQL:
/// `word:*`, joined by `&`.
pub(crate) fn search_words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

/// A full-text query for one of these words. Words contain no quotation mark. PostgreSQL: `'word'`, joined by
/// `|`.
pub(crate) fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
    format!("({})", words.join(" OR "))
}

/// A full-text query for what all of these queries match. PostgreSQL: joined by `&`.
pub(crate) fn all_of(queries: &[String]) -> String {
    format!("({})", queries.join(" AND "))
}

/// How many queries are looked at one after the other. Each opens two brackets, and the engine's parser overflows at 49 of
/// them (`fts5YYSTACKDEPTH` is 100).
const IN_ORDER: usize = 8;

/// A full-text query for what all of these queries match, to be given with the rarest first. In one `AND` the engine looks
/// in every list for each row of any (`fts5ExprNodeTest_AND`); here it looks in a list only for what all before have. The
/// `OR` keeps it from making one `AND` of all; no row has the word `#`. PostgreSQL: joined by `&`.
pub(crate) fn all_in_order(queries: &[String]) -> String {
    let (first, rest) = queries.split_at(queries.len().min(IN_ORDER));
    let mut steps: Vec<String> = first.to_vec();
    if !rest.is_empty() {
        steps.push(rest.join(" AND "));
    }
    let all = steps.into_iter().reduce(|all, next| format!("(({all} OR \"#\") AND {next})"));
    all.unwrap_or_default()
}

/// A full-text query for what the first query matches and none of the others. PostgreSQL: `FIRST & !OTHER`.
pub(crate) fn without(query: &str, others: &[String]) -> String {
    if others.is_empty() { query.to_owned() } else { format!("({query} NOT ({}))", others.join(" OR ")) }
}
