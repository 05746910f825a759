//! The server functions: public endpoints, all listed here.

use crate::support::TestSite;
use app::rendered_page::{PagePart, RenderedPage};
use axum::http::{Method, StatusCode};

/// All server functions. Add a new one here together with the tests of who may call it.
const CALLS: [(&str, &str); 6] = [
    ("GET", "/api/pages/load"),
    ("GET", "/api/search/suggest"),
    ("POST", "/api/drafts/count"),
    ("POST", "/api/drafts/keep"),
    ("POST", "/api/drafts/open"),
    ("POST", "/api/polls/cast"),
];

#[tokio::test]
async fn every_call_is_known_by_name() {
    let mut calls: Vec<(String, &str)> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method.to_string(), path)).collect();
    calls.sort();
    let known: Vec<(String, &str)> = CALLS.map(|(method, path)| (method.to_owned(), path)).to_vec();
    assert_eq!(calls, known);
}

/// The call for the address of a link.
fn call(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    format!("/api/pages/load?path={path}&query={}", query.replace('=', "%3D"))
}

#[tokio::test]
async fn reading_calls_may_be_kept_for_a_moment() {
    let site = TestSite::starter().await;
    for address in
        ["/", "/tin/van-hoa-doc", "/tin/tin-co-so/giu-nep-hoc-21", "/trang/gioi-thieu", "/chuyen-de"]
    {
        let answer = site.ask(Method::GET, &call(address), &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(answer.header("cache-control"), "private, max-age=10", "{address}");
        assert!(answer.header("content-type").starts_with("application/json"), "{address}");
    }
}

/// The texts of a part in the server-rendered page.
fn texts(part: &PagePart) -> Vec<&str> {
    match part {
        PagePart::Html(html) => vec![html.as_str()],
        PagePart::Poll { paper, .. } => {
            let labels = paper.poll.options.iter().map(|option| option.label.as_str());
            labels.chain([paper.poll.question.as_str()]).collect()
        }
        PagePart::News { .. } => Vec::new(),
        PagePart::Article(parts) => parts.iter().flat_map(texts).collect(),
    }
}

#[tokio::test]
async fn a_call_answers_with_what_the_page_shows() {
    let site = TestSite::starter().await;
    for address in [
        "/",
        "/tin/van-hoa-doc?truoc=1790000000000-1",
        "/tin/van-hoa-doc/thang/2026-09",
        "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21",
        "/tac-gia/le-thi-sen",
        // This article has a poll between its texts.
        "/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-16",
        "/binh-chon",
        "/binh-chon/2",
    ] {
        let answer = site.ask(Method::GET, &call(address), &[]).await;
        let page: RenderedPage = serde_json::from_str(&answer.text).expect("a page");
        assert_eq!(page.address, address);
        let html = site.get(address).await.text;
        let texts: Vec<&str> = page.parts.iter().flat_map(texts).collect();
        assert!(!texts.is_empty(), "{address}");
        for text in texts {
            assert!(html.contains(text), "{address}: {text}");
        }
    }
}

#[tokio::test]
async fn calls_say_why_they_have_no_answer() {
    let site = TestSite::starter().await;
    for (address, status, error) in [
        ("/tin/a/b-999", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/tin/khong-co", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/trang/%2500", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/tin/van-hoa-doc/thang/2026-13", StatusCode::NOT_FOUND, "\"NotFound\""),
        ("/tin/van-hoa-doc?truoc=x", StatusCode::BAD_REQUEST, "\"BadRequest\""),
    ] {
        let answer = site.ask(Method::GET, &call(address), &[]).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text);
        assert_eq!(answer.text, error, "{address}");
        assert_eq!(answer.header("cache-control"), "", "{address}: a mistake is not kept");
    }
    let bare = site.ask(Method::GET, "/api/pages/load", &[]).await;
    assert_eq!((bare.status, bare.text.as_str()), (StatusCode::BAD_REQUEST, "\"BadRequest\""));
    assert_eq!(site.ask(Method::HEAD, &call("/"), &[]).await.status, StatusCode::OK);
    let from_elsewhere = [("accept", "text/html"), ("referer", "https://evil.example/x")];
    let answer = site.ask(Method::GET, &call("/"), &from_elsewhere).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::OK, ""),
        "no way back to where it came from"
    );
    assert_eq!(site.get("/api/khong-co").await.status, StatusCode::NOT_FOUND);
}
