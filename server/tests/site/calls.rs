//! The server functions: public addresses, all of them known here.

use crate::support::TestSite;
use axum::http::{Method, StatusCode};

/// Every call there is. A new one is added here together with the tests of who may make it.
const CALLS: [(&str, &str); 4] = [
    ("GET", "/api/articles/load"),
    ("GET", "/api/categories/load"),
    ("GET", "/api/front/load"),
    ("GET", "/api/pages/load"),
];

#[tokio::test]
async fn every_call_is_known_by_name() {
    let mut calls: Vec<(String, &str)> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method.to_string(), path)).collect();
    calls.sort();
    let known: Vec<(String, &str)> = CALLS.map(|(method, path)| (method.to_owned(), path)).to_vec();
    assert_eq!(calls, known);
}

#[tokio::test]
async fn reading_calls_may_be_kept_for_a_moment() {
    let site = TestSite::starter().await;
    for address in [
        "/api/front/load",
        "/api/articles/load?id=8",
        "/api/categories/load?category=van-hoa-doc",
        "/api/pages/load?page=gioi-thieu",
    ] {
        let answer = site.ask(Method::GET, address, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(answer.header("cache-control"), "private, max-age=10", "{address}");
        assert!(answer.header("content-type").starts_with("application/json"), "{address}");
    }
}

#[tokio::test]
async fn calls_say_why_they_have_no_answer() {
    let site = TestSite::starter().await;
    for (address, status, error) in [
        ("/api/articles/load?id=999", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/api/categories/load?category=khong-co", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/api/pages/load?page=%00", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/api/categories/load?category=van-hoa-doc&before=x", StatusCode::BAD_REQUEST, "\"BadRequest\""),
        ("/api/articles/load?id=x", StatusCode::BAD_REQUEST, "\"BadRequest\""),
        ("/api/articles/load", StatusCode::BAD_REQUEST, "\"BadRequest\""),
    ] {
        let answer = site.ask(Method::GET, address, &[]).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text);
        assert_eq!(answer.text, error, "{address}");
        assert_eq!(answer.header("cache-control"), "", "{address}: a mistake is not kept");
    }
    assert_eq!(site.ask(Method::HEAD, "/api/front/load", &[]).await.status, StatusCode::OK);
    let from_elsewhere = [("accept", "text/html"), ("referer", "https://evil.example/x")];
    let answer = site.ask(Method::GET, "/api/front/load", &from_elsewhere).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::OK, ""),
        "no way back to where it came from"
    );
    assert_eq!(site.get("/api/khong-co").await.status, StatusCode::NOT_FOUND);
}
