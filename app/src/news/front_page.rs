//! The front page: the lead article, the latest, and a strip for each category.

use super::{calls::load_front_page, card::ArticleCard};
use crate::{
    page::{Asked, PageData, page},
    routes,
    ui::{frame::use_frame, page_head::PageHead},
};
use domain::news::{FrontPage as Front, Strip};
use leptos::prelude::*;

/// The page at `/`.
#[component]
pub fn FrontPage() -> impl IntoView {
    page(Asked::default, |_| Box::pin(async { load_front_page().await.map(PageData::Front) }))
}

/// Draws it.
#[component]
pub fn FrontView(
    /// What stands on it.
    front: Front,
) -> impl IntoView {
    let frame = use_frame();
    let mut latest = front.latest.into_iter();
    let lead = latest.next();
    let picture = lead.as_ref().and_then(|card| card.picture.clone());
    let empty = lead.is_none();
    view! {
        <PageHead
            title=String::new()
            description=frame.description.clone()
            path=routes::FRONT.to_owned()
            picture=picture
        />
        <div class="front">
            <h1 class="visually-hidden">{frame.name.clone()}</h1>
            {lead.map(|card| view! { <ArticleCard card lead=true kicker=true/> })}
            {empty.then(|| view! { <p class="empty-state">"Trang này chưa có bài viết nào. Xin mời quý vị trở lại sau."</p> })}
            <div class="card-grid">
                {latest.map(|card| view! { <ArticleCard card kicker=true/> }).collect_view()}
            </div>
            {front.strips.into_iter().map(|strip| view! { <StripView strip/> }).collect_view()}
        </div>
    }
}

#[component]
fn StripView(strip: Strip) -> impl IntoView {
    let address = routes::category(&strip.category.slug);
    view! {
        <section class="strip">
            <h2 class="strip__heading"><a href=address>{strip.category.name}</a></h2>
            <div class="card-grid">
                {strip
                    .cards
                    .into_iter()
                    .map(|card| view! { <ArticleCard card below_heading=true/> })
                    .collect_view()}
            </div>
        </section>
    }
}
