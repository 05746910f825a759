//! The rules for crawlers (RFC 9309), with the addresses of the sitemaps.

use crate::state::AppState;
use app::routes::sitemaps::{NEWS_SITEMAP, SITEMAP};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

/// What crawlers should leave alone: calls, event streams, the desk and the ways to it, secret links, results of searches.
const LEFT_ALONE: [&str; 8] = [
    "/api/",
    "/live",
    "/ban-bien-tap",
    "/dang-nhap",
    "/dang-xuat",
    "/dat-mat-khau/",
    "/xem-truoc/",
    "/tim-kiem",
];

pub(super) async fn robots(State(state): State<AppState>) -> Response {
    let url = &state.services.url;
    let rules: String = LEFT_ALONE.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let text = format!("User-agent: *\n{rules}\nSitemap: {url}{SITEMAP}\nSitemap: {url}{NEWS_SITEMAP}\n");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, text).into_response()
}
