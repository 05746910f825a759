//! The front page, at `/`: the lead article, the latest, and a strip for each category.

use super::card::ArticleCard;
use crate::{
    page::{DrawnPage, Head, HeadPicture},
    routes,
    served::Draw,
    statistics::most_read::MostReadStrip,
};
use domain::{
    media::Placement,
    news::{FrontPage, Strip},
    statistics::MostRead,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Draws the front page. Its title and description are the site's own.
pub fn front_page(front: FrontPage, most_read: Arc<MostRead>) -> DrawnPage {
    let mut latest = front.latest.into_iter();
    let lead = latest.next();
    let picture = lead.as_ref().and_then(|card| card.picture.as_ref()).map(HeadPicture::from);
    let head = Head { canonical: Some(routes::FRONT.to_owned()), picture, ..Head::default() };
    let empty = lead.is_none();
    let view = view! {
        <div class="front">
            <h1 class="visually-hidden">{front.site}</h1>
            {lead.map(|card| view! { <ArticleCard card kicker=true placement=Placement::Lead/> })}
            {empty.then(|| view! { <p class="empty-state">"Trang này chưa có bài viết nào. Xin mời quý vị trở lại sau."</p> })}
            <div class="card-grid card-grid--latest">
                {latest.map(|card| view! { <ArticleCard card kicker=true placement=Placement::Card/> }).collect_view()}
            </div>
            <MostReadStrip most=most_read/>
            {front.strips.into_iter().map(|strip| view! { <StripView strip/> }).collect_view()}
        </div>
    };
    DrawnPage::drawn(routes::FRONT.to_owned(), head, view)
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
                    .map(|card| view! { <ArticleCard card below_heading=true placement=Placement::Card/> })
                    .collect_view()}
            </div>
        </section>
    }
    .drawn()
}
