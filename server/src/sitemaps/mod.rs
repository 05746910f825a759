//! Sitemaps for search engines, and the rules for crawlers.
//!
//! `/sitemap.xml` lists the parts. A part covers a range of ids ([`SitemapPart`]) and is streamed in chunks, so that
//! a site may have any number of articles. Only what is indexed is listed: pages with a canonical address.

mod news;
mod part;
mod robots;
mod write;

use crate::{
    access::{Access::Everybody, RouteEntry},
    limiter::Client,
    pages::or_page_not_found,
    plain_page,
    state::AppState,
};
use app::routes::sitemaps::{NEWS_SITEMAP, ROBOTS, SITEMAP, read_sitemap, sitemap};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    db::DbError,
    news::{
        sitemap::{SitemapKind, SitemapPart},
        store::load_sitemap_parts,
    },
};

/// How long crawlers may use the list of parts and a part without asking again.
const FOR_AN_HOUR: &str = "public, max-age=3600";
/// The same for news.
const FOR_FIVE_MINUTES: &str = "public, max-age=300";

/// The routes of sitemaps and of the rules for crawlers.
pub(crate) fn routes() -> Vec<RouteEntry> {
    vec![
        RouteEntry::get(SITEMAP, Everybody, pages).compressed(),
        RouteEntry::get(NEWS_SITEMAP, Everybody, news::news).compressed(),
        RouteEntry::get(ROBOTS, Everybody, robots::robots).compressed(),
    ]
}

/// The list of parts, or one of them.
async fn pages(State(state): State<AppState>, request: Request) -> Response {
    let asked = read_sitemap(request.uri().query().unwrap_or_default());
    let from = Client::of_request(request.extensions());
    let answer = {
        let state = state.clone();
        async move {
            let made = match asked {
                None => index(&state).await,
                Some(Some(part)) => part::part(&state, from, part).await,
                Some(None) => Ok(StatusCode::NOT_FOUND.into_response()),
            };
            made.unwrap_or_else(|fault| failed(&state, &fault))
        }
    };
    or_page_not_found(state, request, answer).await
}

async fn index(state: &AppState) -> Result<Response, DbError> {
    let mut parts = vec![SitemapPart { kind: SitemapKind::Pages, number: 1 }];
    for kind in SitemapKind::ALL {
        // The first part of the pages has addresses that always exist.
        let others = load_sitemap_parts(&state.services.reading(), kind).await?.into_iter();
        parts.extend(others.filter(|part| *part != SitemapPart { kind: SitemapKind::Pages, number: 1 }));
    }
    let addresses = parts.into_iter().map(|part| format!("{}{}", state.services.url, sitemap(part)));
    Ok(answer(FOR_AN_HOUR, write::index(addresses)?.into_response()))
}

/// Adds the headers of a sitemap.
fn answer(cached: &'static str, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    response
}

fn failed(state: &AppState, fault: &DbError) -> Response {
    tracing::error!("a sitemap could not be made: {fault}");
    plain_page::unavailable(&state.assets)
}
