//! The blocks beside every page; on phones they are below it.

use crate::{
    answer,
    news::newer_news::NewerNews,
    polls::{place::Place, poll_block::PollBlock},
    routes,
    server_only::{ServerOnly, server_html},
    statistics::{most_read::MostReadBlock, statistics_block::StatisticsBlock},
    ui::{frame::use_frame, link_tree::LinkTree},
};
use domain::{
    news::Shown,
    site::{Introduction, LinkList},
};
use leptos::prelude::*;

/// The poll and the statistics, which are updated live, and the server-only blocks between them.
#[component]
pub fn SideColumn() -> impl IntoView {
    // This closure never runs in the browser, since every page from the server contains the value.
    let paper = SharedValue::new(|| use_frame().poll.clone()).into_inner();
    let figures = SharedValue::new(answer::figures).into_inner();
    let most_read = SharedValue::new(|| answer::most_read().shown_version()).into_inner();
    let most_read = most_read.map(|version| {
        let html = server_html(|| view! { <MostReadBlock most=answer::most_read()/> }.server_only());
        view! {
            <div class="most-read-place">
                <NewerNews shown=Shown::MostRead version/>
                <div class="layout__served" inner_html=html></div>
            </div>
        }
    });
    let html = server_html(|| view! { <Blocks/> }.server_only());
    view! {
        <aside class="layout__side" aria-label="Thông tin thêm">
            {paper.map(|paper| view! { <PollBlock paper place=Place::Side/> })}
            {most_read}
            <div class="layout__served" inner_html=html></div>
            <StatisticsBlock figures/>
        </aside>
    }
}

#[component]
fn Blocks() -> impl IntoView {
    let frame = use_frame();
    view! {
        {frame.introduction.clone().map(|introduction| view! { <IntroductionBlock introduction/> })}
        {frame.links.iter().cloned().map(|links| view! { <LinksBlock links/> }).collect_view()}
    }
    .server_only()
}

#[component]
fn IntroductionBlock(introduction: Introduction) -> impl IntoView {
    let address = routes::page(&introduction.page);
    // If the page has the same title as the block, the heading is not repeated.
    let named = introduction.page_title != introduction.title;
    view! {
        <section class="block introduction">
            <h2 class="block__heading">{introduction.title}</h2>
            {named.then(|| view! {
                <h3 class="introduction__title"><a href=address.clone()>{introduction.page_title.clone()}</a></h3>
            })}
            <p>{introduction.excerpt}</p>
            <p><a class="introduction__more" href=address>"Đọc toàn bộ bài giới thiệu"</a></p>
        </section>
    }
    .server_only()
}

#[component]
fn LinksBlock(links: LinkList) -> impl IntoView {
    view! {
        <nav class="block links" aria-label=links.name.clone()>
            <h2 class="block__heading">{links.name.clone()}</h2>
            <LinkTree items=links.items/>
        </nav>
    }
    .server_only()
}
