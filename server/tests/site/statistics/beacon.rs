//! The beacon that reports client-side navigation.

use super::{ARTICLES, TODAY, alter, counts, figures, reader::Reader, site, table};
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn a_move_is_a_view() {
    let site = site().await;
    let reader = Reader::new(&site);
    let own = [("host", "site.test"), ("origin", "http://site.test"), ("sec-fetch-site", "same-origin")];
    for path in [ARTICLES[0], "/", "/tin/kho", "/binh-chon/1", "/thong-ke/2026-11", "/chuyen-de"] {
        let answer = Reader { says: &own, ..reader }.moves(path).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::NO_CONTENT, ""), "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
    assert_eq!(counts(&site, TODAY).await, (1, 6, 0));
    let articles = table(&site, TODAY, "bai-viet").await;
    assert_eq!(articles, [["Bài 01", "1", "1", "http://site.test/tin/kho/bai-01-1"]]);
    assert_eq!(figures(&site.get("/").await), ["1", "1", "1", "1"]);
}

#[tokio::test]
async fn a_move_of_a_crawler_is_one_of_its_views() {
    let site = site().await;
    Reader::with(&site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
        .moves("/")
        .await;
    assert_eq!(counts(&site, TODAY).await, (0, 0, 1));
}

#[tokio::test]
async fn another_site_counts_nothing_here() {
    let site = site().await;
    for said in [
        &[("host", "site.test"), ("origin", "https://evil.example")][..],
        &[("host", "site.test"), ("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        &[("host", "site.test"), ("sec-fetch-site", "cross-site")],
        &[("host", "site.test"), ("origin", "null")],
        &[("host", "site.test"), ("origin", "http://site.test.evil.example")],
        &[("host", "site.test"), ("origin", "http://other.site.test"), ("sec-fetch-site", "same-site")],
    ] {
        let answer = Reader::saying(&site, said).moves(ARTICLES[0]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{said:?}");
    }
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0));
    assert_eq!(figures(&site.get("/").await)[3], "0");
}

#[tokio::test]
async fn only_what_the_site_has_drawn_is_counted() {
    let site = site().await;
    alter(site.data(), "update articles set published = false where id = 2").await;
    let reader = Reader::new(&site);
    let front = reader.beacon("/").await;
    let (seal, _) = front.split_once(' ').expect("a seal and a path");
    for path in [
        "/tin/kho/bai-99-99",
        "/tin/kho/bai-05-5",
        ARTICLES[0],
        ARTICLES[1],
        "/tin/kho",
        "/tin/khong-co",
        "/trang/khong-co",
        "/thong-ke/2099",
        "/binh-chon/99",
        "/?utm_source=zalo",
        "//evil.example/",
        "/media/x.jpg",
        "/live",
        "",
        " ",
    ] {
        for beacon in [
            format!("{seal} {path}"),
            path.to_owned(),
            format!(" {path}"),
            format!("{} {path}", "0".repeat(16)),
        ] {
            let answer = reader.tells(&beacon).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{beacon:?}");
            assert!(answer.text.contains("Về trang nhất"), "{beacon:?}");
        }
    }
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0));
    // An article is counted from the hour at which it is published.
    site.set_clock("2027-01-01T08:00:00+07:00");
    assert_eq!(reader.moves("/tin/kho/bai-05-5").await.status, StatusCode::NO_CONTENT);
    assert_eq!(counts(&site, "2027-01-01").await, (1, 1, 0));
}

#[tokio::test]
async fn a_page_is_counted_under_its_one_address() {
    let site = site().await;
    let reader = Reader::new(&site);
    let beacon = reader.beacon("/tin/kho/ten-cu-1").await;
    assert!(beacon.ends_with(" /tin/kho/bai-01-1"), "{beacon}");
    assert_eq!(reader.tells(&beacon).await.status, StatusCode::NO_CONTENT);
    let articles = table(&site, TODAY, "bai-viet").await;
    assert_eq!(articles, [["Bài 01", "1", "1", "http://site.test/tin/kho/bai-01-1"]]);
}

#[tokio::test]
async fn a_body_of_anything_else_is_refused() {
    let site = site().await;
    let reader = Reader::new(&site);
    for size in [5_000, 1_000_000] {
        let answer = reader.tells(&"a".repeat(size)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{size}");
    }
    for bytes in [&[0xff_u8, 0xfe, 0x00][..], b"/tin/\xc3\x28", &[0; 4_096], &[b' '; 4_096]] {
        let answer = reader.ask(Method::POST, "/api/views", &[], bytes.to_vec()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bytes:?}");
    }
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0));
}

#[tokio::test]
async fn only_a_post_is_a_beacon() {
    let site = site().await;
    let reader = Reader::new(&site);
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = reader.ask(method.clone(), "/api/views", &[], "/").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    assert_eq!(reader.ask(Method::POST, "/api/views/", &[], "/").await.status, 405);
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0));
}
