//! A static page, such as the introduction, at `/trang/SLUG`.

use crate::{
    rendered_page::{Head, PagePart, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::Elsewhere,
    ui::{
        breadcrumb::{Breadcrumb, Step},
        printed_address::PrintedAddress,
        prose::article_parts,
        reading_tools::ReadingTools,
    },
};
use domain::{news::Named, polls::BallotPaper, site::StaticPage};
use leptos::prelude::*;

/// Renders a static page; `url` is the public address of the site.
pub fn static_page(page: StaticPage, polls: &[BallotPaper], url: &str) -> RenderedPage {
    let address = routes::page(&page.slug);
    let above = page.above.iter().map(|above| (routes::page(&above.slug), above.name.clone()));
    let steps: Vec<Step> = above.chain([(address.clone(), page.title.clone())]).collect();
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
    let foot = view! {
        <Below pages=page.below/>
        <PrintedAddress address=format!("{url}{address}")/>
    };
    let parts = vec![breadcrumb, article_parts(title, page.body, polls, foot)];
    RenderedPage::of(address, head, parts)
}

/// The pages below this one.
#[component]
fn Below(pages: Vec<Named>) -> impl IntoView {
    let links = pages.into_iter().map(|page| {
        view! { <li><a class="chip" href=routes::page(&page.slug)>{page.name}</a></li> }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="list-head__children" aria-label="Các trang trong mục này"><ul class="chips">{links}</ul></nav>
        }
        .server_only()
    })
}
