//! A page that waits for its data: one resource, one way of waiting and one way of failing for all pages of readers.
//! Were each page to bring its own, the wasm would carry this machinery once for each of them.

use crate::{
    error::AppError,
    news::{article_page::ArticleView, category_page::CategoryView, front_page::FrontView},
    site::static_page::StaticView,
    ui::{drawn::Drawn, error_view::ErrorView},
};
use domain::{
    news::{Article, CategoryPage, FrontPage, PageKey},
    site::Page,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{future::Future, pin::Pin};

/// What a page is drawn from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PageData {
    /// The front page.
    Front(FrontPage),
    /// A page of a category, and where it begins.
    Category(CategoryPage, Option<PageKey>),
    /// An article.
    Article(Box<Drawn<Article>>),
    /// A static page.
    Static(Drawn<Page>),
}

/// The parts of an address that say what to load: the last part of the path, and where a list begins.
pub type Asked = (String, Option<String>);

/// Data under way.
pub type Loading = Pin<Box<dyn Future<Output = Result<PageData, AppError>> + Send>>;

/// Draws a page once its data is there. While the next page loads, the one before it stays.
pub fn page(asked: impl Fn() -> Asked + Send + Sync + 'static, load: fn(Asked) -> Loading) -> AnyView {
    let asked = Memo::new(move |_| asked());
    let data = Resource::new(move || asked.get(), load);
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(data) => draw(data),
                    Err(error) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

fn draw(data: PageData) -> AnyView {
    match data {
        PageData::Front(front) => view! { <FrontView front/> }.into_any(),
        PageData::Category(page, key_of_page) => view! { <CategoryView page key_of_page/> }.into_any(),
        PageData::Article(drawn) => view! { <ArticleView article=drawn.0/> }.into_any(),
        PageData::Static(Drawn(page)) => view! { <StaticView page/> }.into_any(),
    }
}
