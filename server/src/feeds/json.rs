//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use super::feed::{Enclosure, Feed, Item, Person};
use serde::Serialize;

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    icon: &'a str,
    favicon: &'a str,
    authors: [Author<'a>; 1],
    language: &'static str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    size_in_bytes: i64,
}

/// The feed as text.
pub(super) fn write(feed: &Feed) -> serde_json::Result<String> {
    serde_json::to_string(&JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.own,
        description: &feed.description,
        icon: &feed.icon,
        favicon: &feed.favicon,
        authors: [Author { name: &feed.site, url: Some(&feed.home) }],
        language: "vi",
        items: feed.items.iter().map(|item| write_item(feed, item)).collect(),
    })
}

fn write_item<'a>(feed: &Feed, item: &'a Item) -> JsonItem<'a> {
    JsonItem {
        id: &item.id,
        url: &item.link,
        title: &item.title,
        content_html: &item.html,
        summary: &item.summary,
        image: item.picture.as_ref().map(|picture| picture.address.as_str()),
        date_published: feed.date(item.published),
        date_modified: feed.date(item.updated),
        authors: item.authors.iter().map(author).collect(),
        tags: &item.categories,
        attachments: item.audio.iter().chain(&item.picture).map(attachment).collect(),
    }
}

fn author(author: &Person) -> Author<'_> {
    Author { name: &author.name, url: author.page.as_deref() }
}

fn attachment(file: &Enclosure) -> Attachment<'_> {
    Attachment { url: &file.address, mime_type: &file.mime, size_in_bytes: file.bytes }
}
