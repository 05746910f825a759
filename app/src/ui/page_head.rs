//! The `<head>` of a page: title, description, canonical address, and the card for link previews.

use crate::{
    rendered_page::{Head, HeadPicture},
    renewal::Renewal,
    routes::feeds::FeedFormat,
    ui::{at_once::Erase, frame::use_about, navigation},
};
use domain::text::excerpt;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

/// The longest description that search engines and link previews show, in characters.
pub(crate) const DESCRIPTION: usize = 200;

/// Sets title and metadata. Every page renders one, after its data has been loaded.
#[component]
pub fn PageHead(
    /// Title and metadata.
    head: Head,
) -> impl IntoView {
    navigation::page_shown();
    let site = use_about();
    let title = expect_context::<Renewal>().title(head.title.clone());
    let Head { title: heading, description, canonical, feeds, picture, published } = head;
    let (heading, description) = if heading.is_empty() {
        (site.name.clone(), site.description.clone())
    } else {
        (heading, description)
    };
    let description = excerpt(&description, DESCRIPTION);
    let kind = if published.is_some() { "article" } else { "website" };
    let mut tags = vec![
        property("og:title", heading.clone()),
        property("og:type", kind.to_owned()),
        property("og:site_name", site.name.clone()),
        property("og:locale", "vi_VN".to_owned()),
    ];
    if !description.is_empty() {
        tags.push(named("description", description.clone()));
        tags.push(property("og:description", description));
    }
    if let Some(list) = feeds {
        tags.extend(FeedFormat::ALL.map(|format| feed_link(format, &list, &heading)));
    }
    if let Some(path) = canonical {
        let address = format!("{}{path}", site.url);
        tags.push(view! { <Link rel="canonical" href=address.clone()/> }.erased());
        tags.push(property("og:url", address));
    } else {
        tags.push(named("robots", "noindex".to_owned()));
    }
    if let Some(HeadPicture { address, width, height, alt }) = picture {
        tags.push(property("og:image", format!("{}{address}", site.url)));
        tags.push(property("og:image:width", width.to_string()));
        tags.push(property("og:image:height", height.to_string()));
        tags.push(property("og:image:alt", alt));
        tags.push(named("twitter:card", "summary_large_image".to_owned()));
    }
    if let Some(published) = published {
        tags.push(property("article:published_time", published));
    }
    view! {
        <Title text=title/>
        {tags}
    }
    .erased()
}

/// A link by which programs find a feed.
fn feed_link(format: FeedFormat, list: &str, name: &str) -> AnyView {
    let (kind, words) = format.kind();
    view! { <Link rel="alternate" type_=kind title=format!("{name} ({words})") href=format.of(list)/> }
        .erased()
}

fn property(name: &'static str, content: String) -> AnyView {
    view! { <Meta property=name content=content/> }.erased()
}

/// A meta tag with the attribute `name`.
fn named(name: &'static str, content: String) -> AnyView {
    view! { <Meta name=name content=content/> }.erased()
}
