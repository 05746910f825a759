//! A part of the sitemap, in chunks.

use super::{FOR_AN_HOUR, answer, write};
use crate::{limiter::Client, state::AppState};
use app::routes;
use axum::{
    body::Body,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    clock::{Timestamp, Zone},
    db::DbError,
    id::{ArticleId, PollId},
    news::{
        ListKind,
        sitemap::{SitemapEntry, SitemapKind, SitemapPart},
        store::load_sitemap_entries,
    },
};
use futures_util::{
    TryStreamExt,
    stream::{self, StreamExt},
};

/// How many addresses are loaded at a time: with them the whole texts of articles, for their pictures.
const CHUNK: i64 = 100;
/// Pages that always exist.
const SINGLE: [&str; 5] =
    [routes::FRONT, routes::ALL_SERIES, routes::POLLS, routes::STATISTICS, routes::COUNTING];

/// An address of a sitemap.
pub(super) struct Address {
    /// Absolute.
    pub(super) address: String,
    /// In RFC 3339.
    pub(super) changed: Option<String>,
    /// Absolute.
    pub(super) pictures: Vec<String>,
}

/// The part, or 404 if it would be empty.
pub(super) async fn part(state: &AppState, from: Client, part: SitemapPart) -> Result<Response, DbError> {
    // One time for all chunks.
    let reading = state.services.reading();
    // The first chunk is loaded before the response begins, with the permit of the request.
    let first = load_sitemap_entries(&reading, part, 0, CHUNK).await?;
    let single: Vec<Address> = match part {
        SitemapPart { kind: SitemapKind::Pages, number: 1 } => {
            SINGLE.iter().map(|path| of_path(state, path)).collect()
        }
        _ => Vec::new(),
    };
    if first.is_empty() && single.is_empty() {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    let head = write::addresses_start() + &write::addresses(&single)?;
    let owned = state.clone();
    let chunks = stream::try_unfold(first, move |entries| {
        let (state, from, reading) = (owned.clone(), from.clone(), reading.clone());
        async move {
            let Some(last) = entries.last() else { return Ok::<_, DbError>(None) };
            let addresses: Vec<Address> =
                entries.iter().map(|entry| of_entry(&state, part.kind, entry)).collect();
            let text = write::addresses(&addresses)?;
            let next = match entries.len() as i64 {
                // Not while the client is waited for.
                CHUNK => {
                    let _permit = state.renders.acquire(&from).await;
                    load_sitemap_entries(&reading, part, last.id, CHUNK).await?
                }
                _ => Vec::new(),
            };
            Ok(Some((text, next)))
        }
    });
    let ends = [head, write::addresses_end()].map(|text| stream::once(async { Ok(text) }));
    let [start, end] = ends;
    let text = start.chain(chunks).chain(end);
    let text = text.inspect_err(|fault: &DbError| tracing::error!("a sitemap broke off: {fault}"));
    Ok(answer(FOR_AN_HOUR, Body::from_stream(text).into_response()))
}

fn of_path(state: &AppState, path: &str) -> Address {
    Address { address: format!("{}{path}", state.services.url), changed: None, pictures: Vec::new() }
}

fn of_entry(state: &AppState, kind: SitemapKind, entry: &SitemapEntry) -> Address {
    let url = &state.services.url;
    let list = |kind| entry.slug.as_ref().map(|slug| routes::list(kind, slug, None, None));
    let path = match kind {
        SitemapKind::Articles => entry
            .category
            .as_ref()
            .zip(entry.slug.as_ref())
            .map(|(category, slug)| routes::article_address(category, slug, ArticleId(entry.id))),
        SitemapKind::Categories => list(ListKind::Category),
        SitemapKind::Series => list(ListKind::Series),
        SitemapKind::Tags => list(ListKind::Tag),
        SitemapKind::Authors => list(ListKind::Author),
        SitemapKind::Pages => entry.slug.as_ref().map(routes::page),
        SitemapKind::Polls => Some(routes::poll(PollId(entry.id))),
    };
    // Every kind but polls has a slug.
    let address = format!("{url}{}", path.unwrap_or_default());
    let pictures = entry.pictures.iter().map(|name| format!("{url}{}", routes::media(name))).collect();
    Address { address, changed: entry.changed.map(|changed| date(&state.zone, changed)), pictures }
}

pub(super) fn date(zone: &Zone, instant: Timestamp) -> String {
    zone.moment(instant).machine
}
