//! Opening existing databases, and clear error messages.

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
    let mut holder = Connection::connect_with(&options).await.expect("another program");
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

#[tokio::test]
async fn a_copy_is_made_beside_a_writer_and_holds_what_was_committed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, to) = (folder.path().join("site.db"), folder.path().join("copy.db"));
    let db = Db::open(&file, Missing::Create).await.expect("a new database");
    let mut tx = db.write().await.expect("a transaction");
    crate::media::store::put_file(&mut tx, "a/don.pdf", 8).await.expect("a row");
    tx.commit().await.expect("on the disk");
    // This transaction is not committed while the copy is made.
    let mut tx = db.write().await.expect("a transaction");
    crate::media::store::put_file(&mut tx, "b/don.pdf", 8).await.expect("a row");
    copy(&file, &to).await.expect("a copy");
    tx.commit().await.expect("the writer goes on");
    let again = Db::open(&to, Missing::Refuse).await.expect("a database");
    let names: Vec<String> = sqlx::query_scalar("select name from files order by name")
        .fetch_all(again.read())
        .await
        .expect("names");
    assert_eq!(names, ["a/don.pdf"]);
}

#[tokio::test]
async fn a_copy_never_overwrites_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, to) = (folder.path().join("site.db"), folder.path().join("letter"));
    Db::open(&file, Missing::Create).await.expect("a new database").close().await;
    std::fs::write(&to, "Kính gửi").expect("written");
    copy(&file, &to).await.expect_err("something is there");
    assert_eq!(std::fs::read_to_string(&to).expect("read"), "Kính gửi");
    let error = copy(&folder.path().join("none.db"), &to).await.expect_err("nothing is there");
    assert!(matches!(error, OpenError::Missing(_)), "{error}");
}

/// Articles of an old version, whose `state` was both the editorial stage and the visibility to readers.
#[tokio::test]
async fn articles_keep_what_they_were_when_stages_part_from_what_readers_see() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("site.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut before = Connection::connect_with(&options).await.expect("a new database");
    MIGRATIONS.run_to(12, &mut before).await.expect("the tables of then");
    let article = |id: i64, state: &str, published_at: i64, trashed_at: &str| {
        format!(
            "insert into articles (id, category_id, slug, title, lead, body, role, author, organisation, picture_alt,
                picture_caption, state, published_at, updated_at, trashed_at)
             values ({id}, 1, 'bai', 'Bài', '', '[]', '', '', '', '', '', '{state}', {published_at}, 1, {trashed_at});"
        )
    };
    let statements = [
        "insert into categories (id, slug, name, position) values (1, 'tin', 'Tin', 0);".to_owned(),
        article(1, "draft", 5, "null"),
        article(2, "published", 6, "null"),
        article(3, "published", 9_000_000_000_000, "null"),
        article(4, "draft", 7, "8"),
        "insert into article_categories (category_id, published_at, article_id) values (1, 6, 2);".to_owned(),
    ];
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements.concat())).execute(&mut before).await.expect("rows");
    before.close().await.expect("closed");

    let db = opened(&path).await.expect("the tables of now");
    let rows: Vec<(i64, String, bool, i64, Option<i64>)> =
        sqlx::query_as("select id, stage, published, published_at, trashed_at from articles order by id")
            .fetch_all(db.read())
            .await
            .expect("rows");
    let row = |id, stage: &str, published, published_at, trashed_at| {
        (id, stage.to_owned(), published, published_at, trashed_at)
    };
    assert_eq!(
        rows,
        [
            row(1, "draft", false, 5, None),
            row(2, "approved", true, 6, None),
            row(3, "approved", true, 9_000_000_000_000, None),
            row(4, "draft", false, 7, Some(8)),
        ]
    );
    assert_eq!(db.find_damage().await.expect("read through"), None);
    // Articles in the trash are not visible to readers, and articles in a list cannot be deleted.
    let mut tx = db.write().await.expect("a transaction");
    for wrong in ["update articles set published = true where id = 4", "delete from articles where id = 2"] {
        sqlx::query(wrong).execute(&mut *tx).await.expect_err("a constraint");
    }
}

#[test]
fn old_engines_are_refused() {
    assert!(is_new_enough("3.51.3"));
    assert!(is_new_enough("3.52.0"));
    assert!(is_new_enough("4.0.0"));
    assert!(!is_new_enough("3.51.2"));
    assert!(!is_new_enough("3.40.1"));
}

/// Depends on a build option of the engine in `.cargo/config.toml`. Without it, statements would be compiled
/// again for each bound timestamp.
#[tokio::test]
async fn plans_do_not_hang_on_what_is_bound() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&folder.path().join("new.db"), Missing::Create).await.expect("a new database");
    let options: Vec<String> =
        sqlx::query_scalar("pragma compile_options").fetch_all(db.read()).await.expect("options");
    assert!(options.iter().any(|option| option == "ENABLE_QPSG"), "{options:?}");
    assert!(options.iter().all(|option| !option.contains("STAT4")), "{options:?}");
}
