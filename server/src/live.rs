//! `/live?polls=3,7&stats`: what changes, as server-sent events, for as long as the page is looked at.

use crate::{
    places::{Neighbourhood, Place},
    plain_page,
    router::Site,
};
use app::{polls::voter_cookie, routes::MAX_LIVE_POLLS};
use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{id::PollId, live::bus::Stream, polls::store::load_voted};
use futures_util::stream;
use std::{convert::Infallible, time::Duration};
use tokio::time::timeout;

/// After so much silence a comment is sent: proxies close what is silent, and a reader who went away is noticed.
const BEAT: Duration = Duration::from_secs(25);

pub(crate) async fn live(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
    from: Neighbourhood,
    headers: HeaderMap,
) -> Response {
    let Some((polls, statistics)) = read_topics(query.as_deref().unwrap_or_default()) else {
        return plain_page::bad_address(&site.assets);
    };
    let Some(place) = site.streams.try_take(&from) else {
        tracing::warn!("as many event streams as there may be are open");
        return ([(header::RETRY_AFTER, "30")], plain_page::unavailable(&site.assets)).into_response();
    };
    match open(&site, &polls, statistics, &headers).await {
        Ok(stream) if stream.is_empty() => plain_page::missing_file(&site.assets),
        Ok(stream) => answer(stream, place),
        Err(fault) => {
            tracing::error!("an event stream could not be opened: {fault}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn open(
    site: &Site,
    polls: &[PollId],
    statistics: bool,
    headers: &HeaderMap,
) -> Result<Stream, domain::db::Fault> {
    let backend = &site.backend;
    let voted = match voter_cookie::read(headers, backend) {
        Some(key) if !polls.is_empty() => load_voted(&backend.db, polls, &key, &backend.secret).await?,
        _ => Vec::new(),
    };
    let figures = statistics.then(|| backend.counter.figures());
    site.bus.stream(polls, &voted, figures).await
}

/// The ids of `polls=3,7`, and whether there is `stats`; at least one of the two.
fn read_topics(query: &str) -> Option<(Vec<PollId>, bool)> {
    let statistics = query.split('&').any(|pair| pair == "stats");
    let ids = query.split('&').find_map(|pair| pair.strip_prefix("polls="));
    let polls: Vec<PollId> = match ids {
        Some(ids) => ids.split(',').map(|id| id.parse().ok()).collect::<Option<_>>()?,
        None if statistics => Vec::new(),
        None => return None,
    };
    (polls.len() <= MAX_LIVE_POLLS).then_some((polls, statistics))
}

/// `place` is held for as long as the stream is.
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
        // Proxies of the nginx family would hold messages back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(messages)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_of_ids_are_read() {
        assert_eq!(read_topics("polls=3,7"), Some((vec![PollId(3), PollId(7)], false)));
        assert_eq!(read_topics("x=1&polls=3&stats"), Some((vec![PollId(3)], true)));
        assert_eq!(read_topics("stats"), Some((Vec::new(), true)));
        for wrong in ["", "polls=", "polls=x", "polls=3,,7", "polls=0", "polls=x&stats", "statistics"] {
            assert_eq!(read_topics(wrong), None, "{wrong}");
        }
        let many = vec!["1"; MAX_LIVE_POLLS + 1].join(",");
        assert_eq!(read_topics(&format!("polls={many}")), None);
    }
}
