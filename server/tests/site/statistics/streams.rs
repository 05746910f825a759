//! The event stream of the figures.

use super::{TODAY, counts, figures, open, reader::Reader, site};
use crate::support::{Answer, TestOptions, TestSite, request};
use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, Method, StatusCode},
};
use domain::statistics::Figures;
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

/// Opens a stream.
async fn stream(site: &TestSite, address: &str) -> (HeaderMap, BodyDataStream) {
    let response = site.send(request(Method::GET, address, &[], Body::empty())).await;
    if response.status() != StatusCode::OK {
        panic!("{address}: {}", Answer::of(response).await.text);
    }
    let (parts, body) = response.into_parts();
    (parts.headers, body.into_data_stream())
}

/// The next messages, each with its topic.
async fn messages(body: &mut BodyDataStream) -> Vec<(String, String)> {
    // A missing message must not block all tests.
    let piece = timeout(Duration::from_secs(20), body.next()).await.expect("a message in time");
    let piece = piece.expect("a stream that goes on").expect("a piece");
    let text = std::str::from_utf8(&piece).expect("text");
    let events = text.split("\n\n").filter(|event| !event.is_empty());
    let read = |event: &str| {
        let (topic, news) = event.split_once("\ndata: ").expect("a topic and data");
        (topic.strip_prefix("event: ").expect("a topic").to_owned(), news.to_owned())
    };
    events.map(read).collect()
}

/// The figures in the first message.
async fn snapshot(site: &TestSite) -> Figures {
    let (_, mut body) = stream(site, "/live?topics=statistics").await;
    let (topic, news) = messages(&mut body).await.pop().expect("figures");
    assert_eq!(topic, "statistics");
    serde_json::from_str(&news).expect("figures")
}

#[tokio::test]
async fn a_stream_begins_with_how_the_figures_stand() {
    let site = open("total = 1000\nmonth = { '2026-11' = 100 }", TestOptions::default()).await;
    let (headers, mut body) = stream(&site, "/live?topics=statistics").await;
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-store");
    let piece = timeout(Duration::from_secs(20), body.next()).await.expect("a message in time");
    let piece = piece.expect("a stream that goes on").expect("a piece");
    let text = String::from_utf8_lossy(&piece).into_owned();
    assert!(text.starts_with("event: statistics\ndata: {") && text.ends_with("}\n\n"), "{text}");
    let first = snapshot(&site).await;
    assert_eq!((first.today, first.month, first.total, first.hours.len()), (0, 100, 1_000, 24));
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0), "a stream is no view");
}

#[tokio::test]
async fn one_stream_may_be_about_polls_and_figures() {
    let site = site().await;
    let (_, mut body) = stream(&site, "/live?topics=poll.1,statistics").await;
    let first = messages(&mut body).await;
    let topics = |told: &[(String, String)]| told.iter().map(|(topic, _)| topic.clone()).collect::<Vec<_>>();
    assert_eq!(topics(&first), ["poll.1", "statistics"]);
    let (_, mut body) = stream(&site, "/live?topics=poll.1").await;
    let first = messages(&mut body).await;
    assert_eq!(topics(&first), ["poll.1"], "nobody asked for statistics");
}

#[tokio::test]
async fn a_new_screen_is_told_no_less_than_its_page_shows() {
    let site = site().await;
    for address in ["192.0.2.1:1", "192.0.2.2:1", "192.0.2.3:1"] {
        Reader::at(&site, address).get("/").await;
    }
    site.counted().await;
    let page = site.get("/").await;
    let first = snapshot(&site).await;
    let told = [first.online, first.today, first.month, first.total].map(|figure| figure.to_string());
    assert_eq!(told, figures(&page));
}

#[tokio::test]
async fn a_stream_about_nothing_is_refused() {
    let site = site().await;
    for address in [
        "/live",
        "/live?",
        "/live?x=1",
        "/live?topics=",
        "/live?topics=poll.x,statistics",
        "/live?statistics",
    ] {
        assert_eq!(site.get(address).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
}
