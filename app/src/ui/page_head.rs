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
    let address = path.map(|path| format!("{url}{path}"));
    view! {
        <Title text=title/>
        {(!description.is_empty()).then(|| view! {
            <Meta name="description" content=description.clone()/>
            <Meta property="og:description" content=description.clone()/>
        })}
        {address.map(|address| view! {
            <Link rel="canonical" href=address.clone()/>
            <Meta property="og:url" content=address/>
        })}
        <Meta property="og:title" content=heading/>
        <Meta property="og:type" content=kind/>
        <Meta property="og:site_name" content=frame.name.clone()/>
        <Meta property="og:locale" content="vi_VN"/>
        {picture.map(|picture| view! {
            <Meta property="og:image" content=format!("{url}{}", routes::picture(&picture.name))/>
            <Meta property="og:image:width" content=picture.width.to_string()/>
            <Meta property="og:image:height" content=picture.height.to_string()/>
            <Meta property="og:image:alt" content=picture.alt/>
            <Meta name="twitter:card" content="summary_large_image"/>
        })}
        {published.map(|published| view! { <Meta property="article:published_time" content=published/> })}
    }
}
