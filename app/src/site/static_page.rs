//! A static page, such as the introduction.

use super::calls::load_page;
use crate::{
    answer,
    page::{PageData, page},
    routes,
    ui::{drawn::Drawn, page_head::PageHead, prose::Prose},
};
use domain::site::Page;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// The page at `/trang/SLUG`.
#[component]
pub fn StaticPage() -> impl IntoView {
    let params = use_params_map();
    let asked = move || (params.read().get("page").unwrap_or_default(), None);
    page(asked, |(slug, _)| {
        Box::pin(async move { load_page(slug).await.map(|page| PageData::Static(Drawn(page))) })
    })
}

/// Draws it.
#[component]
pub fn StaticView(
    /// The page.
    page: Page,
) -> impl IntoView {
    let address = routes::page(&page.slug);
    if use_location().pathname.get_untracked() != address {
        answer::moved_permanently(&address);
    }
    view! {
        <PageHead title=page.title.clone() description=page.excerpt path=address/>
        <article class="article">
            <header class="article__head">
                <h1 class="article__title">{page.title}</h1>
            </header>
            <Prose body=page.body/>
        </article>
    }
}
