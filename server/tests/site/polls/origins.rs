//! No page of another site can vote in a reader's name.

use super::{ballots, open, voter::Voter};
use crate::support::TestOptions;
use axum::http::StatusCode;

/// The headers by which a browser tells the origin of a form.
type Said = &'static [(&'static str, &'static str)];

const FOREIGN: [Said; 6] = [
    &[("host", "site.test"), ("origin", "https://evil.example")],
    &[("host", "site.test"), ("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
    &[("host", "site.test"), ("sec-fetch-site", "cross-site")],
    &[("host", "site.test"), ("origin", "https://other.site.test"), ("sec-fetch-site", "same-site")],
    &[("host", "site.test"), ("origin", "null")],
    &[("host", "site.test"), ("origin", "https://site.test.evil.example")],
];

const OWN: [Said; 5] = [
    &[("host", "site.test"), ("origin", "https://site.test"), ("sec-fetch-site", "same-origin")],
    &[("host", "site.test"), ("origin", "https://site.test")],
    // The proxy forwards with another host name.
    &[("host", "127.0.0.1:3000"), ("origin", "https://site.test")],
    &[("host", "site.test"), ("sec-fetch-site", "same-origin")],
    // Browsers without these headers.
    &[("host", "site.test")],
];

#[tokio::test]
async fn a_form_of_another_site_is_refused_in_words() {
    let site = open(&[""], TestOptions { url: "https://site.test", ..TestOptions::default() }).await;
    let mut voter = Voter::with_key(&site, "1").await;
    for said in FOREIGN {
        for (address, body) in
            [("/binh-chon/1", &b"option=1"[..]), ("/api/polls/cast", b"poll=1&choices[0]=1")]
        {
            let answer = voter.post(address, said, body).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{said:?}");
            assert!(answer.text.contains("Không nhận biểu mẫu từ trang khác"), "{said:?}");
            assert!(answer.text.contains("Về trang nhất"), "{said:?}");
            assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{said:?}");
            let without_key = site.post(address, said, body).await;
            assert_eq!(without_key.status, StatusCode::FORBIDDEN, "{said:?}");
            assert_eq!(without_key.header("set-cookie"), "", "{said:?}: nor a key");
        }
    }
    assert_eq!(ballots(&site).await, 0);
}

#[tokio::test]
async fn a_form_of_this_site_passes() {
    let site = open(&[""], TestOptions { url: "https://site.test", ..TestOptions::default() }).await;
    for said in OWN {
        let answer = Voter::new(&site).send("1", said, b"option=1").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{said:?}: {}", answer.text);
        let mut voter = Voter::with_key(&site, "1").await;
        let answer = voter.post("/api/polls/cast", said, b"poll=1&choices[0]=1").await;
        assert_eq!(answer.status, StatusCode::OK, "{said:?}: {}", answer.text);
    }
    assert_eq!(ballots(&site).await, 2 * OWN.len() as i64);
}

#[tokio::test]
async fn a_link_of_another_site_leads_here_as_ever() {
    let site = open(&[""], TestOptions::default()).await;
    for address in ["/binh-chon/1", "/binh-chon/1/nhung", "/live?topics=poll.1"] {
        let headers = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
        let request =
            crate::support::request(axum::http::Method::GET, address, &headers, axum::body::Body::empty());
        assert_eq!(site.send(request).await.status(), StatusCode::OK, "{address}");
    }
}
