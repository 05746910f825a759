//! The router. Headers of all responses are in `response_headers.rs`.

use crate::{
    access::{Access::Everybody, RouteEntry},
    accounts,
    announcing::key_file::key_or_page,
    arriving,
    assets::{FOR_EVER, SiteFiles, cache},
    audit, backups, calls, categories, client_address, desk,
    desk::form::MAX_RECEIVED,
    editing, feeds, health, live, manifest, media, menus, pages, plain_page, polls, ready, redirects,
    request_log,
    response_headers::add_headers,
    search, sharing, site, sitemaps,
    state::{ANSWER_WITHIN, AppState},
    static_pages, statistics,
};
use app::routes::{VIEWS, desk as addresses};
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state, map_response_with_state},
    response::Response,
    routing::{get, get_service, post},
};
use std::{sync::Arc, time::Duration};
use tower_http::{
    CompressionLevel,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    services::ServeDir,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

/// The timeout of a form at the desk: a picture on a slow line.
const UPLOADED_WITHIN: Duration = Duration::from_secs(10 * 60);
/// The timeout between two chunks of a request body.
pub(crate) const SILENT: Duration = Duration::from_secs(10);
/// Every route with an address of its own, and who may use it. All other addresses are files, server
/// functions (`calls.rs` in `app`) or pages of readers.
pub fn routes() -> Vec<RouteEntry> {
    let mut routes = vec![
        RouteEntry::get("/healthz", Everybody, || async { "ok" }),
        RouteEntry::get("/readyz", Everybody, ready::answer),
        RouteEntry::get("/live", Everybody, live::live),
        RouteEntry::get("/binh-chon/{id}/ket-qua.csv", Everybody, polls::result),
        RouteEntry::get("/binh-chon/{id}/theo-ngay.csv", Everybody, polls::days),
        RouteEntry::get("/thong-ke/{period}/{file}", Everybody, statistics::file),
        RouteEntry::post(VIEWS, Everybody, statistics::beacon),
        RouteEntry::get("/manifest.webmanifest", Everybody, manifest::manifest),
        RouteEntry::get("/binh-chon/{id}", Everybody, pages::page),
        RouteEntry::post("/binh-chon/{id}", Everybody, polls::vote),
    ];
    routes.extend(feeds::routes());
    routes.extend(sitemaps::routes());
    routes.extend(sharing::routes());
    // Sign-in and the desk.
    routes.push(RouteEntry::get("/ban-bien-tap/tep/{name}", Everybody, desk::files::file));
    routes.extend(accounts::routes());
    routes.extend(editing::routes());
    routes.extend(media::routes());
    routes.extend(audit::routes());
    routes.extend(categories::routes());
    routes.extend(menus::routes());
    routes.extend(static_pages::routes());
    routes.extend(statistics::routes());
    routes.extend(site::routes());
    routes.extend(search::routes());
    routes.extend(redirects::routes());
    routes.extend(health::routes());
    routes.extend(backups::routes());
    routes.extend(polls::desk::routes());
    routes
}

/// The router of the whole site. To be called within a Tokio runtime.
pub fn router(state: AppState, built: &SiteFiles) -> Router {
    // In tests, a second router finds the executor initialized.
    let _ = any_spawner::Executor::init_tokio();

    // Rejects forms that were sent from a page of another site.
    let assets = Arc::clone(&state.assets);
    let csrf = CsrfLayer::new();
    // Behind a proxy the `Host` header may differ; a URL without a host name is no valid origin.
    let csrf = csrf.clone().add_trusted_origin(&*state.services.url).unwrap_or(csrf);
    let csrf = csrf.with_rejection_response(move |_| plain_page::foreign_form(&assets));

    let (desk, public): (Vec<RouteEntry>, Vec<RouteEntry>) =
        routes().into_iter().partition(RouteEntry::is_of_the_desk);
    let (signing_in, desk): (Vec<RouteEntry>, Vec<RouteEntry>) =
        desk.into_iter().partition(|entry| entry.access == Everybody);
    let add = |router: Router<AppState>, entry: RouteEntry| router.route(entry.path, entry.guarded(&state));
    let routed = |entries: Vec<RouteEntry>| entries.into_iter().fold(Router::new(), add);
    // Bodies of readers are small, and read completely before the request is processed.
    let for_all = |router: Router<AppState>| {
        router.layer(from_fn_with_state(state.clone(), arriving::first)).layer(within(ANSWER_WITHIN))
    };
    let desk = routed(desk)
        .merge(desk_calls())
        .layer(DefaultBodyLimit::max(MAX_RECEIVED))
        .layer(RequestBodyLimitLayer::new(MAX_RECEIVED))
        .layer(within(UPLOADED_WITHIN))
        .merge(for_all(routed(signing_in)))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(accounts::signing_in::session_layer(&state));
    let public = for_all(routed(public).merge(files(&state, built)).merge(rendered_pages()));
    desk.merge(public)
        .method_not_allowed_fallback(|State(state): State<AppState>| async move {
            plain_page::wrong_method(&state.assets)
        })
        .layer(RequestBodyTimeoutLayer::new(SILENT))
        .layer(from_fn_with_state(state.clone(), client_address::note))
        .layer(csrf)
        .layer(map_response_with_state(state.clone(), add_headers))
        .layer(from_fn(request_log::log))
        .with_state(state)
}

fn within(limit: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limit)
}

/// The server functions of the desk; all of them are sent by POST.
fn desk_calls() -> Router<AppState> {
    leptos::server_fn::axum::server_fn_paths()
        .filter(|(path, _)| path.starts_with(addresses::CALLS))
        .fold(Router::new(), |calls, (path, _)| calls.route(path, post(desk::calls::answer)))
}

/// Server functions for readers, and for all other addresses their pages, those of the replaced site, and the file with
/// the key for search engines.
fn rendered_pages() -> Router<AppState> {
    let calls = leptos::server_fn::axum::server_fn_paths()
        .filter(|(path, _)| !path.starts_with(addresses::CALLS))
        .fold(Router::new(), |calls, (path, method)| calls.route(path, calls::route(&method)));
    let small = CompressionLayer::new().quality(CompressionLevel::Fastest);
    calls.fallback(get(key_or_page).fallback(wrong_method)).layer(small)
}

/// The built files, and the pictures and files of articles.
fn files(state: &AppState, built: &SiteFiles) -> Router<AppState> {
    // A folder that was built before may have a file for which there is a route now.
    let routes = routes();
    let is_free = |name: &str| routes.iter().all(|route| route.path.trim_start_matches('/') != name);
    let assets = Arc::clone(&state.assets);
    let missing = get(move || async move { plain_page::missing_file(&assets) });
    let media = get_service(ServeDir::new(&state.media).not_found_service(missing)).layer(cache(FOR_EVER));
    built.routes(is_free).nest_service("/media", media.layer(from_fn(media::media_headers)))
}

async fn wrong_method(State(state): State<AppState>) -> Response {
    plain_page::wrong_method(&state.assets)
}
