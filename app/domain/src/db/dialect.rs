//! Everything in which the engine differs from others, apart from full-text search (`full_text.rs`): types,
//! SQL syntax, error codes, and what an error rolls back. The engine is SQLite; each item says what to use for PostgreSQL.
//!
//! Stores also keep to two rules that PostgreSQL needs: integers of rows are read and bound as `i64`, and
//! sums are cast to `bigint`.

use super::{DbError, WriteTx};
use sqlx::{Execute, Sqlite, SqliteConnection};

/// The engine. PostgreSQL: `sqlx::Postgres`.
pub(super) type Engine = Sqlite;
/// A connection, within a transaction or not.
pub(crate) type Connection = SqliteConnection;
/// A connection pool.
pub(crate) type Pool = sqlx::Pool<Engine>;
/// A query that is built from parts.
pub(crate) type QueryBuilder = sqlx::QueryBuilder<Engine>;

/// The condition that a text contains another one, case-sensitively. PostgreSQL: `strpos(TEXT, PART) > 0`.
macro_rules! contains {
    ($text:literal, $part:literal) => {
        concat!("instr(", $text, ", ", $part, ") > 0")
    };
}

pub(crate) use contains;

/// Runs a statement that may break a constraint without ending the transaction; returns how many rows it
/// wrote. The inner fault is the broken constraint: only this statement is undone.
///
/// In SQLite a broken constraint undoes the statement only, so this costs nothing. PostgreSQL aborts the
/// transaction: there the statement needs a savepoint.
///
/// # Errors
/// Any other fault: after a full disk, for example, the engine may have rolled back everything, and what
/// follows would not be one transaction.
pub(crate) async fn in_savepoint<'q>(
    tx: &mut WriteTx<'_>,
    statement: impl Execute<'q, Engine> + 'q,
) -> Result<Result<u64, DbError>, DbError> {
    match sqlx::Executor::execute(&mut **tx, statement).await {
        Ok(done) => Ok(Ok(done.rows_affected())),
        Err(fault) if Cause::of(&fault) == Some(Cause::Constraint) => Ok(Err(fault)),
        Err(fault) => Err(fault),
    }
}

/// Whether a statement failed because the value of a unique column, such as `accounts.email`, is already
/// taken. SQLite names the columns of the constraint, PostgreSQL the constraint.
pub(crate) fn breaks(fault: &DbError, column: &str) -> bool {
    fault.as_database_error().is_some_and(|error| {
        error.is_unique_violation() && error.message().split([' ', ',']).any(|word| word == column)
    })
}

/// The causes of failed statements that callers distinguish. PostgreSQL reports them as a five-letter
/// `SQLSTATE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Another program has locked the database.
    Locked,
    /// The file is no database, or damaged.
    NotADatabase,
    /// The disk is full.
    Full,
    /// The disk cannot be written.
    ReadOnly,
    /// A constraint was broken.
    Constraint,
}

impl Cause {
    /// From SQLite's primary result code, without the upper bytes of the extended code.
    pub(super) fn of(fault: &DbError) -> Option<Self> {
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
