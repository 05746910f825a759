//! A reader with a browser, or a program that claims to be one.

use crate::support::{Answer, PEER, TestSite, peer, request};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Method, StatusCode, header},
};

/// Common browsers.
pub(super) const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
pub(super) const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
pub(super) const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) site: &'a TestSite,
    /// The address.
    pub(super) peer: &'a str,
    /// The `User-Agent` header; may be binary.
    pub(super) agent: &'a [u8],
    /// More headers of each request.
    pub(super) says: &'a [(&'a str, &'a str)],
}

impl<'a> Reader<'a> {
    /// A reader with Firefox.
    pub(super) fn new(site: &'a TestSite) -> Self {
        Self { site, peer: PEER, agent: FIREFOX.as_bytes(), says: &[] }
    }

    /// Another reader, at another address.
    pub(super) fn at(site: &'a TestSite, peer: &'a str) -> Self {
        Self { peer, ..Self::new(site) }
    }

    /// A reader with this browser.
    pub(super) fn with(site: &'a TestSite, agent: &'a str) -> Self {
        Self { agent: agent.as_bytes(), ..Self::new(site) }
    }

    /// A reader with these headers.
    pub(super) fn saying(site: &'a TestSite, says: &'a [(&'a str, &'a str)]) -> Self {
        Self { says, ..Self::new(site) }
    }

    /// Opens a page.
    pub(super) async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[], "").await
    }

    /// Navigates to a page within the open site.
    pub(super) async fn moves(&self, path: &str) -> Answer {
        let beacon = self.beacon(path).await;
        self.tells(&beacon).await
    }

    /// The beacon that the open site gets for a page.
    pub(super) async fn beacon(&self, path: &str) -> String {
        let answer = self.get(&format!("/api/pages/load?path={path}&query=")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let page: serde_json::Value = serde_json::from_str(&answer.text).expect("a page");
        page["view"].as_str().expect("a beacon").to_owned()
    }

    /// Sends a beacon.
    pub(super) async fn tells(&self, beacon: &str) -> Answer {
        self.ask(
            Method::POST,
            "/api/views",
            &[("content-type", "text/plain;charset=UTF-8")],
            beacon.to_owned(),
        )
        .await
    }

    /// Any request.
    pub(super) async fn ask(
        &self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let headers = [&[("accept", "text/html")], self.says, headers].concat();
        let mut request = request(method, address, &headers, body);
        if !self.agent.is_empty() {
            let agent = HeaderValue::from_bytes(self.agent).expect("a header");
            request.headers_mut().insert(header::USER_AGENT, agent);
        }
        request.extensions_mut().insert(ConnectInfo(peer(self.peer)));
        Answer::of(self.site.send(request).await).await
    }
}
