//! An article that was found: a card with the words marked in the title and in an excerpt.

use crate::{news::kicker::Kicker, routes, server_only::ServerOnly, ui::picture::PictureView};
use domain::{
    media::{Picture, Placement},
    search::{Found, excerpt::Piece},
};
use leptos::prelude::*;

/// Renders the card.
#[component]
pub fn ResultCard(
    /// The article.
    found: Found,
) -> impl IntoView {
    let Found { card, title, excerpt } = found;
    let address = routes::card(&card);
    // The headline is the link; the picture repeats it.
    let picture = card.picture.map(|picture| Picture { alt: String::new(), ..picture });
    view! {
        <article class="article-card">
            {picture.map(|picture| view! {
                <div class="article-card__picture">
                    <PictureView picture placement=Placement::Row focus=card.focus/>
                </div>
            })}
            <div class="article-card__text">
                <Kicker category=card.category kicker=card.kicker/>
                <h2 class="article-card__headline" class:shouted=card.shouted>
                    <a class="article-card__link" href=address>{pieces(title)}</a>
                </h2>
                {(!excerpt.is_empty()).then(|| view! { <p class="article-card__lead">{pieces(excerpt)}</p> })}
                <p class="article-card__time">
                    <time datetime=card.published.machine.clone()>{card.published.in_short().to_owned()}</time>
                </p>
            </div>
        </article>
    }
    .server_only()
}

fn pieces(pieces: Vec<Piece>) -> Vec<AnyView> {
    let piece = |Piece { text, marked }: Piece| {
        if marked { view! { <mark>{text}</mark> }.server_only() } else { text.into_any() }
    };
    pieces.into_iter().map(piece).collect()
}
