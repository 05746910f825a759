//! RSS 2.0, with the whole text as `content:encoded`, authors as `dc:creator`, and for recordings what programs for
//! podcasts need (`itunes:…`, `podcast:…`). `itunes:duration` is left out: nobody has measured how long a recording is.

use super::feed::{Enclosure, Feed, Item};
use crate::xml;
use rss::{
    Category, Channel, Guid, Image,
    extension::{
        Extension, ExtensionMap,
        atom::{AtomExtension, Link},
        dublincore::DublinCoreExtension,
        itunes::{ITunesCategory, ITunesChannelExtension, ITunesItemExtension},
    },
};
use std::{collections::BTreeMap, error::Error};

/// The prefix of the elements of the podcast namespace.
const PODCAST: &str = "podcast";
const PODCAST_NAMESPACE: &str = "https://podcastindex.org/namespace/1.0";

/// The feed as text.
pub(super) fn write(feed: &Feed) -> Result<String, Box<dyn Error + Send + Sync>> {
    let description = if feed.description.is_empty() { feed.title.clone() } else { feed.description.clone() };
    let own = Link {
        href: feed.own.clone(),
        rel: "self".to_owned(),
        mime_type: Some("application/rss+xml".to_owned()),
        ..Link::default()
    };
    let has_audio = feed.items.iter().any(|item| !item.audio.is_empty());
    let channel = Channel {
        title: feed.title.clone(),
        link: feed.home.clone(),
        description,
        language: Some("vi".to_owned()),
        last_build_date: (!feed.items.is_empty()).then(|| feed.zone.mail_date(feed.updated)),
        image: Some(Image {
            url: feed.icon.clone(),
            title: feed.title.clone(),
            link: feed.home.clone(),
            ..Image::default()
        }),
        atom_ext: Some(AtomExtension { links: vec![own] }),
        itunes_ext: has_audio.then(|| podcast(feed)),
        extensions: if has_audio { podcast_index(feed) } else { ExtensionMap::default() },
        namespaces: has_audio
            .then(|| (PODCAST.to_owned(), PODCAST_NAMESPACE.to_owned()))
            .into_iter()
            .collect(),
        items: feed.items.iter().map(|item| write_item(feed, item, has_audio)).collect(),
        ..Channel::default()
    };
    let bytes = channel.write_to(Vec::new())?;
    Ok(xml::allowed(String::from_utf8(bytes)?))
}

/// A list of recordings has a picture, an author and a subject.
fn podcast(feed: &Feed) -> ITunesChannelExtension {
    ITunesChannelExtension {
        author: Some(feed.site.clone()),
        image: Some(feed.icon.clone()),
        explicit: Some("false".to_owned()),
        categories: vec![ITunesCategory { text: "News".to_owned(), subcategory: None }],
        r#type: Some("episodic".to_owned()),
        ..ITunesChannelExtension::default()
    }
}

/// By what directories of podcasts recognise it, wherever it moves: the id of the feed, which stays when the address of
/// the site changes.
fn podcast_index(feed: &Feed) -> ExtensionMap {
    let element = |name: &str, value: &str| {
        let name = format!("{PODCAST}:{name}");
        vec![Extension { name, value: Some(value.to_owned()), ..Extension::default() }]
    };
    let guid = feed.id.trim_start_matches("urn:uuid:");
    let elements = [("guid", guid), ("medium", "podcast")];
    let elements: BTreeMap<_, _> =
        elements.into_iter().map(|(name, value)| (name.to_owned(), element(name, value))).collect();
    ExtensionMap::from([(PODCAST.to_owned(), elements)])
}

/// An item has one enclosure: the recording, or else the picture, which stands in the text too.
fn write_item(feed: &Feed, item: &Item, has_audio: bool) -> rss::Item {
    let names: Vec<String> = item.authors.iter().map(|author| author.name.clone()).collect();
    let podcast = || ITunesItemExtension {
        author: (!names.is_empty()).then(|| names.join(", ")),
        image: item.picture.as_ref().map(|picture| picture.address.clone()),
        explicit: Some("false".to_owned()),
        ..ITunesItemExtension::default()
    };
    rss::Item {
        title: Some(item.title.clone()),
        link: Some(item.link.clone()),
        // HTML, by convention.
        description: (!item.summary.is_empty()).then(|| xml::escape(&item.summary)),
        categories: item.categories.iter().map(|name| category(name)).collect(),
        enclosure: item.audio.first().or(item.picture.as_ref()).map(enclosure),
        guid: Some(Guid { value: item.id.clone(), permalink: false }),
        pub_date: Some(feed.zone.mail_date(item.published)),
        content: Some(item.html.clone()),
        itunes_ext: (has_audio && !item.audio.is_empty()).then(podcast),
        dublin_core_ext: (!names.is_empty())
            .then(|| DublinCoreExtension { creators: names.clone(), ..DublinCoreExtension::default() }),
        ..rss::Item::default()
    }
}

fn category(name: &str) -> Category {
    Category { name: name.to_owned(), domain: None }
}

fn enclosure(file: &Enclosure) -> rss::Enclosure {
    rss::Enclosure { url: file.address.clone(), length: file.bytes.to_string(), mime_type: file.mime.clone() }
}
