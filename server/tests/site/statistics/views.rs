//! Which requests are views.

use super::{ARTICLES, TODAY, counts, reader::Reader, site, table};
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn each_page_that_was_sent_in_full_is_a_view() {
    let site = site().await;
    let reader = Reader::new(&site);
    let pages = [
        "/",
        "/?utm_source=zalo",
        "/tin/kho",
        "/tin/kho/thang/2020-01",
        ARTICLES[0],
        "/tin/kho/bai-01-1?fbclid=a",
        "/chuyen-de",
        "/binh-chon",
        "/binh-chon/1",
        "/thong-ke",
        "/thong-ke/tu-dau",
        "/thong-ke/2026-11-25",
        "/thong-ke/cach-dem",
    ];
    for (before, address) in (0..).zip(pages) {
        assert_eq!(reader.get(address).await.status, StatusCode::OK, "{address}");
        assert_eq!(counts(&site, TODAY).await, (1, before + 1, 0), "{address}");
    }
    let kinds = table(&site, TODAY, "loai-trang").await;
    let expected = [
        ["Thống kê", "4", "0"],
        ["Trang nhất", "2", "1"],
        ["Bài viết", "2", "0"],
        ["Bình chọn", "2", "0"],
        ["Chuyên mục", "2", "0"],
        ["Chuyên đề", "1", "0"],
    ];
    let mut sorted: Vec<Vec<String>> = expected.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let mut found = kinds.clone();
    sorted.sort();
    found.sort();
    assert_eq!(found, sorted);
    let views: Vec<&str> = kinds.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(views, ["4", "2", "2", "2", "2", "1"], "the most first");
}

#[tokio::test]
async fn a_page_that_the_browser_has_already_is_a_view() {
    let site = site().await;
    let reader = Reader::new(&site);
    reader.get(ARTICLES[0]).await;
    site.counted().await;
    let tag = reader.get(ARTICLES[0]).await.header("etag").to_owned();
    let again = reader.ask(Method::GET, ARTICLES[0], &[("if-none-match", &tag)], "").await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(counts(&site, TODAY).await, (1, 3, 0));
}

#[tokio::test]
async fn what_nobody_looks_at_is_no_view() {
    let site = site().await;
    let reader = Reader::new(&site);
    let long = format!("/?q={}", "a".repeat(10_000));
    let (get, head, post) = (Method::GET, Method::HEAD, Method::POST);
    for (method, address, status) in [
        // Without a body.
        (&head, "/", 200),
        (&head, ARTICLES[0], 200),
        // A redirect to the page.
        (&get, "/tin/kho/", 301),
        (&get, "/tin/KHO", 301),
        (&get, "/tin/kho/ten-cu-1", 301),
        (&get, "/tin/goc/bai-01-1", 301),
        (&get, "//evil.example/", 301),
        // There is no such page.
        (&get, "/khong-co", 404),
        (&get, "/tin/khong-co", 404),
        (&get, "/tin/kho/bai-99", 404),
        (&get, "/tin/kho/bai-05-5", 404),
        (&get, "/trang/khong-co", 404),
        (&get, "/binh-chon/99", 404),
        (&get, "/thong-ke/2027", 404),
        (&get, "/tin/kho?truoc=x", 400),
        (&get, "/tin/%FF", 400),
        (&get, &long, 414),
        (&post, "/", 405),
        (&post, ARTICLES[0], 405),
        // Not a page.
        (&get, "/binh-chon/1/nhung", 200),
        (&get, "/binh-chon/1/ket-qua.csv", 200),
        (&get, "/thong-ke/2026-11/luot-truy-cap.csv", 200),
        (&get, "/api/pages/load?path=/&query=", 200),
        (&get, "/api/pages/load?path=/tin/kho/bai-01-1&query=", 200),
        (&get, "/manifest.webmanifest", 200),
        (&get, "/healthz", 200),
        (&get, "/readyz", 200),
        (&get, "/live", 400),
        (&get, "/media/khong-co.jpg", 404),
        (&get, "/pkg/khong-co.js", 404),
    ] {
        let answer = reader.ask(method.clone(), address, &[], "").await;
        assert_eq!(answer.status.as_u16(), status, "{method} {address}");
        assert_eq!(counts(&site, TODAY).await, (0, 0, 0), "{method} {address}");
    }
}

#[tokio::test]
async fn a_page_that_is_loaded_ahead_is_no_view_until_it_is_looked_at() {
    let site = site().await;
    let reader = Reader::new(&site);
    for header in [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "prefetch;prerender"),
        ("sec-purpose", "prefetch;anonymous-client-ip"),
        ("purpose", "prefetch"),
        ("x-purpose", "preview"),
        ("x-moz", "prefetch"),
    ] {
        let answer = reader.ask(Method::GET, ARTICLES[0], &[header], "").await;
        assert_eq!(answer.status, StatusCode::OK, "{header:?}");
    }
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0));
    assert_eq!(reader.moves(ARTICLES[0]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(counts(&site, TODAY).await, (1, 1, 0));
}

#[tokio::test]
async fn a_vote_is_no_view_and_the_page_after_it_is_one() {
    let site = site().await;
    let reader = Reader::new(&site);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let key = reader.ask(Method::POST, "/binh-chon/1", &form, "option=1").await;
    assert_eq!(key.status, StatusCode::TEMPORARY_REDIRECT);
    let cookie = key.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let voter = [form[0], ("cookie", &cookie)];
    let again = key.header("location");
    let voted = reader.ask(Method::POST, again, &voter, "option=1").await;
    assert_eq!(voted.status, StatusCode::SEE_OTHER);
    // A refused vote returns the whole page, and is no view either.
    let refused = reader.ask(Method::POST, again, &voter, "option=1").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0));
    let address = voted.header("location").split('#').next().unwrap_or_default();
    assert_eq!(reader.get(address).await.status, StatusCode::OK);
    assert_eq!(counts(&site, TODAY).await, (1, 1, 0));
}

#[tokio::test]
async fn an_old_address_counts_once_and_for_the_right_article() {
    let site = site().await;
    let reader = Reader::new(&site);
    let old = reader.get("/tin/goc/ten-cu-2").await;
    assert_eq!(old.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(reader.get(old.header("location")).await.status, StatusCode::OK);
    assert_eq!(counts(&site, TODAY).await, (1, 1, 0));
    let articles = table(&site, TODAY, "bai-viet").await;
    assert_eq!(articles, [["Bài 02", "1", "1", "http://site.test/tin/kho/bai-02-2"]]);
}
