//! The version of an article for readers, and when it appears.

use super::readable;
use crate::{
    clock::Timestamp,
    db::{Db, DbError, boxed},
    id::ArticleId,
    news::Version,
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

/// What the version of an article follows from.
#[derive(FromRow)]
struct VersionRow {
    digest: Option<Vec<u8>>,
    category_slug: Slug,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
}

/// The current version of an article for readers; without a mark if they do not see it.
#[boxed]
pub async fn load_article_version(reading: &Reading, id: ArticleId) -> Result<Version, DbError> {
    let row: Option<VersionRow> = sqlx::query_as(concat!(
        "select article.digest, category.slug as category_slug, article.published_at, article.written_at
         from articles article
         join categories category on category.id = article.category_id
         where article.id = $1 and ",
        readable!("article", "$2")
    ))
    .bind(id)
    .bind(reading.now)
    .fetch_optional(reading.db.read())
    .await?;
    Ok(row.map_or_else(Version::default, |row| {
        version(row.digest, row.category_slug, row.published_at, row.written_at)
    }))
}

/// The version of an article: computed from its texts, its category and its times.
pub(super) fn version(
    digest: Option<Vec<u8>>,
    category: Slug,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
) -> Version {
    Version::of(&(digest, category, published_at, written_at), Vec::new())
}

/// The first time after this one at which an article appears.
#[boxed]
pub async fn load_next_shown(db: &Db, after: Timestamp) -> Result<Option<Timestamp>, DbError> {
    sqlx::query_scalar("select min(published_at) from articles where published = true and published_at > $1")
        .bind(after)
        .fetch_one(db.read())
        .await
}

/// The articles that appeared after one time, up to and including another.
#[boxed]
pub async fn load_shown(db: &Db, after: Timestamp, until: Timestamp) -> Result<Vec<ArticleId>, DbError> {
    sqlx::query_scalar(
        "select id
         from articles
         where published = true and published_at > $1 and published_at <= $2
         order by published_at, id
         limit 1000",
    )
    .bind(after)
    .bind(until)
    .fetch_all(db.read())
    .await
}
