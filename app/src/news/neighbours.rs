//! Further articles: newer and older ones of the same category, and related ones with pictures.

use super::card::ArticleCard;
use crate::{routes, server_only::ServerOnly};
use domain::{
    media::Placement,
    news::{Card, Headline},
};
use leptos::prelude::*;

/// Renders the lists; empty ones are left out.
#[component]
pub fn Neighbours(
    /// Newer articles, the nearest first.
    newer: Vec<Headline>,
    /// Older articles, the nearest first.
    older: Vec<Headline>,
    /// Articles of other categories, tags and series.
    related: Vec<Card>,
) -> impl IntoView {
    let neighbours = (!newer.is_empty() || !older.is_empty()).then(|| {
        view! {
            <nav class="neighbours" aria-label="Tin cùng chuyên mục">
                <HeadlineList name="Những tin mới hơn" headlines=newer/>
                <HeadlineList name="Những tin cũ hơn" headlines=older/>
            </nav>
        }
    });
    let related = (!related.is_empty()).then(|| view! { <Related cards=related/> });
    view! { {neighbours} {related} }.server_only()
}

#[component]
fn HeadlineList(name: &'static str, headlines: Vec<Headline>) -> impl IntoView {
    (!headlines.is_empty())
        .then(|| {
            let rows = headlines.into_iter().map(|headline| {
                let address = routes::headline(&headline);
                let day = headline.published.day().to_owned();
                view! {
                    <li class="neighbours__row">
                        <a href=address>{headline.title}</a>
                        " "
                        <time class="neighbours__day" datetime=headline.published.machine>{day}</time>
                    </li>
                }
            });
            view! {
                <section class="neighbours__list">
                    <h2 class="neighbours__heading">{name}</h2>
                    <ul>{rows.collect_view()}</ul>
                </section>
            }
        })
        .server_only()
}

#[component]
fn Related(cards: Vec<Card>) -> impl IntoView {
    let cards = cards.into_iter().map(|card| {
        view! { <ArticleCard card kicker=true below_heading=true brief=true placement=Placement::Thumb/> }
    });
    view! {
        <nav class="neighbours related" aria-labelledby="doc-tiep">
            <h2 class="neighbours__heading" id="doc-tiep">"Mời quý vị đọc tiếp"</h2>
            <div class="related__cards">{cards.collect_view()}</div>
        </nav>
    }
    .server_only()
}
