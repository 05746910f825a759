//! The rules for crawlers (RFC 9309), with the addresses of the sitemaps.

use super::{FOR_FIVE_MINUTES, failed};
use crate::state::AppState;
use app::routes::sitemaps::{NEWS_SITEMAP, SITEMAP};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::site::{SearchEngines, store::load_search_engines};

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

/// Programs that collect texts for language models, by the names that their owners have published. The search engines of
/// the same owners have other names.
const COLLECTORS: [&str; 14] = [
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "omgili",
    "PanguBot",
];

pub(super) async fn robots(State(state): State<AppState>) -> Response {
    let engines = match load_search_engines(&state.services.db).await {
        Ok(engines) => engines,
        Err(fault) => return failed(&state, &fault),
    };
    // Not longer, since the rules change with the settings.
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, FOR_FIVE_MINUTES)];
    (headers, rules(engines, &state.services.url)).into_response()
}

fn rules(engines: SearchEngines, url: &str) -> String {
    if engines.hidden {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let left_alone: String = LEFT_ALONE.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let mut text = format!("User-agent: *\n{left_alone}");
    if engines.collectors_refused {
        let names: String = COLLECTORS.iter().map(|name| format!("User-agent: {name}\n")).collect();
        text.push_str(&format!("\n{names}Disallow: /\n"));
    }
    format!("{text}\nSitemap: {url}{SITEMAP}\nSitemap: {url}{NEWS_SITEMAP}\n")
}
