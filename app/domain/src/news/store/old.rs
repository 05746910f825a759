//! What old addresses lead to: an article by its id, a list by its slug.

use super::readable;
use crate::{
    db::{DbError, boxed},
    id::ArticleId,
    news::ListKind,
    scope::Reading,
    text::Slug,
};

/// The slugs of an article that readers see, and of its category.
#[boxed]
pub async fn load_article_slugs(reading: &Reading, id: ArticleId) -> Result<Option<(Slug, Slug)>, DbError> {
    sqlx::query_as(concat!(
        "select article.slug, category.slug
         from articles article
         join categories category on category.id = article.category_id
         where article.id = $1 and ",
        readable!("article", "$2")
    ))
    .bind(id)
    .bind(reading.now)
    .fetch_optional(reading.db.read())
    .await
}

/// Whether there is a category, series, tag or author with this slug.
#[boxed]
pub async fn has_list(reading: &Reading, kind: ListKind, slug: &Slug) -> Result<bool, DbError> {
    let query = match kind {
        ListKind::Category => "select id from categories where slug = $1",
        ListKind::Series => "select id from series where slug = $1",
        ListKind::Tag => "select id from tags where slug = $1",
        ListKind::Author => "select id from authors where slug = $1",
    };
    let found: Option<i64> = sqlx::query_scalar(query).bind(slug).fetch_optional(reading.db.read()).await?;
    Ok(found.is_some())
}
