//! What stands in `<head>` for a page: title, description, its one right address, and the card that chats show.

use crate::{
    routes,
    ui::{frame::use_frame, scroll},
};
use domain::{media::Picture, text::excerpt};
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

/// The longest description that search engines and chats show, in characters.
const DESCRIPTION: usize = 200;

/// Sets title and metadata. Every page draws one, after its data has arrived.
#[component]
pub fn PageHead(
    /// The page's title without the site's name; empty on the front page.
    title: String,
    /// What the page is about, cut short here.
    description: String,
    /// The page's one right path; a page that should not be found has none.
    #[prop(optional)]
    path: Option<String>,
    /// The picture for chats.
    #[prop(optional_no_strip)]
    picture: Option<Picture>,
    /// When the article was published, in RFC 3339; other pages have none.
    #[prop(optional)]
    published: Option<String>,
) -> impl IntoView {
    scroll::page_shown();
    let frame = use_frame();
    let heading = if title.is_empty() { frame.name.clone() } else { title.clone() };
    let description = excerpt(&description, DESCRIPTION);
    let kind = if published.is_some() { "article" } else { "website" };
    let url = frame.url.clone();
    let mut tags = vec![
        property("og:title", heading),
        property("og:type", kind.to_owned()),
        property("og:site_name", frame.name.clone()),
        property("og:locale", "vi_VN".to_owned()),
    ];
    if !description.is_empty() {
        tags.push(named("description", description.clone()));
        tags.push(property("og:description", description));
    }
    if let Some(path) = path {
        let address = format!("{url}{path}");
        tags.push(view! { <Link rel="canonical" href=address.clone()/> }.into_any());
        tags.push(property("og:url", address));
    }
    if let Some(picture) = picture {
        tags.push(property("og:image", format!("{url}{}", routes::picture(&picture.name))));
        tags.push(property("og:image:width", picture.width.to_string()));
        tags.push(property("og:image:height", picture.height.to_string()));
        tags.push(property("og:image:alt", picture.alt));
        tags.push(named("twitter:card", "summary_large_image".to_owned()));
    }
    if let Some(published) = published {
        tags.push(property("article:published_time", published));
    }
    view! {
        <Title text=title/>
        {tags}
    }
    .into_any()
}

fn property(name: &'static str, content: String) -> AnyView {
    view! { <Meta property=name content=content/> }.into_any()
}

/// A tag of the kind that is known by `name`.
pub(crate) fn named(name: &'static str, content: String) -> AnyView {
    view! { <Meta name=name content=content/> }.into_any()
}
