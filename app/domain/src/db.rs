//! The database: one connection for writing, several for reading, one type. Only this file, `db/` and
//! `migrations/` know that the engine is SQLite. The SQL of the features is valid for both SQLite and
//! PostgreSQL; the differences are in `dialect.rs` and `full_text.rs`.

mod dialect;
mod errors;
mod full_text;
mod inspection;
#[cfg(any(test, feature = "test-clock"))]
mod recorder;
mod rows;

use sqlx::{
    Connection as _, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{self, File, Permissions},
    io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    time::Duration,
};

/// Boxes the future of an async function. An async function is otherwise compiled where it is awaited: the
/// SQL of the store once in each crate that calls it, and again in each of their tests. For store functions
/// that other crates call; functions that take a [`WriteTx`] cannot use it (async-recursion 1.2 does not name
/// the lifetime within a type).
pub(crate) use async_recursion::async_recursion as boxed;

pub use errors::{NotWritten, OpenError, explain};
pub use inspection::Schema;
pub use rows::Rows;

pub(crate) use dialect::{Connection, QueryBuilder, breaks, contains, in_savepoint};
pub(crate) use full_text::{
    ADD_WORDS, FORGET_WORDS, MERGE_WORDS, all_in_order, all_of, any_of, has_words, indexed_id, merge_words,
    push_has_words, search_words, without,
};
pub(crate) use rows::one_more;

use dialect::{Engine, Pool};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// The first SQLite without the bug that could corrupt a database during a WAL reset.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// Readable and writable by the owner of the file only.
const PRIVATE: u32 = 0o600;
/// How long a statement waits for a lock of another program.
const BUSY_TIMEOUT: Duration = if cfg!(test) { Duration::from_millis(50) } else { Duration::from_secs(5) };
/// Readers run concurrently with each other and with the writer.
const READERS: u32 = 4;

/// A list of columns for a statement, each with the prefix `article.` or with none.
macro_rules! columns {
    ($of:literal, $first:ident $(, $name:ident)*) => {
        concat!($of, stringify!($first) $(, ", ", $of, stringify!($name))*)
    };
}
pub(crate) use columns;

/// Why a query failed. The text is for the log, never for a reader.
pub type DbError = sqlx::Error;

/// A write transaction. If it is dropped without [`Transaction::commit`], it is rolled back.
pub type WriteTx<'a> = Transaction<'a, Engine>;

/// The open database.
#[derive(Debug, Clone)]
pub struct Db {
    writer: Pool,
    readers: Pool,
}

/// What a write did to something that may have existed already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was created.
    Added,
    /// It existed and was overwritten.
    Replaced,
    /// It existed and was left unchanged.
    Kept,
}

/// What a database is made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// Name and version of the engine.
    pub engine: String,
    /// The number of the last migration.
    pub schema: i64,
}

/// What to do if the database does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Create an empty one.
    Create,
    /// Fail with [`OpenError::Missing`].
    Refuse,
}

impl Db {
    /// Opens the database and runs the migrations.
    pub async fn open(path: &Path, missing: Missing) -> Result<Self, OpenError> {
        if missing == Missing::Refuse && !path.is_file() {
            return Err(OpenError::Missing(path.to_owned()));
        }
        Self::open_file(path).await.map_err(|fault| explain(path, fault))
    }

    async fn open_file(path: &Path) -> Result<Self, DbError> {
        #[cfg(any(test, feature = "test-clock"))]
        recorder::begin();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("mmap_size", "0");

        keep_private(path).map_err(DbError::Io)?;
        // A single connection first: it reports the cause of a failure, whereas a pool would only report a
        // timeout.
        let mut first = Connection::connect_with(&options).await?;
        let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut first).await?;
        if !is_new_enough(&version) {
            return Err(DbError::Configuration(OpenError::OldSqlite(version).into()));
        }
        MIGRATIONS.run(&mut first).await?;
        first.close().await?;

        let pool =
            || SqlitePoolOptions::new().test_before_acquire(false).max_lifetime(None).idle_timeout(None);
        let writer = pool().max_connections(1).connect_with(options.clone()).await?;
        let readers = pool()
            .min_connections(1)
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self { writer, readers })
    }

    /// Begins a write transaction. It takes the write lock at once: a read transaction that starts to write
    /// later would fail without waiting for the lock.
    pub async fn write(&self) -> Result<WriteTx<'_>, DbError> {
        match self.writer.begin_with("begin immediate").await {
            // The engine has rolled back a transaction by itself, as it does on a full disk, and sqlx still
            // counts it as open on this connection, which would refuse every further transaction.
            Err(DbError::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                self.writer.begin_with("begin immediate").await
            }
            begun => begun,
        }
    }

    /// The pool for reading; writes through it fail.
    pub(crate) fn read(&self) -> &Pool {
        &self.readers
    }

    /// The first integrity error of the file, in the engine's words.
    #[boxed]
    pub async fn find_damage(&self) -> Result<Option<String>, DbError> {
        let found: String = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&self.readers).await?;
        Ok(Some(found).filter(|found| found != "ok"))
    }

    /// The versions of the engine and of the tables.
    #[boxed]
    pub async fn versions(&self) -> Result<Versions, DbError> {
        let engine = sqlx::query_scalar("select sqlite_version()").fetch_one(&self.readers).await?;
        let schema = sqlx::query_scalar("select version from _sqlx_migrations order by version desc limit 1")
            .fetch_one(&self.readers)
            .await?;
        Ok(Versions { engine: format!("SQLite {}", String::as_str(&engine)), schema })
    }

    /// Rewrites an existing value, to detect a full or read-only disk.
    #[boxed]
    pub async fn try_to_write(&self) -> Result<(), DbError> {
        let mut tx = self.write().await?;
        sqlx::query("update site set id = id where id = 1").execute(&mut *tx).await?;
        tx.commit().await
    }

    /// Finishes running queries and closes the file.
    #[boxed]
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Copies a consistent snapshot of the database into the empty file `to`, while others read and write. The
/// copy has been checked and needs no WAL beside it. No migrations are run.
///
/// # Errors
/// [`OpenError`] is about the database, [`OpenError::NotCopied`] about the copy. The content of `to` is then
/// unusable.
#[boxed]
pub async fn copy(from: &Path, to: &Path) -> Result<(), OpenError> {
    if !from.is_file() {
        return Err(OpenError::Missing(from.to_owned()));
    }
    let connect = |path: &Path, read_only| {
        let options =
            SqliteConnectOptions::new().filename(path).read_only(read_only).busy_timeout(BUSY_TIMEOUT);
        options.pragma("mmap_size", "0")
    };
    let copied = async {
        // Not read-only: a read-only connection would leave an empty WAL behind if nobody else has the file
        // open.
        let mut source = Connection::connect_with(&connect(from, false)).await?;
        // The engine takes file names as text.
        let name = to.to_str().ok_or_else(|| DbError::Protocol("the path is not UTF-8".into()))?;
        sqlx::query("vacuum into $1").bind(name).execute(&mut source).await?;
        source.close().await?;
        let mut copy = Connection::connect_with(&connect(to, true)).await?;
        let found: String = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&mut copy).await?;
        copy.close().await?;
        Ok(found == "ok")
    };
    match copied.await.map_err(|fault| explain(from, fault)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(OpenError::NotADatabase(from.to_owned())),
        Err(OpenError::Fault(from, fault)) => Err(OpenError::NotCopied(from, fault)),
        Err(known) => Err(known),
    }
}

/// Makes the database file readable by its owner only, before anything is written: it will hold password
/// hashes and the secret of the site. The engine gives its other files the same permissions.
fn keep_private(path: &Path) -> io::Result<()> {
    let Ok(found) = fs::metadata(path) else {
        return match File::options().write(true).create_new(true).mode(PRIVATE).open(path) {
            // Another program has created it first.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made.map(drop),
        };
    };
    if found.permissions().mode() & 0o077 != 0
        && let Err(error) = fs::set_permissions(path, Permissions::from_mode(PRIVATE))
    {
        // The file belongs to somebody else, or the file system is read-only: no reason to fail.
        tracing::warn!("{} stays readable for others: {error}", path.display());
    }
    Ok(())
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) >= OLDEST_SQLITE
}

#[cfg(test)]
mod tests;
