//! The database: one writer, some readers, one type. Which engine it is, SQLite, stands in this file, in `db/` and in
//! `migrations/`; the SQL of the features is text that both SQLite and PostgreSQL read, and `dialect.rs` has what they say
//! differently.

mod dialect;
mod errors;
mod page;
#[cfg(any(test, feature = "test-clock"))]
mod recorder;

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

/// Puts the future of an async function into a box. What an async function does is otherwise compiled where it is awaited, and
/// not where it stands: the SQL of the store once in each crate that asks for it, and once more in each of their tests. For
/// functions of the store that other crates call; those that take a [`Write`] cannot have it (async-recursion 1.2 does not
/// name the lifetime within a type).
pub(crate) use async_recursion::async_recursion as boxed;

pub use errors::{NotWritten, OpenError, explain};
pub use page::Page;

pub(crate) use dialect::{
    Connection, QueryBuilder, breaks, contains, indexed_id, nested, push_has_words, search_words,
};
pub(crate) use page::one_more;

use dialect::{Engine, Pool};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// The first SQLite without the bug that could corrupt a database while its log was reset.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// Read and written by the owner of the file.
const PRIVATE: u32 = 0o600;
/// How long a statement waits for another program's lock.
const BUSY_TIMEOUT: Duration = if cfg!(test) { Duration::from_millis(50) } else { Duration::from_secs(5) };
/// Readers work beside each other and beside the writer.
const READERS: u32 = 4;

/// A list of columns for a statement, each after `article.` or after nothing.
macro_rules! columns {
    ($of:literal, $first:ident $(, $name:ident)*) => {
        concat!($of, stringify!($first) $(, ", ", $of, stringify!($name))*)
    };
}
pub(crate) use columns;

/// Why the store could not answer. Its text is for the log, never for a reader.
pub type Fault = sqlx::Error;

/// A transaction that may write. Dropped without [`Transaction::commit`], it leaves no trace.
pub type Write<'a> = Transaction<'a, Engine>;

/// The open database.
#[derive(Debug, Clone)]
pub struct Db {
    writer: Pool,
    readers: Pool,
}

/// What a write did to a thing that may have been there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added,
    /// It was there and has been overwritten.
    Replaced,
    /// It was there and stays as it was.
    Kept,
}

/// What to do where there is no database yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Make an empty one.
    Create,
    /// Refuse with [`OpenError::Missing`].
    Refuse,
}

impl Db {
    /// Opens the database and brings its tables up to date.
    pub async fn open(path: &Path, missing: Missing) -> Result<Self, OpenError> {
        if missing == Missing::Refuse && !path.is_file() {
            return Err(OpenError::Missing(path.to_owned()));
        }
        Self::open_file(path).await.map_err(|fault| explain(path, fault))
    }

    async fn open_file(path: &Path) -> Result<Self, Fault> {
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

        keep_private(path).map_err(Fault::Io)?;
        // One plain connection first: it says what is wrong, where a pool would only say that it waited too long.
        let mut first = Connection::connect_with(&options).await?;
        let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut first).await?;
        if !is_new_enough(&version) {
            return Err(Fault::Configuration(OpenError::OldSqlite(version).into()));
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

    /// Begins a transaction that may write. It takes the write lock at once: a read that turned into a write
    /// would fail without waiting.
    pub async fn write(&self) -> Result<Write<'_>, Fault> {
        match self.writer.begin_with("begin immediate").await {
            // The engine has ended a transaction by itself, as it does on a full disk, and this connection still
            // counts it as open: it would refuse every transaction from now on.
            Err(Fault::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                self.writer.begin_with("begin immediate").await
            }
            begun => begun,
        }
    }

    /// For reading; a write through it fails.
    pub(crate) fn read(&self) -> &Pool {
        &self.readers
    }

    /// The first thing that is wrong with the file itself, in the engine's words.
    #[boxed]
    pub async fn find_damage(&self) -> Result<Option<String>, Fault> {
        let found: String = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&self.readers).await?;
        Ok(Some(found).filter(|found| found != "ok"))
    }

    /// Writes what is there already: a disk that is full or takes nothing says so.
    #[boxed]
    pub async fn try_to_write(&self) -> Result<(), Fault> {
        let mut tx = self.write().await?;
        sqlx::query("update site set id = id where id = 1").execute(&mut *tx).await?;
        tx.commit().await
    }

    /// Finishes what is under way and closes the file.
    #[boxed]
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Copies the database, as it stands at one moment, into the empty file `to`, while others read and write it. The copy
/// has been read through, and needs no log beside it. Nothing is migrated.
///
/// # Errors
/// [`OpenError`] is about the database, [`OpenError::NotCopied`] about the copy. What is in `to` then is worthless.
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
        // Not for reading alone: such a connection would leave an empty log behind where nobody else has the file open.
        let mut source = Connection::connect_with(&connect(from, false)).await?;
        // The engine takes names of files as text.
        let name = to.to_str().ok_or_else(|| Fault::Protocol("the path is not UTF-8".into()))?;
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

/// Makes a database a file that its owner alone can read, before anything is in it: hashes of passwords and the secret of the
/// site will be. The engine makes the files beside it alike.
fn keep_private(path: &Path) -> io::Result<()> {
    let Ok(found) = fs::metadata(path) else {
        return match File::options().write(true).create_new(true).mode(PRIVATE).open(path) {
            // Another program was first.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made.map(drop),
        };
    };
    if found.permissions().mode() & 0o077 != 0
        && let Err(error) = fs::set_permissions(path, Permissions::from_mode(PRIVATE))
    {
        // Somebody else's file, or a disk for reading alone: not a reason to open nothing.
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
