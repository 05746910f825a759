//! Looking at a database without changing it.

use super::{BUSY_TIMEOUT, Db, DbError, MIGRATIONS, OpenError, boxed, dialect::Connection, explain};
use sqlx::{
    Connection as _,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{ffi::OsString, path::Path};

/// Which version the tables are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Of this program.
    Current,
    /// Of an earlier one: [`Db::open`] migrates them.
    Older,
    /// Of a later one, or of another program.
    Newer,
}

impl Db {
    /// Opens an existing database to read it. No migrations are run, writes fail, and no files are created or removed beside
    /// it. What another program has written so far is seen.
    ///
    /// # Errors
    /// [`OpenError`]: the file is missing or cannot be opened. Whether it is a database shows when it is read.
    #[boxed]
    pub async fn open_to_read(path: &Path) -> Result<Self, OpenError> {
        if !path.is_file() {
            return Err(OpenError::Missing(path.to_owned()));
        }
        #[cfg(any(test, feature = "test-clock"))]
        super::recorder::begin();
        let mut log = OsString::from(path);
        log.push("-wal");
        // Without the log of changes nobody has it open. Only as immutable the engine then makes no such log itself, which
        // would belong to the wrong user, if root runs this.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(!Path::new(&log).exists())
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("mmap_size", "0");
        let opened = async {
            // It reports the cause of a failure, whereas a pool would only report a timeout.
            Connection::connect_with(&options).await?.close().await?;
            SqlitePoolOptions::new().max_connections(1).connect_with(options).await
        };
        let readers = opened.await.map_err(|fault| explain(path, fault))?;
        Ok(Self { writer: readers.clone(), readers })
    }

    /// Like [`Db::find_damage`], without comparing indexes with their tables: much quicker, and it finds damaged pages.
    #[boxed]
    pub async fn find_quick_damage(&self) -> Result<Option<String>, DbError> {
        let found: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(&self.readers).await?;
        Ok(Some(found).filter(|found| found != "ok"))
    }

    /// Which version the tables are of.
    #[boxed]
    pub async fn schema(&self) -> Result<Schema, DbError> {
        let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "select version, checksum from _sqlx_migrations where success = true order by version limit 1000",
        )
        .fetch_all(&self.readers)
        .await?;
        let known: Vec<(i64, &[u8])> =
            MIGRATIONS.iter().map(|migration| (migration.version, &*migration.checksum)).collect();
        let is_known =
            |(version, checksum): &(i64, Vec<u8>)| known.contains(&(*version, checksum.as_slice()));
        Ok(match applied.iter().all(is_known) {
            false => Schema::Newer,
            true if applied.len() < known.len() => Schema::Older,
            true => Schema::Current,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Missing;
    use std::fs;

    async fn made() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database").close().await;
        folder
    }

    #[tokio::test]
    async fn what_is_looked_at_is_not_changed() {
        let folder = made().await;
        let path = folder.path().join("site.db");
        let before = fs::read(&path).expect("a file");
        let db = Db::open_to_read(&path).await.expect("a database");
        assert_eq!(db.find_quick_damage().await.expect("an answer"), None);
        assert_eq!(db.schema().await.expect("an answer"), Schema::Current);
        let mut tx = db.readers.begin().await.expect("a transaction");
        assert!(sqlx::query("delete from pages").execute(&mut *tx).await.is_err());
        drop(tx);
        db.close().await;
        assert_eq!(fs::read(&path).expect("a file"), before);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no other file");
    }

    #[tokio::test]
    async fn an_open_database_is_read_with_its_latest_changes() {
        let folder = made().await;
        let path = folder.path().join("site.db");
        let open = Db::open(&path, Missing::Refuse).await.expect("a database");
        for (change, schema) in [
            ("delete from _sqlx_migrations where version > 20", Schema::Older),
            ("update _sqlx_migrations set version = 99999 where version = 20", Schema::Newer),
        ] {
            let mut tx = open.write().await.expect("a transaction");
            sqlx::query(change).execute(&mut *tx).await.expect("changed");
            tx.commit().await.expect("committed");
            let db = Db::open_to_read(&path).await.expect("a database");
            assert_eq!(db.schema().await.expect("an answer"), schema);
            db.close().await;
        }
        open.close().await;
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_told_when_it_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("site.db");
        fs::write(&path, "Kính gửi ban biên tập. ".repeat(400)).expect("written");
        let read = async {
            Db::open_to_read(&path).await?.find_quick_damage().await.map_err(|fault| explain(&path, fault))
        };
        assert!(matches!(read.await, Err(OpenError::NotADatabase(_))));
        let missing = Db::open_to_read(&folder.path().join("none")).await;
        assert!(matches!(missing, Err(OpenError::Missing(_))));
    }
}
