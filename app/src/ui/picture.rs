//! Pictures with width and height set, to avoid layout shifts, and with all variants.

use crate::{routes, server_only::ServerOnly};
use domain::media::{Figure, Focus, Picture, Placement, Tone};
use leptos::prelude::*;

/// A picture. `eager` is for the first visible picture of a page.
#[component]
pub fn PictureView(
    /// The picture.
    picture: Picture,
    /// Where it is shown.
    placement: Placement,
    /// Whether it is loaded eagerly.
    #[prop(optional)]
    eager: bool,
    /// The point that stays visible where the picture is cropped.
    #[prop(default = Focus::MIDDLE)]
    focus: Focus,
) -> impl IntoView {
    let thumb = placement == Placement::Thumb;
    let variants = picture.tone.is_some().then(|| {
        let srcset = if thumb { routes::media(&picture.smallest()) } else { picture.srcset() };
        let sizes = (!thumb).then(|| placement.sizes());
        view! { <source type="image/webp" srcset=srcset sizes=sizes/> }
    });
    let classes: Vec<String> = picture.tone.map(Tone::class).into_iter().chain(focus.class()).collect();
    view! {
        <picture>
            {variants}
            <img
                class=(!classes.is_empty()).then(|| classes.join(" "))
                src=routes::media(&picture.fallback())
                width=picture.width
                height=picture.height
                alt=picture.alt
                loading=(!eager).then_some("lazy")
                fetchpriority=eager.then_some("high")
                decoding="async"
            />
        </picture>
    }
    .server_only()
}

/// The lead picture of an article, with its caption.
#[component]
pub fn FigureView(
    /// The picture and its caption.
    figure: Figure,
) -> impl IntoView {
    let caption = figure.caption;
    view! {
        <figure class="figure">
            <PictureView picture=figure.picture placement=Placement::Column eager=true/>
            {(!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })}
        </figure>
    }
    .server_only()
}
