//! Sitemaps, and the rules for crawlers.

use crate::support::{TestSite, archive, between};
use axum::http::{Method, StatusCode};
use std::{collections::BTreeSet, fs};

/// The addresses in a sitemap, or those of pictures (`image:loc`), as paths of this site.
fn addresses<'a>(text: &'a str, element: &str) -> Vec<&'a str> {
    let start = format!("<{element}>http://site.test");
    text.split(&start).skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

/// All pages in all parts of the sitemap.
pub(crate) async fn all(site: &TestSite) -> Vec<String> {
    let mut found = Vec::new();
    for part in addresses(&site.get("/sitemap.xml").await.text, "loc") {
        let part = site.get(part).await;
        assert_eq!(part.status, StatusCode::OK);
        assert_eq!(part.header("content-type"), "application/xml; charset=utf-8");
        found.extend(addresses(&part.text, "loc").into_iter().map(str::to_owned));
    }
    found
}

#[tokio::test]
async fn every_address_is_that_of_a_page_which_says_the_same() {
    let site = TestSite::starter().await;
    let all = all(&site).await;
    assert!(all.len() > 60, "{all:?}");
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "none stands twice");
    for address in &all {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let canonical = format!("<link href=\"http://site.test{address}\" rel=\"canonical\">");
        assert!(page.text.contains(&canonical), "{address}");
        assert!(!page.text.contains("noindex"), "{address}");
    }
}

#[tokio::test]
async fn articles_come_with_their_date_and_their_pictures() {
    let site = TestSite::starter().await;
    let part = site.get("/sitemap.xml?phan=bai-viet.1").await;
    assert_eq!(part.header("cache-control"), "public, max-age=3600");
    let start = "<loc>http://site.test/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-";
    let article = between(&part.text, start, "</url>");
    assert!(article.contains("<lastmod>2026-09-12T08:00:00+07:00</lastmod>"), "{article}");
    let pictures = addresses(&part.text, "image:loc");
    assert!(pictures.len() > 20, "{pictures:?}");
    for picture in pictures {
        assert_eq!(site.get(picture).await.status, StatusCode::OK, "{picture}");
    }
    let articles = part.text.matches("<url>").count();
    let within = addresses(&part.text, "image:loc").len();
    assert!(within > articles / 2, "lead pictures and those of the texts");
}

#[tokio::test]
async fn a_part_is_whole_however_many_chunks_it_takes() {
    for articles in [99, 100, 101, 250] {
        let pack = archive(articles);
        let site = TestSite::with(&[pack.path()], "http://site.test").await;
        let part = site.get("/sitemap.xml?phan=bai-viet.1").await.text;
        let ids = addresses(&part, "loc").into_iter().filter_map(|address| address.rsplit('-').next());
        let expected: Vec<String> = (1..=articles).map(|id| id.to_string()).collect();
        assert_eq!(ids.collect::<Vec<_>>(), expected, "{articles}");
        assert!(part.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "));
        assert!(part.ends_with("</urlset>\n"));
    }
}

#[tokio::test]
async fn what_no_reader_sees_is_in_no_sitemap() {
    let pack = archive(2);
    let article = pack.path().join("articles/bai-02.html");
    let text = fs::read_to_string(&article).expect("read");
    let date = text.lines().find(|line| line.starts_with("published_at")).expect("a date").to_owned();
    fs::write(&article, text.replace(&date, "published_at = '2026-11-25T10:00:00+07:00'\ntags = ['Mai']"))
        .expect("written");
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let is_there = |all: &[String], path: &str| all.iter().any(|address| address == path);
    for (now, expected) in [("2026-11-25T09:00:00+07:00", false), ("2026-11-25T10:00:00+07:00", true)] {
        site.set_clock(now);
        let all = all(&site).await;
        assert_eq!(is_there(&all, "/tin/kho/bai-02-2"), expected, "{now}: {all:?}");
        assert_eq!(is_there(&all, "/the/mai"), expected, "{now}: a tag is no more than its articles");
        let news = site.get("/news-sitemap.xml").await.text;
        assert_eq!(news.contains("/tin/kho/bai-02-2</loc>"), expected, "{now}: {news}");
    }
}

#[tokio::test]
async fn news_are_the_articles_of_two_days() {
    let pack = archive(3);
    for (number, date) in
        [("01", "2026-11-23T09:00:01"), ("02", "2026-11-23T09:00:00"), ("03", "2026-11-25T08:59:00")]
    {
        let article = pack.path().join(format!("articles/bai-{number}.html"));
        let text = fs::read_to_string(&article).expect("read");
        let old = text.lines().find(|line| line.starts_with("published_at")).expect("a date").to_owned();
        let text = text.replace(&old, &format!("published_at = '{date}+07:00'"));
        fs::write(&article, text.replace(&format!("'Bài {number}'"), "'Sách & <bút>'")).expect("written");
    }
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let news = site.get("/news-sitemap.xml").await;
    assert_eq!(news.header("cache-control"), "public, max-age=300");
    assert_eq!(addresses(&news.text, "loc"), ["/tin/kho/bai-03-3", "/tin/kho/bai-01-2"]);
    for part in [
        "<news:name>Kho</news:name><news:language>vi</news:language>",
        "<news:publication_date>2026-11-25T08:59:00+07:00</news:publication_date>",
        "<news:title>Sách &amp; &lt;bút&gt;</news:title>",
    ] {
        assert!(news.text.contains(part), "{part}: {}", news.text);
    }
}

#[tokio::test]
async fn parts_that_would_be_empty_are_neither_listed_nor_there() {
    let pack = archive(0);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let index = site.get("/sitemap.xml").await.text;
    assert_eq!(addresses(&index, "loc"), ["/sitemap.xml?phan=trang.1"]);
    for part in
        ["bai-viet.1", "chuyen-muc.1", "trang.2", "khac.1", "bai-viet.x", "bai-viet.9223372036854775807", ""]
    {
        let answer = site.get(&format!("/sitemap.xml?phan={part}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
        assert!(answer.text.contains("Về trang nhất"), "{part}");
    }
    assert_eq!(addresses(&site.get("/news-sitemap.xml").await.text, "loc"), [""; 0]);
}

#[tokio::test]
async fn crawlers_learn_where_the_sitemaps_are_and_what_to_leave_alone() {
    let pack = archive(1);
    let site = TestSite::with(&[pack.path()], "https://hoi.test").await;
    let robots = site.get("/robots.txt").await;
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    let lines: Vec<&str> = robots.text.lines().collect();
    assert_eq!(lines[0], "User-agent: *");
    for line in [
        "Disallow: /api/",
        "Disallow: /live",
        "Disallow: /ban-bien-tap",
        "Disallow: /tim-kiem",
        "Sitemap: https://hoi.test/sitemap.xml",
        "Sitemap: https://hoi.test/news-sitemap.xml",
    ] {
        assert!(lines.contains(&line), "{line}");
    }
    let index = site.ask(Method::GET, "/sitemap.xml?phan=bai-viet.1", &[("accept-encoding", "br")]).await;
    assert_eq!(index.header("content-encoding"), "br");
    let head = site.ask(Method::HEAD, "/sitemap.xml", &[]).await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
}
