//! The tags for search engines and link previews: description, Open Graph (<https://ogp.me>), and the card of
//! X, which other chats read too.

use super::{Announcement, ArticleFacts, graph};
use crate::{
    routes::{self, feeds::FeedFormat},
    server_only,
};
use leptos::{html::meta, prelude::*};

/// All tags of a page, as HTML.
pub(super) fn html(page: &Announcement<'_>) -> String {
    let (picture, about) = (&page.picture, &page.frame.about);
    let card = if picture.is_wide() { "summary_large_image" } else { "summary" };
    let article = page.article();
    let mut tags = vec![
        property("og:type", if article.is_some() { "article" } else { "website" }),
        property("og:title", page.title),
        property("og:site_name", &about.name),
        property("og:locale", "vi_VN"),
    ];
    if !page.description.is_empty() {
        tags.push(named("description", &page.description));
        tags.push(property("og:description", &page.description));
    }
    tags.extend(page.address.as_ref().map(|address| property("og:url", address)));
    if page.address.is_none() || page.frame.hidden_from_search {
        tags.push(named("robots", "noindex"));
    }
    tags.extend(feeds(page));
    tags.extend([
        property("og:image", &picture.address),
        property("og:image:type", picture.kind()),
        property("og:image:width", &picture.width.to_string()),
        property("og:image:height", &picture.height.to_string()),
        property("og:image:alt", &picture.alt),
        named("twitter:card", card),
    ]);
    tags.extend(article.into_iter().flat_map(|article| of_article(article, &about.url)));
    let graph = graph::json(page);
    server_only::html(view! {
        {tags}
        {graph.map(|json| view! { <script type="application/ld+json" inner_html=json></script> })}
    })
}

/// Links by which programs find feeds; they take the first one, that of the list.
fn feeds(page: &Announcement<'_>) -> Vec<AnyView> {
    let of_list = page.elsewhere.feeds.as_deref().map(|list| (list, page.title));
    let lists = of_list.into_iter().chain([(routes::FRONT, &*page.frame.about.name)]);
    let links = lists.flat_map(|(list, name)| {
        FeedFormat::ALL.map(|format| {
            let (kind, words) = format.kind();
            let title = format!("{name} ({words})");
            view! { <link rel="alternate" type=kind title=title href=format.of(list)/> }.into_any()
        })
    });
    links.collect()
}

fn of_article<'a>(article: &'a ArticleFacts, url: &str) -> impl Iterator<Item = AnyView> + use<'a> {
    let times = [
        property("article:published_time", &article.published),
        property("article:modified_time", &article.modified),
        property("article:section", &article.section),
    ];
    // Authors are named by their pages.
    let url = url.to_owned();
    let authors = article
        .byline
        .authors
        .iter()
        .map(move |author| property("article:author", &format!("{url}{}", routes::author(&author.slug))));
    let tags = article.tags.iter().map(|tag| property("article:tag", &tag.name));
    times.into_iter().chain(authors).chain(tags)
}

fn property(name: &'static str, content: &str) -> AnyView {
    // `view!` does not know the attribute.
    meta().attr("property", name).content(content.to_owned()).into_any()
}

fn named(name: &'static str, content: &str) -> AnyView {
    view! { <meta name=name content=content.to_owned()/> }.into_any()
}
