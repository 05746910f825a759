//! `trangnhat verify` detects changes made without the program.

use super::{site, voter::Voter};
use crate::support::{TestSite, verify};
use server::config;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;

/// The database file, opened without the program and without the triggers that protect ballots.
async fn opened(data: &Path) -> SqliteConnection {
    let mut file =
        SqliteConnectOptions::new().filename(config::database(data)).connect().await.expect("the file");
    for guard in ["ballots_are_not_changed", "ballots_are_not_removed"] {
        let drop = sqlx::AssertSqlSafe(format!("drop trigger {guard}"));
        sqlx::raw_sql(drop).execute(&mut file).await.expect("a guard that was there");
    }
    file
}

/// Two polls; three ballots in the second.
async fn three_ballots() -> TestSite {
    let site = site(&["", ""]).await;
    for option in [4, 5, 5] {
        Voter::new(&site).votes("2", &[option]).await;
    }
    site
}

#[tokio::test]
async fn a_site_that_nobody_touched_is_whole() {
    let site = three_ballots().await;
    assert_eq!(verify(site.data()).await, Ok(()));
    // People vote during the recount.
    Voter::new(&site).votes("1", &[1]).await;
    assert_eq!(verify(site.data()).await, Ok(()));
}

#[tokio::test]
async fn a_ballot_whose_hash_was_changed_by_a_byte_is_named() {
    let site = three_ballots().await;
    let mut file = opened(site.data()).await;
    let mut hash: Vec<u8> = sqlx::query_scalar("select hash from ballots where poll_id = 2 and sequence = 2")
        .fetch_one(&mut file)
        .await
        .expect("a ballot");
    hash[31] ^= 1;
    let changed = sqlx::query("update ballots set hash = $1 where poll_id = 2 and sequence = 2").bind(hash);
    assert_eq!(changed.execute(&mut file).await.expect("changed").rows_affected(), 1);
    file.close().await.expect("closed");
    let reason = verify(site.data()).await.expect_err("found");
    assert!(reason.starts_with("Cuộc bình chọn 2, lá phiếu số 2: "), "{reason}");
}

#[tokio::test]
async fn a_vote_that_was_moved_or_taken_away_is_named() {
    for (change, named) in [
        ("update ballots set options = '6' where poll_id = 2 and sequence = 3", "lá phiếu số 3: "),
        ("delete from ballots where poll_id = 2 and sequence = 1", "lá phiếu số 2: "),
        ("update poll_options set votes = votes + 1 where id = 4", "số phiếu của một phương án ghi 2"),
    ] {
        let site = three_ballots().await;
        let mut file = opened(site.data()).await;
        let changed = sqlx::raw_sql(sqlx::AssertSqlSafe(change)).execute(&mut file).await.expect("changed");
        assert_eq!(changed.rows_affected(), 1, "{change}");
        file.close().await.expect("closed");
        let reason = verify(site.data()).await.expect_err(change);
        assert!(reason.starts_with("Cuộc bình chọn 2") && reason.contains(named), "{change}: {reason}");
        assert!(!reason.contains('\n'), "one sentence: {reason}");
    }
}

#[tokio::test]
async fn a_ballot_in_the_file_is_guarded_against_a_slip() {
    let site = three_ballots().await;
    let mut file = SqliteConnectOptions::new()
        .filename(config::database(site.data()))
        .connect()
        .await
        .expect("the file");
    for change in ["update ballots set options = '6'", "delete from ballots"] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(change)).execute(&mut file).await.expect_err(change);
    }
    file.close().await.expect("closed");
    assert_eq!(verify(site.data()).await, Ok(()));
}

#[tokio::test]
async fn without_a_site_there_is_nothing_to_recount() {
    let empty = tempfile::tempdir().expect("a folder");
    let reason = verify(empty.path()).await.expect_err("nothing there");
    assert!(!reason.is_empty() && !reason.contains('\n'), "{reason}");
    assert!(!config::database(empty.path()).exists(), "and none is made");
}
