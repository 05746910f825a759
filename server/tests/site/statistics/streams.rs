//! The event stream of the figures.

use super::{TODAY, counts, figures, open, reader::Reader, site};
use crate::support::{Answer, Opening, TestSite, request};
use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, Method, StatusCode},
};
use domain::{live::Message, statistics::Figures};
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

/// The messages that come next.
async fn messages(body: &mut BodyDataStream) -> Vec<Message> {
    // A message that never comes must not hold up all tests.
    let piece = timeout(Duration::from_secs(20), body.next()).await.expect("a message in time");
    let piece = piece.expect("a stream that goes on").expect("a piece");
    let text = std::str::from_utf8(&piece).expect("text");
    let events = text.split("\n\n").filter(|event| !event.is_empty());
    events
        .map(|event| serde_json::from_str(event.strip_prefix("data: ").expect("data")).expect("a message"))
        .collect()
}

/// The figures that come first.
async fn snapshot(site: &TestSite) -> Figures {
    let (_, mut body) = stream(site, "/live?stats").await;
    match messages(&mut body).await.pop() {
        Some(Message::Statistics(figures)) => figures,
        other => panic!("no figures: {other:?}"),
    }
}

#[tokio::test]
async fn a_stream_begins_with_how_the_figures_stand() {
    let site = open("total = 1000\nmonth = { '2026-11' = 100 }", Opening::default()).await;
    let (headers, mut body) = stream(&site, "/live?stats").await;
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-store");
    let piece = timeout(Duration::from_secs(20), body.next()).await.expect("a message in time");
    let piece = piece.expect("a stream that goes on").expect("a piece");
    let text = String::from_utf8_lossy(&piece).into_owned();
    assert!(text.starts_with("data: {\"Statistics\":{") && text.ends_with("}\n\n"), "{text}");
    let first = snapshot(&site).await;
    assert_eq!((first.today, first.month, first.total, first.hours.len()), (0, 100, 1_000, 24));
    assert_eq!(counts(&site, TODAY).await, (0, 0, 0), "a stream is no view");
}

#[tokio::test]
async fn one_stream_may_be_about_polls_and_figures() {
    let site = site().await;
    let (_, mut body) = stream(&site, "/live?polls=1&stats").await;
    let first = messages(&mut body).await;
    assert!(matches!(first[..], [Message::Poll(_), Message::Statistics(_)]), "{first:?}");
    let (_, mut body) = stream(&site, "/live?polls=1").await;
    let first = messages(&mut body).await;
    assert!(matches!(first[..], [Message::Poll(_)]), "nobody asked for statistics: {first:?}");
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
    for address in ["/live", "/live?", "/live?x=1", "/live?polls=", "/live?polls=x&stats", "/live?statistics"]
    {
        assert_eq!(site.get(address).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
}
