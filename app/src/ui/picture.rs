//! Pictures with their size set, so that nothing moves when they arrive.

use crate::routes;
use domain::media::{Figure, Picture};
use leptos::prelude::*;

/// A picture. `eager` is for the one picture a reader sees first.
#[component]
pub fn PictureView(
    /// The picture.
    picture: Picture,
    /// Whether it is loaded at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    view! {
        <img
            src=routes::picture(&picture.name)
            width=picture.width
            height=picture.height
            alt=picture.alt
            loading=(!eager).then_some("lazy")
            fetchpriority=eager.then_some("high")
            decoding="async"
        />
    }
    .into_any()
}

/// A picture with its caption.
#[component]
pub fn FigureView(
    /// The picture and the line under it.
    figure: Figure,
) -> impl IntoView {
    let caption = figure.caption;
    view! {
        <figure class="figure">
            <PictureView picture=figure.picture eager=true/>
            {(!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })}
        </figure>
    }
}
