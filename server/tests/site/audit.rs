//! The log of a site: `trangnhat verify` detects changes made without the program.

use crate::support::{TestSite, archive, verify};
use domain::{
    audit::{Action, Actor, Subject, store::note},
    clock::Timestamp,
    db::{Db, Missing},
    id::{AccountId, ArticleId, SessionId},
};
use server::config;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;

/// A site on which an editor has done this.
async fn site(actions: &[Action]) -> TestSite {
    let pack = archive(3);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let editor = Actor { account: Some(AccountId(1)), session: Some(SessionId(1)) };
    let db = Db::open(&config::database(site.data()), Missing::Refuse).await.expect("a database");
    for action in actions {
        let mut tx = db.write().await.expect("a transaction");
        let article = Subject::Article(ArticleId(1));
        let detail = [("title", "Dòng một\ndòng hai")];
        note(&mut tx, Timestamp::now(), editor, *action, article, &detail).await.expect("noted");
        tx.commit().await.expect("committed");
    }
    db.close().await;
    site
}

/// The database file, opened without the program.
async fn opened(data: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(config::database(data)).connect().await.expect("the file")
}

async fn run(file: &mut SqliteConnection, change: &str) -> Result<u64, sqlx::Error> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(change)).execute(file).await.map(|done| done.rows_affected())
}

/// The number of the last entry: a site may have added some of its own.
async fn last(file: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("select max(sequence) from audit_entries").fetch_one(file).await.expect("an entry")
}

const ACTIONS: [Action; 3] = [Action::ArticleCreated, Action::ArticleSaved, Action::ArticlePublished];

#[tokio::test]
async fn a_log_that_nobody_touched_is_whole() {
    assert_eq!(verify(site(&[]).await.data()).await, Ok(()));
    assert_eq!(verify(site(&ACTIONS).await.data()).await, Ok(()));
}

#[tokio::test]
async fn an_entry_that_was_edited_or_taken_away_is_named() {
    for (change, named) in [
        ("update audit_entries set account_id = 2 where sequence = LAST - 1", -1),
        ("update audit_entries set action = 'article_trashed' where sequence = LAST", 0),
        ("delete from audit_entries where sequence = LAST - 1", 0),
    ] {
        let site = site(&ACTIONS).await;
        let mut file = opened(site.data()).await;
        let last = last(&mut file).await;
        for guard in ["audit_entries_are_not_changed", "audit_entries_are_not_removed"] {
            run(&mut file, &format!("drop trigger {guard}")).await.expect("a guard that was there");
        }
        assert_eq!(run(&mut file, &change.replace("LAST", &last.to_string())).await.expect("changed"), 1);
        file.close().await.expect("closed");
        let reason = verify(site.data()).await.expect_err(change);
        assert!(reason.starts_with(&format!("Nhật ký, mục số {}: ", last + named)), "{change}: {reason}");
        assert!(!reason.contains('\n'), "one sentence: {reason}");
    }
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_missed() {
    let site = site(&ACTIONS).await;
    let mut file = opened(site.data()).await;
    let last = last(&mut file).await;
    run(&mut file, "drop trigger audit_entries_are_not_removed").await.expect("a guard that was there");
    run(&mut file, &format!("delete from audit_entries where sequence = {last}")).await.expect("cut");
    file.close().await.expect("closed");
    let reason = verify(site.data()).await.expect_err("missed");
    assert_eq!(reason, format!("Nhật ký: số mục ghi {last}, nhưng đếm lại được {}.", last - 1));
}

#[tokio::test]
async fn an_entry_in_the_file_is_guarded_against_a_slip() {
    let site = site(&ACTIONS).await;
    let mut file = opened(site.data()).await;
    for change in ["update audit_entries set account_id = 2", "delete from audit_entries"] {
        run(&mut file, change).await.expect_err(change);
    }
    file.close().await.expect("closed");
    assert_eq!(verify(site.data()).await, Ok(()));
}
