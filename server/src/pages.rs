//! Serving pages. Each page is rendered completely in a separate task, and then sent: if a client disconnects
//! during streaming, its reactive graph is never freed (measured with 20,000 such requests).

use crate::{
    conditional, content_security::seal, limiter::Client, plain_page, redirects::answer::AskedInVain,
    state::AppState, statistics::PageView,
};
use app::{
    document::{self, document},
    page::render::Preview,
    polls::refusal::RefusedVote,
    routes,
    sharing::HeadTags,
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, response::Parts},
    response::{IntoResponse, Response},
};
use domain::{chain::hexadecimal, id::PollId, polls::store::load_paper, site::store::load_frame};
use leptos::{nonce::use_nonce, prelude::*};
use memchr::memmem;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// The longest path and query, in bytes; the site's longest address has 600.
const MAX_ADDRESS: usize = 4096;
/// The largest page, in bytes.
const MAX_PAGE: usize = 16 * 1024 * 1024;
const HEAD_END: &[u8] = b"</head>";
const ROBOTS: header::HeaderName = header::HeaderName::from_static("x-robots-tag");

pub(crate) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let assets = Arc::clone(&state.assets);
    if let Some(refused) = refuse(&state, &request) {
        return refused;
    }
    let asked = request.headers().get(header::IF_NONE_MATCH).cloned();
    let missing = AskedInVain::of(&request);
    let view = PageView::of(&state, &request);
    let counted = state.clone();
    let from = Client::of_request(request.extensions());
    let rendered = match routes::read_framed(request.uri().path()) {
        Some(poll) => state.clone().in_a_task(from, render_framed(state, request, poll)).await,
        None => state.clone().in_a_task(from, render_page(state, request, None)).await,
    };
    match rendered {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => {
            missing.redirect(&counted).await.unwrap_or(response)
        }
        Ok(response) => {
            if let Some(view) = view {
                view.count(&counted, response.status()).await;
            }
            not_modified(asked, response)
        }
        Err(error) => {
            tracing::error!("rendering a page failed: {error}");
            plain_page::failed(&assets)
        }
    }
}

/// The page of a poll, after a vote was refused.
pub(crate) async fn refused(state: AppState, request: Request, refused: RefusedVote) -> Response {
    let assets = Arc::clone(&state.assets);
    let from = Client::of_request(request.extensions());
    state.clone().in_a_task(from, render_page(state, request, Some(refused))).await.unwrap_or_else(|error| {
        tracing::error!("rendering a page failed: {error}");
        plain_page::failed(&assets)
    })
}

/// A preview of an article; the right to see it was checked already.
pub(crate) async fn preview(state: AppState, request: Request, preview: Preview) -> Response {
    let assets = Arc::clone(&state.assets);
    let from = Client::of_request(request.extensions());
    let rendering = render_within(state.clone(), request, move || provide_context(preview.clone()));
    let rendered = state.in_a_task(from, rendering);
    let mut page = rendered.await.unwrap_or_else(|error| {
        tracing::error!("rendering a page failed: {error}");
        plain_page::failed(&assets)
    });
    set(page.headers_mut(), header::CACHE_CONTROL, "no-store");
    set(page.headers_mut(), ROBOTS, "noindex");
    page
}

/// Runs an answer that is no page, limited like a page. If it is 404, the response is the page for that.
pub(crate) async fn or_page_not_found(
    state: AppState,
    request: Request,
    answer: impl Future<Output = Response> + Send + 'static,
) -> Response {
    let from = Client::of_request(request.extensions());
    match state.clone().in_a_task(from, answer).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => page(State(state), request).await,
        Ok(response) => response,
        Err(error) => {
            tracing::error!("an answer failed: {error}");
            plain_page::failed(&state.assets)
        }
    }
}

/// A permanent redirect to a path of this site.
pub(crate) fn moved(path: &str) -> Response {
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    set(response.headers_mut(), header::LOCATION, path);
    response
}

/// Refuses or redirects addresses that no page has.
fn refuse(state: &AppState, request: &Request) -> Option<Response> {
    let uri = request.uri();
    let path = uri.path();
    let Some(address) = uri.path_and_query() else { return Some(plain_page::bad_address(&state.assets)) };
    if address.as_str().len() > MAX_ADDRESS {
        return Some(plain_page::long_address(&state.assets));
    }
    if percent_encoding::percent_decode_str(path).decode_utf8().is_err() {
        return Some(plain_page::bad_address(&state.assets));
    }
    // Each page has one address, without a slash at the end. Leading slashes would refer to another host.
    let bare = path.trim_end_matches('/').trim_start_matches(['/', '\\']);
    if path.len() > 1 && path.ends_with('/') {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Some(moved(&format!("/{bare}{query}")));
    }
    None
}

/// Marks a response that other sites may embed in a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Framable;

async fn render_page(state: AppState, request: Request, refused: Option<RefusedVote>) -> Response {
    let provide = move || {
        if let Some(refused) = refused.clone() {
            provide_context(refused);
        }
    };
    render_within(state, request, provide).await
}

async fn render_within(
    state: AppState,
    request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let viewer = state.services.viewer(request.headers());
    let category = routes::read_category(request.uri().path());
    let reading = state.services.reading();
    let frame = match load_frame(&reading, &state.services.url, category.as_ref(), &viewer).await {
        Ok(Some(frame)) => Arc::new(frame),
        Ok(None) => {
            tracing::error!("the database holds no site: load a content pack");
            return plain_page::unavailable(&state.assets);
        }
        Err(fault) => {
            tracing::error!("the frame of a page could not be loaded: {fault}");
            return plain_page::unavailable(&state.assets);
        }
    };
    let hidden = frame.hidden_from_search;
    let context = move || {
        provide_context(Arc::clone(&frame));
        provide_context(reading.clone());
        provide_context(viewer.clone());
        provide();
    };
    let mut page = render(&state, request, context, document::site).await;
    if hidden {
        // Programs that do not read HTML too.
        set(page.headers_mut(), ROBOTS, "noindex");
    }
    page
}

/// A poll embedded in a page of another site.
async fn render_framed(state: AppState, request: Request, poll: PollId) -> Response {
    // Embedded polls show only what everybody may see.
    let viewer = state.services.viewer(&HeaderMap::new());
    let paper = match load_paper(&state.services.reading(), poll, &viewer).await {
        Ok(Some(paper)) => paper,
        Ok(None) => return plain_page::missing_file(&state.assets),
        Err(fault) => {
            tracing::error!("poll {poll} could not be loaded: {fault}");
            return plain_page::unavailable(&state.assets);
        }
    };
    let context = move || provide_context(paper.clone());
    let mut page = render(&state, request, context, document::framed_poll).await;
    if let Some(policy) = page.headers().get(header::CONTENT_SECURITY_POLICY).and_then(|it| it.to_str().ok())
    {
        let policy = policy.replace("frame-ancestors 'self'", "frame-ancestors *");
        set(page.headers_mut(), header::CONTENT_SECURITY_POLICY, &policy);
    }
    page.extensions_mut().insert(Framable);
    page
}

/// Renders a document completely.
async fn render(
    state: &AppState,
    request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
    body: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> Response {
    let nonce = Arc::new(OnceLock::new());
    let head = HeadTags::default();
    let context = {
        let (nonce, head, services) = (Arc::clone(&nonce), head.clone(), state.services.clone());
        move || {
            provide_context(services.clone());
            provide_context(head.clone());
            provide();
            if let Some(mark) = use_nonce() {
                // A page is rendered once, so this is set once.
                let _ = nonce.set(mark.to_string());
            }
        }
    };
    let assets = Arc::clone(&state.assets);
    let render =
        leptos_axum::render_app_async_with_context(context, move || document((*assets).clone(), body()));
    let (parts, body) = render(request).await.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_PAGE).await else {
        tracing::error!("a page is larger than {MAX_PAGE} bytes");
        return plain_page::failed(&state.assets);
    };
    finish(parts, &with_head(&bytes, &head), nonce.get().map_or("", String::as_str))
}

/// The page with these tags at the end of its head. They are not rendered there, since hydration would expect
/// them in the browser too.
fn with_head(page: &[u8], head: &HeadTags) -> Vec<u8> {
    match memmem::find(page, HEAD_END) {
        Some(end) => [&page[..end], head.html().as_bytes(), &page[end..]].concat(),
        None => page.to_vec(),
    }
}

/// Makes the response from the rendered bytes.
fn finish(mut parts: Parts, bytes: &[u8], nonce: &str) -> Response {
    let sealed = seal(bytes, nonce);
    let headers = &mut parts.headers;
    // The tag is weak, since the same page may be compressed in several ways.
    let tag = hexadecimal(&Sha256::digest(&sealed.html)[..12]);
    set(headers, header::ETAG, &format!("W/\"{tag}\""));
    set(headers, header::CONTENT_SECURITY_POLICY, &sealed.policy);
    // A page may show the reader's own ballot.
    set(headers, header::CACHE_CONTROL, "private, no-cache");
    headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(sealed.html))
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    // All values are ASCII and come from this program.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Answers 304 without a body if the browser has the same page.
fn not_modified(asked: Option<HeaderValue>, response: Response) -> Response {
    let tag = response.headers().get(header::ETAG);
    let same = |asked: &HeaderValue| tag.is_some_and(|tag| conditional::names(asked, tag.as_bytes()));
    if !asked.as_ref().is_some_and(same) || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    Response::from_parts(parts, Body::empty())
}
