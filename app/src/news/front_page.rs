//! The front page, at `/`: the lead article, the newest ones beside it, and a strip for each category.

use super::card::ArticleCard;
use crate::{
    rendered_page::{Head, PagePart, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::{Elsewhere, Subject},
};
use domain::{
    media::Placement,
    news::{Card, FrontPage, Shown, Strip},
};
use leptos::prelude::*;

/// With fewer articles than this, the front page shows all of them with large pictures, without columns that
/// would stay half empty.
const DENSE: usize = 8;
/// The number of articles beside the lead article before the row below it is used, and the number in that
/// row.
const BESIDE: usize = 7;
const BELOW: usize = 2;

/// Renders the front page. Its title and description are those of the site.
pub fn front_page(front: FrontPage) -> RenderedPage {
    let dense = front.latest.len() >= DENSE;
    let mut latest = front.latest.into_iter();
    let lead = latest.next();
    let elsewhere = Elsewhere { subject: Subject::Front, ..Elsewhere::default() };
    let head = Head { canonical: Some(routes::FRONT.to_owned()), elsewhere, ..Head::default() };
    let empty = lead.is_none();
    let lead = lead.map(|card| view! { <ArticleCard card kicker=true placement=Placement::Lead/> });
    let others: Vec<Card> = latest.collect();
    let top = if dense {
        view! { <div class="front__top">{lead} <Newest others/></div> }.server_only()
    } else {
        view! { <div class="front__few">{lead} <Few others/></div> }.server_only()
    };
    let strips = front.strips.into_iter().map(|strip| view! { <StripView strip/> }).collect_view();
    let view = view! {
        <div class="front">
            <h1 class="visually-hidden">{front.site}</h1>
            {empty.then(|| view! { <p class="empty-state">"Trang này chưa có bài viết nào. Xin mời quý vị trở lại sau."</p> })}
            {(!empty).then_some(top)}
            {(!strips.is_empty()).then(|| view! { <div class="front__strips">{strips}</div> })}
        </div>
    };
    let news = PagePart::News { shown: Shown::Headlines, version: front.version };
    RenderedPage::of(routes::FRONT.to_owned(), head, vec![news, PagePart::html(view)])
}

/// The newest articles after the lead article: beside it as headlines; above a certain number the oldest of
/// them move below it, with pictures. On a phone all are in one column with thumbnails.
#[component]
fn Newest(others: Vec<Card>) -> impl IntoView {
    let mut beside = others;
    let below =
        if beside.len() >= BESIDE + BELOW { beside.split_off(beside.len() - BELOW) } else { Vec::new() };
    let beside = beside.into_iter().map(|card| {
        view! { <ArticleCard card brief=true placement=Placement::Thumb/> }
    });
    let below = below.into_iter().map(|card| {
        // Without a picture there is room for the lead.
        let brief = card.picture.is_some();
        view! { <ArticleCard card brief placement=Placement::Card/> }
    });
    let below = below.collect_view();
    view! {
        <div class="front__beside">{beside.collect_view()}</div>
        {(!below.is_empty()).then(|| view! { <div class="front__below">{below}</div> })}
    }
    .server_only()
}

/// All articles of a new site, except the lead article.
#[component]
fn Few(others: Vec<Card>) -> impl IntoView {
    let cards = others.into_iter().map(|card| {
        view! { <ArticleCard card kicker=true placement=Placement::Card/> }
    });
    let cards = cards.collect_view();
    (!cards.is_empty()).then(|| view! { <div class="card-grid">{cards}</div> }.server_only())
}

/// A category: its newest article with the lead, then headlines.
#[component]
fn StripView(strip: Strip) -> impl IntoView {
    let address = routes::category(&strip.category.slug);
    let cards = strip.cards.into_iter().enumerate().map(|(place, card)| {
        view! { <ArticleCard card below_heading=true brief={place > 0} placement=Placement::Thumb/> }
    });
    view! {
        <section class="strip">
            <h2 class="strip__heading"><a href=address>{strip.category.name}</a></h2>
            <div class="strip__cards">{cards.collect_view()}</div>
        </section>
    }
    .server_only()
}
