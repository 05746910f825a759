//! The news' server functions. Each is a public address.

use crate::{error::AppError, wire::Json};
use domain::{
    id::ArticleId,
    news::{Article, CategoryPage, FrontPage},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::answer;
#[cfg(feature = "ssr")]
use domain::{
    news::{PageKey, store},
    text::Slug,
};

/// The front page.
#[server(endpoint = "front/load", input = GetUrl, output = Json)]
pub async fn load_front_page() -> Result<FrontPage, AppError> {
    let asked = answer::asked().await?;
    store::load_front_page(&asked.db, asked.scope, asked.now).await.map_err(|cause| answer::fault(&cause))
}

/// One page of a category. Both values are as the address gives them.
#[server(endpoint = "categories/load", input = GetUrl, output = Json)]
pub async fn load_category_page(
    /// The category's slug.
    category: String,
    /// Where the page begins; `None` for the first.
    before: Option<String>,
) -> Result<CategoryPage, AppError> {
    let slug = Slug::loosely(&category).ok_or_else(answer::not_found)?;
    let before: Option<PageKey> =
        before.map(|key| key.parse()).transpose().map_err(|_| answer::bad_request())?;
    let asked = answer::asked().await?;
    let page = store::load_category_page(&asked.db, asked.scope, &slug, before, asked.now).await;
    page.map_err(|cause| answer::fault(&cause))?.ok_or_else(answer::not_found)
}

/// One article with its neighbours.
#[server(endpoint = "articles/load", input = GetUrl, output = Json)]
pub async fn load_article(
    /// The article.
    id: ArticleId,
) -> Result<Article, AppError> {
    let asked = answer::asked().await?;
    let article = store::load_article(&asked.db, asked.scope, id, asked.now).await;
    article.map_err(|cause| answer::fault(&cause))?.ok_or_else(answer::not_found)
}
