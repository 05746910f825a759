//! A static page, such as the introduction, at `/trang/SLUG`.

use crate::{
    page::{DrawnPage, Head},
    routes,
    ui::{breadcrumb::Breadcrumb, prose::Prose},
};
use domain::site::Page;
use leptos::prelude::*;

/// Draws a static page.
pub fn static_page(page: Page) -> DrawnPage {
    let address = routes::page(&page.slug);
    let head = Head {
        title: page.title.clone(),
        description: page.excerpt,
        canonical: Some(address.clone()),
        ..Head::default()
    };
    let steps = vec![(address.clone(), page.title.clone())];
    let view = view! {
        <Breadcrumb steps here=true/>
        <article class="article">
            <header class="article__head">
                <h1 class="article__title">{page.title}</h1>
            </header>
            <Prose body=page.body/>
        </article>
    };
    DrawnPage::of(address, head, view)
}
