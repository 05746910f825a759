//! Atom 1.0 (RFC 4287).

use super::feed::{Enclosure, Feed, Item};
use crate::xml;
use atom_syndication::{Category, Content, Entry, FixedDateTime, Link, Person, Text};
use std::error::Error;

type Failed = Box<dyn Error + Send + Sync>;

/// The feed as text.
pub(super) fn write(feed: &Feed) -> Result<String, Failed> {
    let written = atom_syndication::Feed {
        title: Text::plain(feed.title.clone()),
        id: feed.id.clone(),
        updated: date(feed, feed.updated)?,
        // For articles that name nobody.
        authors: vec![Person { name: feed.site.clone(), uri: Some(feed.home.clone()), ..Person::default() }],
        icon: Some(feed.favicon.clone()),
        logo: Some(feed.icon.clone()),
        links: vec![
            link("alternate", &feed.home, "text/html"),
            link("self", &feed.own, "application/atom+xml"),
        ],
        subtitle: (!feed.description.is_empty()).then(|| Text::plain(feed.description.clone())),
        entries: feed.items.iter().map(|item| entry(feed, item)).collect::<Result<_, _>>()?,
        lang: Some("vi".to_owned()),
        ..atom_syndication::Feed::default()
    };
    Ok(xml::allowed(String::from_utf8(written.write_to(Vec::new())?)?))
}

fn entry(feed: &Feed, item: &Item) -> Result<Entry, Failed> {
    let mut links = vec![link("alternate", &item.link, "text/html")];
    links.extend(item.audio.iter().chain(&item.picture).map(enclosure));
    let person = |author: &super::feed::Person| Person {
        name: author.name.clone(),
        uri: author.page.clone(),
        ..Person::default()
    };
    let category = |name: &String| Category { term: name.clone(), ..Category::default() };
    Ok(Entry {
        title: Text::plain(item.title.clone()),
        id: item.id.clone(),
        updated: date(feed, item.updated)?,
        authors: item.authors.iter().map(person).collect(),
        categories: item.categories.iter().map(category).collect(),
        links,
        published: Some(date(feed, item.published)?),
        summary: (!item.summary.is_empty()).then(|| Text::plain(item.summary.clone())),
        content: Some(Content {
            content_type: Some("html".to_owned()),
            value: Some(item.html.clone()),
            ..Content::default()
        }),
        ..Entry::default()
    })
}

fn link(rel: &str, address: &str, mime: &str) -> Link {
    Link {
        href: address.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(mime.to_owned()),
        ..Link::default()
    }
}

fn enclosure(file: &Enclosure) -> Link {
    Link { length: Some(file.bytes.to_string()), ..link("enclosure", &file.address, &file.mime) }
}

fn date(feed: &Feed, instant: domain::clock::Timestamp) -> Result<FixedDateTime, Failed> {
    feed.date(instant).parse().map_err(|error| format!("{error}").into())
}
