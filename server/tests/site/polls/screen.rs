//! An open screen: it reads the event stream as it comes.

use crate::support::{Answer, TestSite, request};
use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, Method, StatusCode},
};
use domain::polls::{Phase, Standing};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

pub(crate) struct Screen {
    pub(crate) headers: HeaderMap,
    body: BodyDataStream,
    /// What has come and is not read yet.
    text: String,
}

impl Screen {
    /// The screen of a reader with this cookie, which may be empty.
    pub(crate) async fn open(site: &TestSite, address: &str, cookie: &str) -> Self {
        let headers = [("cookie", cookie), ("accept-encoding", "gzip, br")];
        let response = site.send(request(Method::GET, address, &headers, Body::empty())).await;
        if response.status() != StatusCode::OK {
            panic!("{address}: {}", Answer::of(response).await.text);
        }
        let (parts, body) = response.into_parts();
        Self { headers: parts.headers, body: body.into_data_stream(), text: String::new() }
    }

    /// The next message.
    pub(crate) async fn next(&mut self) -> Standing {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (topic, data) = event.split_once("\ndata: ").expect("a topic and data");
                let standing: Standing = serde_json::from_str(data).expect("a standing");
                assert_eq!(topic, format!("event: poll.{}", standing.id));
                self.text = rest.to_owned();
                return standing;
            }
            // A message that never comes must not hold up all tests.
            let piece = timeout(Duration::from_secs(20), self.body.next()).await.expect("a message in time");
            let piece = piece.expect("a stream that goes on").expect("a piece");
            self.text.push_str(std::str::from_utf8(&piece).expect("text"));
        }
    }

    /// The next message, in short: whether the poll is open, and how many have voted where it may be seen.
    pub(crate) async fn told(&mut self) -> (Phase, Option<u32>) {
        let standing = self.next().await;
        (standing.phase, standing.tally.map(|tally| tally.voters))
    }
}
