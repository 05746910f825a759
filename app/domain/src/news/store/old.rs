//! What old addresses lead to: an article by its id, a list by its slug.

use super::readable;
use crate::{
    db::{DbError, boxed},
    former_slugs::find_renamed,
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

/// The current slug of the category, series, tag or author that has this slug, or had it before.
#[boxed]
pub async fn find_list(reading: &Reading, kind: ListKind, slug: &Slug) -> Result<Option<Slug>, DbError> {
    let query = match kind {
        ListKind::Category => "select slug from categories where slug = $1",
        ListKind::Series => "select slug from series where slug = $1",
        ListKind::Tag => "select slug from tags where slug = $1",
        ListKind::Author => "select slug from authors where slug = $1",
    };
    let found: Option<Slug> = sqlx::query_scalar(query).bind(slug).fetch_optional(reading.db.read()).await?;
    match found {
        Some(slug) => Ok(Some(slug)),
        None => find_renamed(reading, kind.into(), slug).await,
    }
}
