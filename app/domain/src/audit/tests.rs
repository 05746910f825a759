//! The log on a migrated database: writing, reading and verification.

mod names;
mod reading;
mod tampering;
mod writing;

use super::{
    entry::Content,
    store::{Broken, Verified, load_log, load_onward, note, verify},
    *,
};
use crate::{
    chain::{Hash, hexadecimal},
    db::{Db, Missing},
};
use tempfile::TempDir;

/// 2026-11-25T08:00:00+07:00.
const NOW: Timestamp = Timestamp(1_795_568_400_000);
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const EDITOR: Actor = Actor { account: Some(AccountId(3)), session: Some(SessionId(41)) };
const ARTICLE: Subject = Subject::Article(ArticleId(12));

/// A database with a log.
struct Log {
    db: Db,
    folder: TempDir,
}

fn later(instant: Timestamp, milliseconds: i64) -> Timestamp {
    Timestamp(instant.0 + milliseconds)
}

impl Log {
    async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
        Self { db, folder }
    }

    /// Five entries, a minute apart, all with different actions, accounts, sessions, subjects and details.
    async fn five() -> Self {
        let log = Self::empty().await;
        let actions = [Action::ArticleCreated, Action::ArticleSaved, Action::ArticlePublished];
        for number in 1..=5_i64 {
            let actor = Actor { account: Some(AccountId(number)), session: Some(SessionId(10 + number)) };
            let action = actions[number as usize % 3];
            let subject = Subject::Article(ArticleId(100 + number));
            let title = format!("Bài {number}");
            log.note_as(later(NOW, number * MINUTE), actor, action, subject, &[("title", &title)]).await;
        }
        log.assert_whole(5).await;
        log
    }

    async fn note_as(
        &self,
        at: Timestamp,
        actor: Actor,
        action: Action,
        subject: Subject,
        detail: &[(&str, &str)],
    ) {
        let mut tx = self.db.write().await.expect("a transaction");
        note(&mut tx, at, actor, action, subject, detail).await.expect("noted");
        tx.commit().await.expect("committed");
    }

    async fn note(&self, at: Timestamp) {
        self.note_as(at, EDITOR, Action::ArticleSaved, ARTICLE, &[]).await;
    }

    /// Changes the file without the program.
    async fn tamper(&self, statements: &str) {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.folder.path().join("site.db"));
        let pool = sqlx::SqlitePool::connect_with(options).await.expect("the file");
        let free = "drop trigger audit_entries_are_not_changed; drop trigger audit_entries_are_not_removed;
            pragma ignore_check_constraints = on;";
        // In one call, since the pragma applies to one connection only.
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("{free}{statements}")))
            .execute(&pool)
            .await
            .expect("changed");
        pool.close().await;
    }

    async fn verified(&self) -> Result<Verified, Broken> {
        verify(&self.db).await.expect("an answer")
    }

    async fn assert_whole(&self, entries: i64) {
        assert_eq!(self.verified().await.map(|verified| verified.entries), Ok(entries));
    }

    /// Changes the file and returns what the verification reports.
    async fn broken_by(&self, statements: &str) -> Broken {
        self.tamper(statements).await;
        self.verified().await.expect_err(statements)
    }

    /// All entries that match a filter, newest first.
    async fn all(&self, filter: &Filter) -> Vec<Entry> {
        load_log(&self.db, filter, None, 1000).await.expect("a page").entries
    }

    /// An entry as stored, with the hash before it and its own.
    async fn stored(&self, sequence: i64) -> (Content, Hash, Hash) {
        let content: Content = sqlx::query_as("select * from audit_entries where sequence = $1")
            .bind(sequence)
            .fetch_one(self.db.read())
            .await
            .expect("an entry");
        let (previous, hash): (Vec<u8>, Vec<u8>) =
            sqlx::query_as("select previous, hash from audit_entries where sequence = $1")
                .bind(sequence)
                .fetch_one(self.db.read())
                .await
                .expect("an entry");
        (content, previous.try_into().expect("32 bytes"), hash.try_into().expect("32 bytes"))
    }
}
