//! Feeds: RSS, Atom and JSON Feed.

mod content;
mod found;
mod known;

use crate::support::{Answer, TestSite, archive, starter};
use axum::http::StatusCode;
use std::{fs, path::Path};
use tempfile::TempDir;

/// The addresses of the three feeds of a list; empty for the site.
fn feeds(list: &str) -> [String; 3] {
    ["rss.xml", "atom.xml", "feed.json"].map(|file| format!("{list}/{file}"))
}

/// What a feed says, whatever its format.
#[derive(Debug, PartialEq)]
struct Read {
    title: String,
    home: String,
    own: String,
    items: Vec<ReadItem>,
}

#[derive(Debug, PartialEq)]
struct ReadItem {
    id: String,
    title: String,
    link: String,
    html: String,
    authors: Vec<String>,
    categories: Vec<String>,
    /// Address, type and size.
    files: Vec<(String, String, i64)>,
}

/// Reads a feed as programs do.
#[track_caller]
fn read(answer: &Answer) -> Read {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    match answer.header("content-type") {
        "application/rss+xml; charset=utf-8" => read_rss(&answer.text),
        "application/atom+xml; charset=utf-8" => read_atom(&answer.text),
        "application/feed+json; charset=utf-8" => read_json(&answer.text),
        other => panic!("{other} is no feed"),
    }
}

fn read_rss(text: &str) -> Read {
    let feed = rss::Channel::read_from(text.as_bytes()).expect("RSS");
    assert_eq!(feed.language(), Some("vi"));
    let items = feed.items.iter().map(|item| {
        let guid = item.guid().expect("an id");
        assert!(!guid.permalink);
        let creators = item.dublin_core_ext().map(|ext| ext.creators.clone()).unwrap_or_default();
        let file = item
            .enclosure()
            .map(|file| (file.url.clone(), file.mime_type.clone(), file.length.parse().expect("a size")));
        ReadItem {
            id: guid.value.clone(),
            title: item.title().expect("a title").to_owned(),
            link: item.link().expect("a link").to_owned(),
            html: item.content().expect("a text").to_owned(),
            authors: creators,
            categories: item.categories().iter().map(|category| category.name.clone()).collect(),
            files: file.into_iter().collect(),
        }
    });
    let own = feed.atom_ext().expect("links").links.iter().find(|link| link.rel == "self");
    Read {
        title: feed.title().to_owned(),
        home: feed.link().to_owned(),
        own: own.expect("its own address").href.clone(),
        items: items.collect(),
    }
}

fn read_atom(text: &str) -> Read {
    let feed = atom_syndication::Feed::read_from(text.as_bytes()).expect("Atom");
    let link = |links: &[atom_syndication::Link], rel: &str| {
        links.iter().find(|link| link.rel == rel).expect("a link").href.clone()
    };
    let items = feed.entries.iter().map(|entry| {
        let files = entry.links.iter().filter(|link| link.rel == "enclosure").map(|link| {
            let size = link.length.as_deref().expect("a size").parse().expect("a number");
            (link.href.clone(), link.mime_type.clone().expect("a type"), size)
        });
        let content = entry.content().expect("a text");
        assert_eq!(content.content_type(), Some("html"));
        ReadItem {
            id: entry.id.clone(),
            title: entry.title.value.clone(),
            link: link(&entry.links, "alternate"),
            html: content.value().expect("a text").to_owned(),
            authors: entry.authors.iter().map(|author| author.name.clone()).collect(),
            categories: entry.categories.iter().map(|category| category.term.clone()).collect(),
            files: files.collect(),
        }
    });
    Read {
        title: feed.title.value.clone(),
        home: link(&feed.links, "alternate"),
        own: link(&feed.links, "self"),
        items: items.collect(),
    }
}

fn read_json(text: &str) -> Read {
    let feed: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let items = list(&feed["items"]).into_iter().map(|item| ReadItem {
        id: text(&item["id"]),
        title: text(&item["title"]),
        link: text(&item["url"]),
        html: text(&item["content_html"]),
        authors: list(&item["authors"]).iter().map(|author| text(&author["name"])).collect(),
        categories: list(&item["tags"]).iter().map(text).collect(),
        files: list(&item["attachments"])
            .iter()
            .map(|file| {
                (
                    text(&file["url"]),
                    text(&file["mime_type"]),
                    file["size_in_bytes"].as_i64().expect("a size"),
                )
            })
            .collect(),
    });
    Read {
        title: text(&feed["title"]),
        home: text(&feed["home_page_url"]),
        own: text(&feed["feed_url"]),
        items: items.collect(),
    }
}

/// A pack with one article that has everything.
fn rich() -> TempDir {
    let pack = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &[u8]| {
        let path = pack.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("written");
    };
    file(
        "site.toml",
        r#"name = "Hội & Bạn"
description = "Chuyện học <mỗi ngày>"
language = "vi"
time_zone = "Asia/Ho_Chi_Minh"
[[category]]
slug = "kho"
name = "Kho"
[[category]]
slug = "trong"
name = "Trống"
[[author]]
slug = "lam-khe"
name = "Lam Khê"
[[series]]
slug = "moi-xom"
title = "Mỗi xóm"
[[poll]]
key = "hoi"
question = "Cam hay <quýt>?"
options = ["Cam", "Quýt"]
max_choices = 1
results = "always"
"#
        .as_bytes(),
    );
    file(
        "articles/day-du.html",
        r#"+++
title = "Sách & <bút>"
slug = "day-du"
category = "kho"
published_at = "2026-11-24T21:06:00+07:00"
lead = "Mở đầu & <hết>."
picture = "media/hinh.jpg"
picture_alt = "Chợ sách"
picture_caption = "Quầy sách"
authors = ["lam-khe"]
series = "moi-xom"
tags = ["Đọc sách", "Kho"]
source = "Bản tin"
source_href = "https://khac.test/tin"
attachments = [{ file = "media/don.pdf", label = "Mẫu đơn" }, { file = "media/nghe.mp3", label = "Bản đọc" }]
+++
<p>Xem <a href="/tin/kho?a=1&amp;b=2">kho</a>, ]]> và <a href="https://www.youtube.com/watch?v=abcdefghijk">phim</a>.</p>
<figure><img src="media/hinh.jpg" alt="Chợ"><figcaption>Chợ</figcaption></figure>
<p data-poll="hoi"></p>
<table><tbody><tr><td>Một</td></tr></tbody></table>
<p><a href="https://www.youtube.com/watch?v=abcdefghijk">Phim về lớp học</a></p>
<p><a href="media/ke.ogg">Nghe kể</a></p>
"#
        .as_bytes(),
    );
    file("media/don.pdf", b"%PDF-1.7 mau don");
    file("media/nghe.mp3", b"ID3\x04 mot ban doc");
    file("media/ke.ogg", b"OggS mot chuyen ke");
    fs::copy(starter().join("media/quay-sach-cho.jpg"), pack.path().join("media/hinh.jpg")).expect("a copy");
    pack
}

/// A site at an address of its own with an archive of this many articles.
async fn site_with(articles: usize) -> TestSite {
    let pack = archive(articles);
    TestSite::with(&[pack.path()], "https://hoi.test").await
}
