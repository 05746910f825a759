//! Limits on what strangers can occupy and send.

use crate::{
    desk::{Browser, hire},
    support::{Answer, TestSite, peer, request},
};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, StatusCode},
};
use domain::accounts::Role;
use futures_util::stream;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::{
    task::{JoinSet, yield_now},
    time::timeout,
};

/// No page takes this long, unless it waits for a stranger, who has ten seconds.
const PATIENCE: Duration = Duration::from_secs(5);
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const SESSION: &str = "tn_session";
/// A session id that does not exist.
const INVENTED: &str = "AAAAAAAAAAAAAAAAAAAAAA";

/// A body that never arrives.
fn silent() -> Body {
    Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>())
}

/// This many requests whose bodies never arrive, each from a separate network, sent as far as possible.
async fn hold(site: &Arc<TestSite>, many: usize, method: Method, address: &'static str) -> JoinSet<()> {
    let mut held = JoinSet::new();
    for number in 0..many {
        let (site, method) = (Arc::clone(site), method.clone());
        held.spawn(async move {
            let cookie = format!("{SESSION}={INVENTED}");
            let headers =
                [FORM, ("cookie", cookie.as_str()), ("content-length", "1000"), ("accept", "text/html")];
            let mut asked = request(method, address, &headers, silent());
            let from = format!("10.0.{}.{}:5000", number >> 8, number & 255);
            asked.extensions_mut().insert(ConnectInfo(peer(&from)));
            Answer::of(site.send(asked).await).await;
        });
    }
    for _ in 0..10 {
        yield_now().await;
    }
    held
}

#[tokio::test]
async fn bodies_that_never_come_hold_nothing_that_others_need() {
    let site = Arc::new(TestSite::starter().await);
    let mut held = Vec::new();
    for (many, method, address) in [
        (40, Method::GET, "/api/pages/load?path=/&query="),
        (40, Method::GET, "/"),
        (300, Method::POST, "/api/polls/cast"),
        (300, Method::POST, "/binh-chon/1"),
        (300, Method::POST, "/api/views"),
        (300, Method::POST, "/dang-nhap"),
        (40, Method::POST, "/ban-bien-tap/bai-viet/moi"),
    ] {
        held.push(hold(&site, many, method, address).await);
    }
    let page = timeout(PATIENCE, site.get("/")).await.expect("a page");
    assert_eq!(page.status, StatusCode::OK);
    let moved = timeout(PATIENCE, site.get("/api/pages/load?path=/&query=")).await.expect("a call");
    assert_eq!(moved.status, StatusCode::OK);
    let ballot = timeout(PATIENCE, site.post("/api/polls/cast", &[], b"")).await.expect("a call");
    assert!(ballot.status.is_client_error(), "{}", ballot.status);
    let mut late = Browser::new(&site);
    late.set_cookie(SESSION, INVENTED);
    let form = late.post("/ban-bien-tap/bai-viet/moi", &[("tieu-de", "Gió mùa về")]);
    let form = timeout(PATIENCE, form).await.expect("a page");
    assert_eq!(form.status, StatusCode::UNAUTHORIZED);
    assert!(form.text.contains("Gió mùa về"), "what was typed comes back");
}

/// What a page reads after another page of the same thread has ended must not have gone with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_at_one_moment_gets_whole_pages() {
    const CROWD: usize = 300;
    let site = Arc::new(TestSite::starter().await);
    let mut crowd = JoinSet::new();
    for number in 0..CROWD {
        let site = Arc::clone(&site);
        let address = ["/", "/tin/van-hoa-doc", "/binh-chon/1"][number % 3];
        crowd.spawn(async move { site.get(address).await });
    }
    let pages = crowd.join_all().await;
    let whole = |page: &&Answer| {
        page.status == StatusCode::OK && page.text.contains("<title>") && page.text.ends_with("</html>")
    };
    assert_eq!(pages.iter().filter(whole).count(), CROWD);
}

/// A field with this many bytes, as a plain form and as a multipart form.
fn forms(bytes: usize) -> [(&'static str, Vec<u8>); 2] {
    let text = "a".repeat(bytes);
    let parts =
        format!("--x\r\ncontent-disposition: form-data; name=\"noi-dung\"\r\n\r\n{text}\r\n--x--\r\n");
    [
        ("application/x-www-form-urlencoded", format!("noi-dung={text}").into_bytes()),
        ("multipart/form-data; boundary=x", parts.into_bytes()),
    ]
}

#[tokio::test]
async fn who_has_never_signed_in_here_sends_little() {
    let site = TestSite::starter().await;
    for address in ["/dang-nhap", "/dang-nhap/ma", "/dang-xuat", "/ban-bien-tap/bai-viet/moi", "/binh-chon/1"]
    {
        for (kind, body) in forms(100 * 1024) {
            let length = body.len().to_string();
            let headers = [("content-type", kind), ("content-length", length.as_str())];
            // Once with a content length, once without.
            for headers in [&headers[..], &headers[..1]] {
                let mut stranger = Browser::new(&site);
                stranger.set_cookie(SESSION, INVENTED);
                let refused = stranger.send(Method::POST, address, headers, body.clone()).await;
                assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{address} {kind}");
                assert!(refused.text.contains("Về trang nhất"), "{address} {kind}");
            }
        }
    }
}

#[tokio::test]
async fn who_has_signed_in_here_gets_a_long_text_back() {
    let site = TestSite::starter().await;
    hire(&site, "an@site.test", Role::Author, &[]).await;
    let mut an = Browser::signed_in(&site, "an@site.test").await;
    an.set_cookie(SESSION, INVENTED);
    for (kind, body) in forms(1024 * 1024) {
        let answer =
            an.send(Method::POST, "/ban-bien-tap/bai-viet/moi", &[("content-type", kind)], body).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{kind}");
        assert!(answer.text.contains(&"a".repeat(1024 * 1024)), "{kind}");
    }
}

#[tokio::test]
async fn who_signed_out_in_another_tab_gets_the_text_back() {
    let site = TestSite::starter().await;
    hire(&site, "an@site.test", Role::Author, &[]).await;
    let mut an = Browser::signed_in(&site, "an@site.test").await;
    assert_eq!(an.post("/dang-xuat", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(an.cookie(SESSION), None, "the browser holds no session any more");
    let answer = an.post("/ban-bien-tap/bai-viet/moi", &[("tieu-de", "Gió mùa về")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text.contains("Gió mùa về"));
}
