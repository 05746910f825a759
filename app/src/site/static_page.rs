//! A static page, such as the introduction.

use super::calls::load_page;
use crate::{
    answer, routes,
    ui::{drawn::Drawn, loaded::loaded, page_head::PageHead, prose::Prose},
};
use domain::site::Page;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// The page at `/trang/SLUG`.
#[component]
pub fn StaticPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("page").unwrap_or_default();
    let page = Resource::new(slug, |slug| async move { load_page(slug).await.map(Drawn) });
    loaded(page, |Drawn(page)| view! { <PageView page/> })
}

#[component]
fn PageView(page: Page) -> impl IntoView {
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
