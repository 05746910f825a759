//! Reading without a connection, as far as the server has to do with it: the service worker, the page of what a browser
//! keeps, and what a browser gets to keep.

use crate::support::{TestSite, between};
use axum::http::{Method, StatusCode};
use std::fs;

const ARTICLE: &str = "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21";

#[tokio::test]
async fn the_worker_is_asked_for_anew_and_may_only_fetch_from_this_site() {
    let site = TestSite::starter().await;
    // The tests have no built files; the folder is the one of the data.
    fs::write(site.data().join("sw.js"), "// worker").expect("written");
    let worker = site.get("/sw.js").await;
    assert_eq!((worker.status, worker.text.as_str()), (StatusCode::OK, "// worker"));
    assert_eq!(worker.header("content-type"), "text/javascript");
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert_eq!(worker.header("content-security-policy"), "default-src 'none'; connect-src 'self'");
    let since = [("if-modified-since", worker.header("last-modified"))];
    assert_eq!(site.ask(Method::GET, "/sw.js", &since).await.status, StatusCode::NOT_MODIFIED);
    assert!(site.get("/").await.header("content-security-policy").contains("; worker-src 'self';"));
    // Without the file, browsers keep the worker that they have.
    fs::remove_file(site.data().join("sw.js")).expect("removed");
    assert_eq!(site.get("/sw.js").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_pages_of_readers_on_the_site_itself_keep_articles() {
    let site = TestSite::starter().await;
    for address in ["/", ARTICLE, "/doc-sau", "/khong-co"] {
        assert!(site.get(address).await.text.contains("import('/pkg/offline.js')"), "{address}");
    }
    for address in ["/binh-chon/1/nhung", "/dang-nhap"] {
        assert!(!site.get(address).await.text.contains("offline.js"), "{address}");
    }
}

#[tokio::test]
async fn the_page_of_what_is_kept_starts_the_wasm_only_at_its_own_address() {
    let site = TestSite::starter().await;
    let elsewhere = "if (location.pathname !== '/doc-sau') return";
    assert!(site.get("/doc-sau").await.text.contains(elsewhere));
    assert!(site.get("/doc-sau?x=1").await.text.contains(elsewhere));
    assert!(!site.get(ARTICLE).await.text.contains(elsewhere));
    assert!(
        site.get(ARTICLE).await.text.contains("<a href=\"/doc-sau\">Bài đã lưu</a>"),
        "the footer leads to it"
    );
}

/// `frontend/src/offline.js` looks for it.
#[tokio::test]
async fn a_kept_page_can_be_reported_as_viewed_whenever_there_is_a_connection_again() {
    let site = TestSite::starter().await;
    let page = site.ask(Method::GET, ARTICLE, &[("x-purpose", "prefetch")]).await.text;
    let view = between(&page, "view\\\":\\\"", "\\\"");
    assert!(view.ends_with(&format!(" {ARTICLE}")), "{view}");
    // A seal does not expire.
    site.set_clock("2027-11-25T09:00:00+07:00");
    let told =
        site.post("/api/views", &[("content-type", "text/plain;charset=UTF-8")], view.as_bytes()).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    let forged = view.replace("nep-hoc", "nep-choi");
    assert_eq!(site.post("/api/views", &[], forged.as_bytes()).await.status, StatusCode::BAD_REQUEST);
}
