//! The SQL of what search engines are to be told.

use super::{MOST_FAILURES, Waiting};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, WriteTx, boxed},
    id::ArticleId,
};

/// The most articles that are told at once.
const BATCH: i64 = 100;

/// Notes a change of an article, if search engines are told of changes at all, and if what readers see of it is
/// different now, or will be from its time on. `was_seen`: whether readers saw it before the change.
pub(crate) async fn announce(
    tx: &mut WriteTx<'_>,
    id: ArticleId,
    was_seen: bool,
    now: Timestamp,
) -> Result<(), DbError> {
    // An article that was to come out and does not.
    sqlx::query(
        "delete from announcements
         where article_id = $1 and due_at > $2
            and exists (select 1 from articles where id = $1 and published = false)",
    )
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    // An article that is hidden until a time is told at that time.
    sqlx::query(
        "insert into announcements (article_id, due_at)
         select article.id, case when article.published and article.published_at > $3 then article.published_at else $3 end
         from articles article
         join site on site.id = 1
         where article.id = $1 and site.indexnow_key is not null
            and case when article.published then article.published_at > $3 or $2 = false or article.changed_at = $3 else $2 end
         on conflict (article_id) do update set due_at = excluded.due_at, failures = 0",
    )
    .bind(id)
    .bind(was_seen)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets what search engines were to be told.
pub(crate) async fn forget_all(tx: &mut WriteTx<'_>) -> Result<(), DbError> {
    sqlx::query("delete from announcements").execute(&mut **tx).await?;
    Ok(())
}

/// The key; none if search engines are not told.
///
/// # Errors
/// The database has failed.
#[boxed]
pub async fn load_key(db: &Db) -> Result<Option<String>, DbError> {
    let key: Option<Option<String>> =
        sqlx::query_scalar("select indexnow_key from site where id = 1").fetch_optional(db.read()).await?;
    Ok(key.flatten())
}

/// The articles that wait since the longest time, at most [`BATCH`].
///
/// # Errors
/// The database has failed.
#[boxed]
pub async fn load_waiting(db: &Db, now: Timestamp) -> Result<Vec<Waiting>, DbError> {
    sqlx::query_as(
        "select announcement.article_id, announcement.due_at, article.slug, category.slug as category
         from announcements announcement
         join articles article on article.id = announcement.article_id
         join categories category on category.id = article.category_id
         where announcement.due_at <= $1
         order by announcement.due_at, announcement.article_id
         limit $2",
    )
    .bind(now)
    .bind(BATCH)
    .fetch_all(db.read())
    .await
}

/// Removes articles that were told, unless they have changed meanwhile.
///
/// # Errors
/// The database has failed; they are told again.
#[boxed]
pub async fn note_told(db: &Db, told: &[Waiting]) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    for one in told {
        sqlx::query("delete from announcements where article_id = $1 and due_at = $2")
            .bind(one.article_id)
            .bind(one.due_at)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await
}

/// Counts a failure, and leaves out what has failed too often. Returns how many articles were left out.
///
/// # Errors
/// The database has failed.
#[boxed]
pub async fn note_failed(db: &Db, failed: &[Waiting]) -> Result<u64, DbError> {
    let mut tx = db.write().await?;
    let mut left_out = 0;
    for one in failed {
        sqlx::query(
            "update announcements
             set failures = failures + 1
             where article_id = $1 and due_at = $2",
        )
        .bind(one.article_id)
        .bind(one.due_at)
        .execute(&mut *tx)
        .await?;
        let gone = sqlx::query("delete from announcements where article_id = $1 and failures >= $2")
            .bind(one.article_id)
            .bind(MOST_FAILURES)
            .execute(&mut *tx)
            .await?;
        left_out += gone.rows_affected();
    }
    tx.commit().await?;
    Ok(left_out)
}
