//! The content of an article at earlier versions. A form that was loaded before somebody else saved is merged
//! against what it was loaded from.

use crate::{
    clock::Timestamp,
    db::{Db, DbError, WriteTx},
    id::{AccountId, ArticleId},
    news::{
        Manuscript,
        store::{ManuscriptRow, manuscript_columns, read_json, write_json},
    },
};
use sqlx::FromRow;

#[derive(FromRow)]
struct Replaced {
    version: i64,
    content_version: i64,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
    dated: bool,
    updated_at: Timestamp,
    updated_by: Option<AccountId>,
    #[sqlx(flatten)]
    manuscript: ManuscriptRow,
}

/// How many versions of an article are kept. Forms that are older are refused and not merged.
const KEPT: i64 = 100;

/// Keeps the content that the current transaction is about to replace.
pub(super) async fn keep_replaced(tx: &mut WriteTx<'_>, db: &Db, id: ArticleId) -> Result<(), DbError> {
    let row: Replaced = sqlx::query_as(concat!(
        "select version, content_version, published_at, written_at, dated, updated_at, updated_by, ",
        manuscript_columns!(""),
        " from articles where id = $1"
    ))
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    let chosen = row.written_at.or(row.dated.then_some(row.published_at));
    // Read outside of the transaction, which has not written anything yet and lets nobody else write.
    let manuscript = row.manuscript.load(db, id, chosen).await?;
    sqlx::query(
        "insert into article_versions (article_id, first_version, last_version, manuscript, saved_at, saved_by)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(row.content_version)
    .bind(row.version)
    .bind(write_json(&manuscript)?)
    .bind(row.updated_at)
    .bind(row.updated_by)
    .execute(&mut **tx)
    .await?;
    sqlx::query("delete from article_versions where article_id = $1 and last_version <= $2")
        .bind(id)
        .bind(row.version - KEPT)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The content of an article at an earlier version. `None` if it was not kept: it is the present one, or it was
/// replaced by a content pack or before contents were kept.
pub(super) async fn load_version(
    db: &Db,
    id: ArticleId,
    version: i64,
) -> Result<Option<Manuscript>, DbError> {
    let json: Option<String> = sqlx::query_scalar(
        "select manuscript
         from article_versions
         where article_id = $1 and last_version >= $2 and first_version <= $2
         order by last_version
         limit 1",
    )
    .bind(id)
    .bind(version)
    .fetch_optional(db.read())
    .await?;
    json.map(|json| read_json(&json)).transpose()
}
