//! An article in a list of cards.

use super::kicker::Kicker;
use crate::{routes, server_only::ServerOnly, ui::picture::PictureView};
use domain::{
    media::{Picture, Placement},
    news::Card,
};
use leptos::prelude::*;

/// Renders a card. The headline is a heading of the second or third level, depending on the list.
#[component]
pub fn ArticleCard(
    /// The article.
    card: Card,
    /// The size of its picture; that of the lead article is loaded eagerly.
    placement: Placement,
    /// Whether the card shows its category above the headline.
    #[prop(optional)]
    kicker: bool,
    /// Whether the list has a heading of its own.
    #[prop(optional)]
    below_heading: bool,
    /// Whether the lead paragraph is left out.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let address = routes::card(&card);
    let shouted = card.shouted;
    let lead = placement == Placement::Lead;
    let headline = view! { <a class="article-card__link" href=address>{card.title}</a> };
    let headline = if below_heading {
        view! { <h3 class="article-card__headline" class:shouted=shouted>{headline}</h3> }.server_only()
    } else {
        view! { <h2 class="article-card__headline" class:shouted=shouted>{headline}</h2> }.server_only()
    };
    // Only beside a large picture is there room for the day of the week.
    let published = &card.published;
    let time = if lead { published.words.clone() } else { published.in_short().to_owned() };
    // The headline is the link; the picture repeats it.
    let picture = card.picture.map(|picture| Picture { alt: String::new(), ..picture });
    view! {
        <article class="article-card" class:article-card--lead=lead>
            {picture.map(|picture| view! {
                <div class="article-card__picture"><PictureView picture placement eager=lead focus=card.focus/></div>
            })}
            <div class="article-card__text">
                {kicker.then(|| view! { <Kicker category=card.category kicker=card.kicker/> })}
                {headline}
                {(!brief && !card.lead.is_empty()).then(|| view! {
                    <p class="article-card__lead">{card.lead}</p>
                })}
                <p class="article-card__time">
                    <time datetime=card.published.machine>{time}</time>
                </p>
            </div>
        </article>
    }
    .server_only()
}
