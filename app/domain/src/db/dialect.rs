//! What the engine says otherwise than others, side by side: its types, its words in statements, its codes of faults, and
//! what it undoes. The engine is SQLite; each item says what PostgreSQL has in its place.
//!
//! Two more things that stores keep to, since PostgreSQL reads them in one way only: integers of rows are read and bound as
//! `i64`, and sums are cast to `bigint`.

use super::{Fault, Write};
use sqlx::{Execute, Sqlite, SqliteConnection};

/// The engine. PostgreSQL: `sqlx::Postgres`.
pub(super) type Engine = Sqlite;
/// One connection to it, within a transaction or not.
pub(crate) type Connection = SqliteConnection;
/// Its connections.
pub(crate) type Pool = sqlx::Pool<Engine>;
/// A statement that is put together from parts.
pub(crate) type QueryBuilder = sqlx::QueryBuilder<Engine>;

/// The condition that a text contains another one, letter by letter. PostgreSQL: `strpos(TEXT, PART) > 0`.
macro_rules! contains {
    ($text:literal, $part:literal) => {
        concat!("instr(", $text, ", ", $part, ") > 0")
    };
}

/// The column of a full-text index with the id of the row that an entry is about. PostgreSQL: `id` of a table with a column
/// of `tsvector`.
macro_rules! indexed_id {
    ($index:literal) => {
        concat!($index, ".rowid")
    };
}

pub(crate) use {contains, indexed_id};

/// Adds the condition that an entry of a full-text index has the words that [`search_words`] has written; `text` is the
/// indexed column. PostgreSQL: `TEXT @@ to_tsquery('simple', WORDS)`.
pub(crate) fn push_has_words(query: &mut QueryBuilder, text: &str, words: &str) {
    query.push(text).push(" match ").push_bind(words.to_owned());
}

/// What a full-text index is asked for: every word, the last letters of each left open. Words are letters and digits.
/// PostgreSQL: `word:*`, joined by `&`.
pub(crate) fn search_words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

/// Runs one statement of a transaction whose failure the transaction survives; gives how many rows it wrote. The inner fault
/// is the statement's own: it alone is undone.
///
/// SQLite undoes no more than a statement that has broken a constraint, so this costs nothing. PostgreSQL gives up the
/// transaction: there the statement stands within a savepoint.
///
/// # Errors
/// Any other fault: after a full disk and the like the engine may have undone everything, and what follows would not be one
/// transaction.
pub(crate) async fn nested<'q>(
    tx: &mut Write<'_>,
    statement: impl Execute<'q, Engine> + 'q,
) -> Result<Result<u64, Fault>, Fault> {
    match sqlx::Executor::execute(&mut **tx, statement).await {
        Ok(done) => Ok(Ok(done.rows_affected())),
        Err(fault) if Cause::of(&fault) == Some(Cause::Constraint) => Ok(Err(fault)),
        Err(fault) => Err(fault),
    }
}

/// Whether a statement failed since somebody else has the same value in a column, `accounts.email`. SQLite names the columns
/// of the constraint, PostgreSQL the constraint.
pub(crate) fn breaks(fault: &Fault, column: &str) -> bool {
    fault.as_database_error().is_some_and(|error| {
        error.is_unique_violation() && error.message().split([' ', ',']).any(|word| word == column)
    })
}

/// Why a statement failed, as far as somebody asks. PostgreSQL says it with five letters, `SQLSTATE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Another program holds the database.
    Locked,
    /// The file is something else, or damaged.
    NotADatabase,
    /// The disk is full.
    Full,
    /// The disk takes nothing.
    ReadOnly,
    /// What was to be written breaks a constraint.
    Constraint,
}

impl Cause {
    /// From SQLite's primary result code, without the extension in its upper bytes.
    pub(super) fn of(fault: &Fault) -> Option<Self> {
        let code: u32 = fault.as_database_error()?.code()?.parse().ok()?;
        match code & 0xff {
            5 | 6 => Some(Self::Locked),
            11 | 26 => Some(Self::NotADatabase),
            13 => Some(Self::Full),
            8 | 10 | 14 => Some(Self::ReadOnly),
            19 => Some(Self::Constraint),
            _ => None,
        }
    }
}
