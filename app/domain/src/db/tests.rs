//! Opening what is there, and saying clearly what is wrong with it.

use super::*;

async fn opened(path: &Path) -> Result<Db, OpenError> {
    Db::open(path, Missing::Refuse).await
}

#[tokio::test]
async fn a_missing_database_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = opened(&folder.path().join("none.db")).await.expect_err("nothing is there");
    assert!(matches!(error, OpenError::Missing(_)), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("letter.db");
    std::fs::write(&path, "Kính gửi ban biên tập. ".repeat(400)).expect("written");
    let error = opened(&path).await.expect_err("a letter is no database");
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.db");
    let db = Db::open(&path, Missing::Create).await.expect("a new database");
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'the future', 1, x'00', 0)",
    )
    .execute(&db.writer)
    .await
    .expect("a migration of the future");
    db.close().await;
    let error = opened(&path).await.expect_err("the future is not ours");
    assert!(matches!(error, OpenError::Newer(_)), "{error}");
}

#[tokio::test]
async fn a_database_that_another_program_holds_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("held.db");
    Db::open(&path, Missing::Create).await.expect("a new database").close().await;
    let options = SqliteConnectOptions::new().filename(&path).pragma("locking_mode", "exclusive");
    let mut holder = SqliteConnection::connect_with(&options).await.expect("another program");
    sqlx::query("begin exclusive").execute(&mut holder).await.expect("held");
    let error = opened(&path).await.expect_err("somebody holds it");
    assert!(matches!(error, OpenError::Locked(_)), "{error}");
}

#[tokio::test]
async fn readers_cannot_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a new database");
    let refused = sqlx::query("delete from articles").execute(db.read()).await;
    assert!(refused.is_err());
}

#[test]
fn old_engines_are_refused() {
    assert!(is_new_enough("3.51.3"));
    assert!(is_new_enough("3.52.0"));
    assert!(is_new_enough("4.0.0"));
    assert!(!is_new_enough("3.51.2"));
    assert!(!is_new_enough("3.40.1"));
}
