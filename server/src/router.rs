//! The router. Headers of all responses are in `response_headers.rs`.

use crate::{
    access::{Access::Everybody, RouteEntry},
    accounts, arriving,
    assets::SiteFolder,
    audit, client_address, desk,
    desk::form::MAX_RECEIVED,
    editing,
    limiter::Client,
    live, manifest, media, pages, plain_page, polls, ready, request_log,
    response_headers::add_headers,
    site,
    state::{ANSWER_WITHIN, AppState},
    statistics,
};
use app::routes::{VIEWS, desk as addresses};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{from_fn, from_fn_with_state, map_response_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, get_service, post},
};
use leptos::prelude::provide_context;
use std::{sync::Arc, time::Duration};
use tower_http::{
    CompressionLevel,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

/// The timeout of a form at the desk: a picture on a slow line.
const UPLOADED_WITHIN: Duration = Duration::from_secs(10 * 60);
/// The timeout between two chunks of a request body.
const SILENT: Duration = Duration::from_secs(10);
/// The largest response of a server function.
const MAX_ANSWER: usize = 16 * 1024 * 1024;
/// For files with a hash of the content in their names.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For files with fixed names.
const FOR_A_DAY: &str = "public, max-age=86400";
/// For responses of reading server functions: long enough that a prefetched page is not fetched again.
const FOR_A_MOMENT: &str = "private, max-age=10";

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
    // Sign-in and the desk.
    routes.push(RouteEntry::get("/ban-bien-tap/tep/{name}", Everybody, desk::files::file));
    routes.extend(accounts::routes());
    routes.extend(editing::routes());
    routes.extend(media::routes());
    routes.extend(audit::routes());
    routes.extend(site::routes());
    routes.extend(polls::desk::routes());
    routes
}

/// The router of the whole site. To be called within a Tokio runtime.
pub fn router(state: AppState, folder: &SiteFolder) -> Router {
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
    let public = for_all(routed(public).merge(files(&state, folder)).merge(rendered_pages()));
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

/// Server functions for readers, and their pages for all other addresses.
fn rendered_pages() -> Router<AppState> {
    let calls = leptos::server_fn::axum::server_fn_paths()
        .filter(|(path, _)| !path.starts_with(addresses::CALLS))
        .fold(Router::new(), |calls, (path, method)| calls.route(path, call_route(&method)));
    let small = CompressionLayer::new().quality(CompressionLevel::Fastest);
    calls.fallback(get(pages::page).fallback(wrong_method)).layer(small)
}

/// Static files.
fn files(state: &AppState, folder: &SiteFolder) -> Router<AppState> {
    let package = ServeDir::new(folder.package()).precompressed_br().precompressed_gzip();
    let kept_files =
        |folder: ServeDir| get_service(folder.not_found_service(missing(state))).layer(cache(FOR_EVER));
    let files = Router::new()
        .nest_service("/pkg", kept_files(package))
        .nest_service("/fonts", kept_files(ServeDir::new(folder.fonts())))
        .nest_service("/media", kept_files(ServeDir::new(&state.media)).layer(from_fn(media::media_headers)));
    folder.public_files().into_iter().fold(files, |files, (name, path)| {
        files.route_service(&format!("/{name}"), get_service(ServeFile::new(path)).layer(cache(FOR_A_DAY)))
    })
}

/// Adds the cache header to responses with a file, not to 404 responses.
fn cache(value: &'static str) -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, move |response: &Response| {
        let there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        there.then(|| HeaderValue::from_static(value))
    })
}

/// The page for a missing file.
fn missing(state: &AppState) -> MethodRouter {
    let assets = Arc::clone(&state.assets);
    get(move || async move { plain_page::missing_file(&assets) })
}

async fn wrong_method(State(state): State<AppState>) -> Response {
    plain_page::wrong_method(&state.assets)
}

/// A server function. Like pages, it runs in a separate task, and the response is collected before it is
/// sent.
fn call_route(method: &Method) -> MethodRouter<AppState> {
    // Includes HEAD.
    let reads = *method == Method::GET;
    let answer = move |State(state): State<AppState>, request: Request| async move {
        let limiter = Arc::clone(if reads { &state.renders } else { &state.writes });
        let from = Client::of_request(request.extensions());
        match state.clone().with_permit(&limiter, from, call(state, request, || ())).await {
            Ok(mut response) if reads && response.status().is_success() => {
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_A_MOMENT));
                response
            }
            Ok(response) => response,
            Err(error) => {
                tracing::error!("a call failed: {error}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    };
    if reads { get(answer) } else { post(answer) }
}

/// Answers a server function; `provide` adds to its context.
pub(crate) async fn call(
    state: AppState,
    mut request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let services = state.services;
    // The body is dropped from the response to HEAD later.
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    // For clients that accept HTML, server_fn redirects to the referrer; forms have routes of their own here.
    request.headers_mut().remove(header::REFERER);
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let context = move || {
        provide_context(services.clone());
        provide();
    };
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let (parts, body) = answer.into_parts();
    match to_bytes(body, MAX_ANSWER).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(error) => {
            tracing::error!("a call's answer could not be collected: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
