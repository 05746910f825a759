//! A static page, such as the introduction, at `/trang/SLUG`.

use crate::{
    rendered_page::{Head, PagePart, RenderedPage},
    routes,
    sharing::Elsewhere,
    ui::{
        breadcrumb::Breadcrumb, printed_address::PrintedAddress, prose::article_parts,
        reading_tools::ReadingTools,
    },
};
use domain::{polls::BallotPaper, site::StaticPage};
use leptos::prelude::*;

/// Renders a static page; `url` is the public address of the site.
pub fn static_page(page: StaticPage, polls: &[BallotPaper], url: &str) -> RenderedPage {
    let address = routes::page(&page.slug);
    let steps = vec![(address.clone(), page.title.clone())];
    let head = Head {
        title: page.title.clone(),
        canonical: Some(address.clone()),
        elsewhere: Elsewhere::page(page.excerpt, steps.clone()),
    };
    let title = view! {
        <header class="article__head">
            <h1 class="article__title">{page.title}</h1>
            <ReadingTools/>
        </header>
    };
    let breadcrumb = PagePart::html(view! { <Breadcrumb steps here=true/> });
    let foot = view! { <PrintedAddress address=format!("{url}{address}")/> };
    let parts = vec![breadcrumb, article_parts(title, page.body, polls, foot)];
    RenderedPage::of(address, head, parts)
}
