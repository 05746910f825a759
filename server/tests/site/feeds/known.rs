//! Programs that have a feed already.

use super::{feeds, site_with};
use crate::support::{TestSite, archive, seed};
use axum::http::{Method, StatusCode};
use std::fs;

/// A site whose second article appears an hour after [`crate::support::NOW`].
async fn scheduled() -> TestSite {
    let pack = archive(2);
    let article = pack.path().join("articles/bai-02.html");
    let text = fs::read_to_string(&article).expect("read");
    let date = text.lines().find(|line| line.starts_with("published_at")).expect("a date").to_owned();
    fs::write(&article, text.replace(&date, "published_at = '2026-11-25T10:00:00+07:00'")).expect("written");
    TestSite::with(&[pack.path()], "http://site.test").await
}

#[tokio::test]
async fn a_program_that_has_the_feed_gets_no_text() {
    let site = site_with(3).await;
    for address in feeds("").into_iter().chain(feeds("/tin/kho")) {
        let first = site.get(&address).await;
        let (tag, date) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
        assert!(tag.starts_with('"') && tag.len() == 26, "{tag}");
        assert!(date.ends_with(" 2020 01:00:00 GMT"), "{date}");
        assert_eq!(first.header("cache-control"), "public, max-age=300");
        for (name, value) in [
            ("if-none-match", tag.as_str()),
            ("if-none-match", &format!("W/{tag}, \"other\"")),
            ("if-modified-since", &date),
        ] {
            let again = site.ask(Method::GET, &address, &[(name, value)]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address} {name}");
            assert_eq!((again.text.as_str(), again.header("etag")), ("", tag.as_str()), "{address}");
            assert_eq!(again.header("cache-control"), "public, max-age=300");
        }
        let head = site.ask(Method::HEAD, &address, &[]).await;
        assert_eq!(
            (head.status, head.text.as_str(), head.header("etag")),
            (StatusCode::OK, "", tag.as_str())
        );
        let packed = site.ask(Method::GET, &address, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(packed.header("content-encoding"), "br", "{address}");
        assert_eq!(packed.header("etag"), format!("W/{tag}"), "the same tag names no other bytes");
        let stale = site
            .ask(Method::GET, &address, &[("if-none-match", "\"x\""), ("if-modified-since", &date)])
            .await;
        assert_eq!(stale.status, StatusCode::OK, "{address}: the tag comes before the date");
    }
    let tags: std::collections::BTreeSet<String> =
        [site.get("/rss.xml").await, site.get("/atom.xml").await, site.get("/tin/kho/rss.xml").await]
            .iter()
            .map(|answer| answer.header("etag").to_owned())
            .collect();
    assert_eq!(tags.len(), 3, "each feed has a tag of its own");
}

#[tokio::test]
async fn a_feed_is_another_one_when_an_article_is_changed_and_when_one_appears() {
    let site = scheduled().await;
    let tag = async || site.get("/tin/kho/rss.xml").await.header("etag").to_owned();
    let first = tag().await;
    assert_eq!(first, tag().await);
    site.set_clock("2026-11-25T10:00:00+07:00");
    let later = site.get("/tin/kho/rss.xml").await;
    assert_ne!(later.header("etag"), first);
    assert_eq!(later.header("last-modified"), "Wed, 25 Nov 2026 03:00:00 GMT");
    assert!(later.text.contains("Bài 02"));
    let second = tag().await;
    let pack = archive(2);
    seed(pack.path(), site.data(), &["--replace"]).await.expect("loaded");
    assert_ne!(tag().await, second, "both were saved again");
}
