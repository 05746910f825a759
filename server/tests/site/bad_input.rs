//! For any input the response is readable and never a server error.

use crate::support::TestSite;
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn keys_that_cannot_be_read_are_refused_in_words() {
    let site = TestSite::starter().await;
    for key in ["x", "1", "1-", "-1-1", "1-1-1", "99999999999999999999-1", "%00", "1%27--", "%F0%9F%8E%89"] {
        for list in ["/tin/van-hoa-doc", "/binh-chon"] {
            let answer = site.get(&format!("{list}?truoc={key}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{list} {key}");
            assert!(answer.text.contains("Địa chỉ này không đúng"), "{list} {key}");
        }
    }
    assert_eq!(site.get("/binh-chon?truoc=1-1").await.status, StatusCode::OK);
    let beyond = site.get("/tin/van-hoa-doc?truoc=1-1").await;
    assert_eq!(beyond.status, StatusCode::OK);
    assert!(beyond.text.contains("Không còn bài viết nào cũ hơn"));
}

#[tokio::test]
async fn addresses_beyond_reason_are_refused_in_words() {
    let site = TestSite::starter().await;
    let long = format!("/tim-kiem?q={}", "a".repeat(10_000));
    let answer = site.get(&long).await;
    assert_eq!(answer.status, StatusCode::URI_TOO_LONG);
    assert!(answer.text.contains("Về trang nhất"));
    for address in ["/tin/%FF", "/%C3%28", "/tin/van-hoa-doc/%80-1"] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(answer.text.contains("Về trang nhất"), "{address}");
    }
    for query in ["%FF", "truoc", "&&&=", "a[]=1&a[]=2"] {
        assert!(site.get(&format!("/?{query}")).await.status.is_success(), "{query}");
    }
}

#[tokio::test]
async fn odd_paths_are_not_found() {
    let site = TestSite::starter().await;
    for path in [
        "/tin/tin-co-so/bai-99999999999999999999",
        "/tin/tin-co-so/bai-0",
        "/tin/%2e%2e/%2e%2e/etc/passwd",
        "/tin/a/b/c/d",
        "/tin/%00",
        "/trang/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/media/../trangnhat.db",
        "/media/%2e%2e/trangnhat.db",
        "/media/khong-co.jpg",
        "/pkg/khong-co.js",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text.contains("Về trang nhất"), "{path}");
        assert!(!answer.text.contains("<script>alert(1)"), "{path}");
    }
}

#[tokio::test]
async fn methods_that_nothing_takes_are_refused_in_words() {
    let site = TestSite::starter().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for address in [
            "/",
            "/tin/van-hoa-doc",
            "/binh-chon",
            "/live",
            "/api/pages/load",
            "/khong-co",
            "/media/a.jpg",
            "/pkg/a.js",
        ] {
            let answer = site.ask(method.clone(), address, &[]).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert!(answer.text.contains("Về trang nhất"), "{method} {address}");
        }
    }
}
