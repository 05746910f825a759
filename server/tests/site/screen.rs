//! A client of the event stream, like an open page.

use crate::support::{Answer, TestSite, request};
use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, Method, StatusCode},
};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

pub(crate) struct Screen {
    pub(crate) headers: HeaderMap,
    body: BodyDataStream,
    /// Received but not yet parsed.
    text: String,
}

impl Screen {
    /// The client of a reader with this cookie, which may be empty.
    pub(crate) async fn open(site: &TestSite, address: &str, cookie: &str) -> Self {
        let headers = [("cookie", cookie), ("accept-encoding", "gzip, br")];
        let response = site.send(request(Method::GET, address, &headers, Body::empty())).await;
        if response.status() != StatusCode::OK {
            panic!("{address}: {}", Answer::of(response).await.text);
        }
        let (parts, body) = response.into_parts();
        Self { headers: parts.headers, body: body.into_data_stream(), text: String::new() }
    }

    /// The next message: its topic, and its data as JSON.
    pub(crate) async fn event(&mut self) -> (String, String) {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (topic, news) = event.split_once("\ndata: ").expect("a topic and data");
                let event = (topic.strip_prefix("event: ").expect("a topic").to_owned(), news.to_owned());
                self.text = rest.to_owned();
                return event;
            }
            // A missing message must not block all tests.
            let piece = timeout(Duration::from_secs(20), self.body.next()).await.expect("a message in time");
            let piece = piece.expect("a stream that goes on").expect("a piece");
            self.text.push_str(std::str::from_utf8(&piece).expect("text"));
        }
    }
}
