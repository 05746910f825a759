//! What every response contains, and what no page does.

use crate::support::{TestSite, archive, between};
use axum::http::{Method, StatusCode};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

const PAGES: [&str; 14] = [
    "/",
    "/tin/van-hoa-doc",
    "/tin/van-hoa-doc/thang/2026-09",
    "/chuyen-de",
    "/chuyen-de/moi-xom-mot-tu-sach",
    "/the/doc-sach",
    "/tac-gia/le-thi-sen",
    "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21",
    "/trang/gioi-thieu",
    "/binh-chon",
    "/binh-chon/1",
    "/binh-chon/1/nhung",
    "/doc-sau",
    "/khong-co",
];

#[tokio::test]
async fn pages_allow_no_script_but_their_own() {
    let site = TestSite::starter().await;
    for address in PAGES {
        let answer = site.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{address}: {policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{address}: {policy}"
        );
        let scripts: Vec<&str> = answer.text.split("<script").skip(1).collect();
        assert!(scripts.len() > 1, "{address}");
        for script in scripts {
            let text = between(script, ">", "</script>");
            let hash = STANDARD.encode(Sha256::digest(text));
            // Data for search engines, which browsers do not run.
            let runs = !script.starts_with(" type=\"application/ld+json\"");
            assert_eq!(policy.contains(&format!("'sha256-{hash}'")), runs, "{address}: {text}");
        }
        assert!(!answer.text.contains("nonce="), "{address}");
        assert!(!answer.text.contains(" style="), "{address}");
        assert!(answer.text.ends_with("</body></html>"), "{address}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_guards() {
    let site = TestSite::starter().await;
    for address in
        ["/", "/khong-co", "/api/pages/load?path=/&query=", "/media/khong-co.jpg", "/healthz", "/tin/%FF"]
    {
        let answer = site.get(address).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{address}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{address}");
        let embedded = if address.starts_with("/media/") { "cross-origin" } else { "same-origin" };
        assert_eq!(answer.header("cross-origin-resource-policy"), embedded, "{address}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{address}");
        assert_eq!(answer.header("x-request-id").len(), 12, "{address}");
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "{address}: the address people type is http"
        );
    }
    let pack = archive(1);
    let site = TestSite::with(&[pack.path()], "https://site.test").await;
    assert_eq!(site.get("/").await.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn the_same_page_is_the_same_bytes() {
    let site = TestSite::starter().await;
    for address in PAGES {
        let (first, second) = (site.get(address).await, site.get(address).await);
        assert_eq!(first.text, second.text, "{address}");
        assert_eq!(first.header("etag"), second.header("etag"), "{address}");
    }
    let tag = site.get("/").await.header("etag").to_owned();
    let again = site.ask(Method::GET, "/", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.text, "");
    let several = format!("\"other\", {}", tag.trim_start_matches("W/"));
    assert_eq!(
        site.ask(Method::GET, "/", &[("if-none-match", &several)]).await.status,
        StatusCode::NOT_MODIFIED
    );
    let other = site.ask(Method::GET, "/", &[("if-none-match", "W/\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn pictures_are_kept_for_ever_and_are_what_they_say() {
    let site = TestSite::starter().await;
    let page = site.get("/").await.text;
    for (start, kind) in [("src=\"/media/", "image/jpeg"), ("srcset=\"/media/", "image/webp")] {
        let name =
            page.split(start).nth(1).and_then(|rest| rest.split(['"', ' ']).next()).expect("a picture");
        let picture = site.get(&format!("/media/{name}")).await;
        assert_eq!(picture.status, StatusCode::OK, "{name}");
        assert_eq!(picture.header("content-type"), kind);
        assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
    }
    assert_eq!(site.get("/media/khong-co.jpg").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_form_opens_in_the_browser_under_a_name_people_can_keep() {
    let site = TestSite::starter().await;
    let page = site.get("/tin/lop-hoc-cong-dong/thong-bao-22").await;
    let page = site.get(page.header("location")).await.text;
    let foot = between(&page, "Tệp kèm theo", "</section>");
    let address = between(foot, "href=\"", "\"");
    assert!(address.ends_with("/don-ghi-danh-lop-hoc-cong-dong.pdf"), "{address}");
    assert!(foot.contains("PDF, "), "{foot}");
    let file = site.get(address).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("content-disposition"), "inline");
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn the_manifest_names_the_site() {
    let site = TestSite::starter().await;
    let answer = site.get("/manifest.webmanifest").await;
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    let manifest: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(manifest["name"], "Nếp học Lương Sen");
    assert_eq!(manifest["icons"].as_array().map(Vec::len), Some(3));
    // Installed, it has a window of its own, with buttons for going back where there are such windows.
    assert_eq!((&manifest["id"], &manifest["scope"]), (&manifest["start_url"], &manifest["start_url"]));
    assert_eq!(manifest["display"], "standalone");
    assert_eq!(manifest["display_override"], serde_json::json!(["minimal-ui"]));
    let shortcuts = manifest["shortcuts"].as_array().expect("shortcuts");
    for address in shortcuts.iter().map(|shortcut| shortcut["url"].as_str().expect("an address")) {
        assert_eq!(site.get(address).await.status, StatusCode::OK, "{address}");
    }
    assert!(site.get("/").await.text.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\">"));
}

#[tokio::test]
async fn pages_travel_compressed() {
    let site = TestSite::starter().await;
    let answer = site.ask(Method::GET, "/", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert_eq!(answer.header("vary"), "accept-encoding");
}
