//! `/live?topics=poll.3,poll.7,statistics`: changes as server-sent events, as long as the page is visible.

use crate::{
    limiter::{Client, Permit},
    plain_page,
    state::AppState,
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
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    from: Client,
    headers: HeaderMap,
) -> Response {
    let Some(topics) = read_topics(&state, query.as_deref().unwrap_or_default()) else {
        return plain_page::bad_address(&state.assets);
    };
    let Some(permit) = state.streams.try_acquire(&from) else {
        tracing::warn!("as many event streams as there may be are open");
        return ([(header::RETRY_AFTER, "30")], plain_page::unavailable(&state.assets)).into_response();
    };
    let reader = Reader { voter: voter_cookie::read(&headers, &state.services.cookies) };
    match state.bus.stream(&topics, &reader).await {
        Ok(stream) if stream.is_empty() => plain_page::missing_file(&state.assets),
        Ok(stream) => answer(stream, permit),
        Err(fault) => {
            tracing::error!("an event stream could not be opened: {fault}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Parses `topics=poll.3,statistics`; at least one topic.
fn read_topics(state: &AppState, query: &str) -> Option<Vec<Topic>> {
    let names = query.split('&').find_map(|pair| pair.strip_prefix("topics="))?;
    let topics: Vec<Topic> = names
        .split(',')
        .take(MAX_TOPICS + 1)
        .map(|name| state.bus.read_topic(name))
        .collect::<Option<_>>()?;
    (topics.len() <= MAX_TOPICS).then_some(topics)
}

/// `permit` is held as long as the stream is open.
fn answer(stream: Stream, permit: Permit) -> Response {
    let messages = stream::unfold((stream, permit), async |(mut stream, permit)| {
        let text = match timeout(BEAT, stream.next()).await {
            Ok(Some(text)) => text,
            Ok(None) => return None,
            Err(_) => ":\n\n".to_owned(),
        };
        Some((Ok::<_, Infallible>(text), (stream, permit)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Prevents nginx from buffering messages.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(messages)).into_response()
}
