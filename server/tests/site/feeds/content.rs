//! What feeds contain.

use super::{feeds, read, rich, site_with};
use crate::support::{TestOptions, TestSite, archive, between, seed};
use axum::http::StatusCode;
use std::{collections::BTreeSet, fs};

const URL: &str = "https://hoi.test";

#[tokio::test]
async fn every_feed_has_the_newest_thirty_articles_of_its_list() {
    let site = site_with(33).await;
    let expected: Vec<String> = (4..=33).rev().map(|number| format!("Bài {number:02}")).collect();
    for (list, home, title) in
        [("", "/", "Kho"), ("/tin/kho", "/tin/kho", "Kho – Kho"), ("/tin/goc", "/tin/goc", "Gốc – Kho")]
    {
        for address in feeds(list) {
            let feed = read(&site.get(&address).await);
            assert_eq!(feed.title, title, "{address}");
            assert_eq!((feed.home, feed.own), (format!("{URL}{home}"), format!("{URL}{address}")));
            let titles: Vec<&str> = feed.items.iter().map(|item| item.title.as_str()).collect();
            assert_eq!(titles, expected, "{address}");
            assert_eq!(feed.items[0].link, format!("{URL}/tin/kho/bai-33-33"), "{address}");
            let ids: BTreeSet<&str> = feed.items.iter().map(|item| item.id.as_str()).collect();
            assert_eq!(ids.len(), 30, "{address}: no id stands twice");
        }
    }
}

#[tokio::test]
async fn the_whole_article_travels_with_absolute_addresses() {
    let pack = rich();
    let site = TestSite::with(&[pack.path()], URL).await;
    for list in ["", "/tin/kho", "/chuyen-de/moi-xom", "/the/doc-sach", "/tac-gia/lam-khe"] {
        for address in feeds(list) {
            let feed = read(&site.get(&address).await);
            let [item] = &feed.items[..] else { panic!("{address}: {feed:?}") };
            assert_eq!(item.title, "Sách & <bút>");
            assert_eq!(item.link, format!("{URL}/tin/kho/day-du-1"));
            assert_eq!(
                (&item.authors[..], &item.categories[..]),
                (&["Lam Khê".to_owned()][..], &["Kho".to_owned(), "Đọc sách".into()][..])
            );
            let html = &item.html;
            for part in [
                "<figcaption>Quầy sách</figcaption>",
                "<p><strong>Mở đầu &amp; &lt;hết&gt;.</strong></p>",
                "<a href=\"https://hoi.test/tin/kho?a=1&amp;b=2\"",
                "]]&gt;",
                "<p>Bình chọn: <a href=\"https://hoi.test/binh-chon/1\">Cam hay &lt;quýt&gt;?</a></p>",
                "<table>",
                "<p><a href=\"https://www.youtube.com/watch?v=abcdefghijk\" rel=\"noopener\">Phim về lớp học</a></p>",
                ">Nghe kể</a> (OGG, 1 KB)</p>",
                "<p>Nguồn: <a href=\"https://khac.test/tin\">Bản tin</a></p>",
                ">Mẫu đơn</a> (PDF, 1 KB)</li>",
            ] {
                assert!(html.contains(part), "{address}: {part} is missing in {html}");
            }
            for absent in ["=\"/", ", /media", "class=", "data-", "tabindex", "<!", "<script", "scroller"] {
                assert!(!html.contains(absent), "{address}: {absent} is in {html}");
            }
            let picture = html.find("<img").expect("a picture");
            assert!(picture < html.find("<strong>").expect("a lead"), "the lead picture stands first");
            assert_eq!(html.matches("srcset=\"https://hoi.test/media/").count(), 2);
        }
    }
}

#[tokio::test]
async fn files_have_the_size_and_type_that_the_site_serves() {
    let pack = rich();
    let site = TestSite::with(&[pack.path()], URL).await;
    let (mp3, ogg, jpeg) = ("audio/mpeg", "audio/ogg", "image/jpeg");
    let kinds =
        [("/rss.xml", &[mp3][..]), ("/atom.xml", &[mp3, ogg, jpeg]), ("/feed.json", &[mp3, ogg, jpeg])];
    for (address, kinds) in kinds {
        let feed = read(&site.get(address).await);
        let files = &feed.items[0].files;
        assert_eq!(files.iter().map(|(_, kind, _)| kind.as_str()).collect::<Vec<_>>(), kinds, "{address}");
        for (file, kind, bytes) in files {
            let served = site.get(file.strip_prefix(URL).expect("a file of this site")).await;
            assert_eq!(served.status, StatusCode::OK, "{file}");
            assert_eq!(served.header("content-type"), kind, "{file}");
            assert_eq!(served.header("content-length"), bytes.to_string(), "{file}");
        }
    }
    let rss = site.get("/rss.xml").await.text;
    for part in [
        "<itunes:author>",
        "<itunes:image href=",
        "<itunes:explicit>false",
        "<itunes:category text=\"News\"",
        "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"",
        "<podcast:medium>podcast</podcast:medium>",
    ] {
        assert!(rss.contains(part), "{part}");
    }
    let guid = between(&rss, "<podcast:guid>", "</podcast:guid>");
    let atom = site.get("/atom.xml").await.text;
    assert!(atom.contains(&format!("<id>urn:uuid:{guid}</id>")), "one id in all formats: {guid}");
    // An article without a recording has its picture as enclosure, and the feed is no podcast.
    let silent = TestSite::starter().await;
    let rss = silent.get("/rss.xml").await;
    assert!(!rss.text.contains("itunes"));
    let pictured: Vec<_> = read(&rss).items.into_iter().flat_map(|item| item.files).collect();
    assert!(pictured.len() > 10);
    for (file, kind, bytes) in pictured {
        assert_eq!(kind, "image/jpeg");
        let served = silent.get(file.strip_prefix("http://site.test").expect("a file of this site")).await;
        assert_eq!(served.header("content-length"), bytes.to_string(), "{file}");
    }
}

#[tokio::test]
async fn an_article_keeps_its_id_in_every_format_whatever_its_address_becomes() {
    let pack = archive(2);
    let mut site = TestSite::with(&[pack.path()], "http://cu.test").await;
    let mut ids = BTreeSet::new();
    for address in feeds("").into_iter().chain(feeds("/tin/kho")) {
        ids.insert(read(&site.get(&address).await).items[0].id.clone());
    }
    assert_eq!(ids.len(), 1, "{ids:?}");
    let article = pack.path().join("articles/bai-02.html");
    let moved = fs::read_to_string(&article).expect("read").replace("category = 'kho'", "category = 'goc'");
    fs::write(&article, moved).expect("written");
    seed(pack.path(), site.data(), &["--replace"]).await.expect("loaded");
    site.restart(TestOptions { url: "https://moi.test", ..TestOptions::default() }).await;
    let item = &read(&site.get("/atom.xml").await).items[0];
    assert_eq!(item.link, "https://moi.test/tin/goc/bai-02-2");
    assert!(ids.contains(&item.id), "{} was {ids:?}", item.id);
}

#[tokio::test]
async fn characters_that_xml_does_not_allow_break_no_feed() {
    let pack = archive(1);
    let article = pack.path().join("articles/bai-01.html");
    let text = fs::read_to_string(&article).expect("read");
    fs::write(&article, text.replace("Nội dung.", "Nội\u{1}\u{b}\u{1b}\u{fffe} dung\u{ad} 🎉."))
        .expect("written");
    let site = TestSite::with(&[pack.path()], URL).await;
    for address in feeds("") {
        let answer = site.get(&address).await;
        let html = &read(&answer).items[0].html;
        assert!(html.contains("dung\u{ad} 🎉."), "{address}: {html}");
        let raw = answer.text.chars().filter(|letter| letter.is_control() && *letter != '\n').count();
        assert_eq!(
            (raw, answer.text.contains('\u{fffe}')),
            (0, address == "/feed.json" && html.contains('\u{fffe}')),
            "{address}"
        );
    }
}

#[tokio::test]
async fn an_empty_list_has_an_empty_feed_and_what_is_not_there_has_none() {
    let pack = rich();
    let site = TestSite::with(&[pack.path()], URL).await;
    for address in feeds("/tin/trong") {
        let feed = read(&site.get(&address).await);
        assert_eq!((feed.title.as_str(), feed.items.len()), ("Trống – Hội & Bạn", 0), "{address}");
    }
    for list in
        ["/tin/khong-co", "/the/khong-co", "/tac-gia/khong-co", "/chuyen-de/khong-co", "/tin/%20", "/tin/%FF"]
    {
        for address in feeds(list) {
            let answer = site.get(&address).await;
            let expected = if list.ends_with("FF") { StatusCode::BAD_REQUEST } else { StatusCode::NOT_FOUND };
            assert_eq!(answer.status, expected, "{address}");
            assert!(answer.text.contains("Về trang nhất"), "{address}");
        }
    }
    for (wrong, right) in [
        ("/tin/Kho/rss.xml", "/tin/kho/rss.xml"),
        ("/the/%C4%90%E1%BB%8Dc%20S%C3%A1ch/atom.xml", "/the/doc-sach/atom.xml"),
        ("/tac-gia/L%C3%A2m-Kh%C3%AA/feed.json", "/tac-gia/lam-khe/feed.json"),
        ("/rss.xml/", "/rss.xml"),
        ("/tin/kho/rss.xml/", "/tin/kho/rss.xml"),
    ] {
        let answer = site.get(wrong).await;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{wrong}");
        assert_eq!(answer.header("location"), right, "{wrong}");
    }
}
