//! `/live?topics=poll.3,poll.7,statistics`: changes as server-sent events, as long as the page is visible.

use crate::{
    places::{Neighbourhood, Place},
    plain_page,
    state::Site,
};
use app::polls::voter_cookie;
use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::live::{MAX_TOPICS, Topic, bus::Stream, feature::Reader};
use futures_util::stream;
use std::{convert::Infallible, time::Duration};
use tokio::time::timeout;

/// After this time without a message a comment is sent: proxies close idle connections, and the write detects
/// clients that are gone.
const BEAT: Duration = Duration::from_secs(25);

pub(crate) async fn live(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
    from: Neighbourhood,
    headers: HeaderMap,
) -> Response {
    let Some(topics) = read_topics(&site, query.as_deref().unwrap_or_default()) else {
        return plain_page::bad_address(&site.assets);
    };
    let Some(place) = site.streams.try_take(&from) else {
        tracing::warn!("as many event streams as there may be are open");
        return ([(header::RETRY_AFTER, "30")], plain_page::unavailable(&site.assets)).into_response();
    };
    let reader = Reader { voter: voter_cookie::read(&headers, &site.backend.cookies) };
    match site.bus.stream(&topics, &reader).await {
        Ok(stream) if stream.is_empty() => plain_page::missing_file(&site.assets),
        Ok(stream) => answer(stream, place),
        Err(fault) => {
            tracing::error!("an event stream could not be opened: {fault}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Parses `topics=poll.3,statistics`; at least one topic.
fn read_topics(site: &Site, query: &str) -> Option<Vec<Topic>> {
    let names = query.split('&').find_map(|pair| pair.strip_prefix("topics="))?;
    let topics: Vec<Topic> =
        names.split(',').take(MAX_TOPICS + 1).map(|name| site.bus.read_topic(name)).collect::<Option<_>>()?;
    (topics.len() <= MAX_TOPICS).then_some(topics)
}

/// The permit `place` is held as long as the stream is open.
fn answer(stream: Stream, place: Place) -> Response {
    let messages = stream::unfold((stream, place), async |(mut stream, place)| {
        let text = match timeout(BEAT, stream.next()).await {
            Ok(Some(text)) => text,
            Ok(None) => return None,
            Err(_) => ":\n\n".to_owned(),
        };
        Some((Ok::<_, Infallible>(text), (stream, place)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Prevents nginx from buffering messages.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(messages)).into_response()
}
