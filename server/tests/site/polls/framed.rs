//! A poll embedded in a page of another site.

use super::{ARTICLE, site, voter::Voter};
use crate::support::between;
use axum::http::StatusCode;

#[tokio::test]
async fn only_the_frame_of_a_poll_may_stand_in_a_page_of_another_site() {
    let site = site(&[""]).await;
    let framed = site.get("/binh-chon/1/nhung").await;
    assert_eq!(framed.status, StatusCode::OK);
    assert_eq!(framed.headers.get("x-frame-options"), None);
    let policy = framed.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *"), "{policy}");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"), "{policy}");
    for address in [
        "/",
        ARTICLE,
        "/binh-chon",
        "/binh-chon/1",
        "/binh-chon/1/ket-qua.csv",
        "/binh-chon/999/nhung",
        "/binh-chon/1/nhung/",
        "/binh-chon/1/nhung/x",
        "/khong-co",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{address}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'self'") && !policy.contains("frame-ancestors *"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn nobody_votes_within_a_frame() {
    let site = site(&[""]).await;
    let voter = Voter::new(&site).votes("1", &[2]).await;
    let (own, strange) = (voter.get("/binh-chon/1/nhung").await, site.get("/binh-chon/1/nhung").await);
    assert_eq!(own.text, strange.text, "the page around it learns nothing of the reader");
    let body = between(&strange.text, "<body", "</body>");
    assert!(body.contains("Câu hỏi 1?") && body.contains("Quýt"), "{body}");
    for way in ["name=\"option\"", "type=\"submit\"", "<button", "mã phiếu"] {
        assert!(!body.contains(way), "{way}");
    }
    let link = between(body, "<p class=\"poll__ways\">", "</p>");
    assert!(link.contains("href=\"/binh-chon/1\"") && link.contains("target=\"_blank\""), "{link}");
    assert_eq!(body.matches(" href=").count(), 1, "no other way leads out of it");
}

#[tokio::test]
async fn a_frame_is_not_found_by_search_engines_and_names_its_question() {
    let site = site(&[""]).await;
    let page = site.get("/binh-chon/1/nhung").await;
    let head = between(&page.text, "<head>", "</head>");
    assert!(head.contains("name=\"robots\" content=\"noindex\""), "{head}");
    assert!(between(head, "<title>", "</title>").contains("Câu hỏi 1?"), "{head}");
    let own = site.get("/binh-chon/1").await;
    assert!(!between(&own.text, "<head>", "</head>").contains("noindex"));
    let code = between(&own.text, "<details class=\"poll-report\">", "</details>");
    assert!(code.contains("http://site.test/binh-chon/1/nhung"), "the poll's page gives its address: {code}");
}
