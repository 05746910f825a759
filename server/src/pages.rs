//! Serving pages. Each page is rendered completely in a separate task, and then sent: if a client disconnects
//! during streaming, its reactive graph is never freed (measured with 20,000 such requests).

use crate::{content_security::seal, places::Neighbourhood, plain_page, state::Site, statistics::Sight};
use app::{
    document::{self, document},
    page::draw::Preview,
    polls::refusal::RefusedVote,
    routes,
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, response::Parts},
    response::{IntoResponse, Response},
};
use domain::{id::PollId, polls::store::load_paper, site::store::load_frame};
use leptos::{nonce::use_nonce, prelude::*};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// The longest path and query, in bytes; the site's longest address has 600.
const MAX_ADDRESS: usize = 4096;
/// The largest page, in bytes.
const MAX_PAGE: usize = 16 * 1024 * 1024;

pub(crate) async fn page(State(site): State<Site>, request: Request) -> Response {
    let assets = Arc::clone(&site.assets);
    if let Some(refused) = refuse(&site, &request) {
        return refused;
    }
    let asked = request.headers().get(header::IF_NONE_MATCH).cloned();
    let sight = Sight::of(&site, &request);
    let counted = site.clone();
    let from = Neighbourhood::of_request(request.extensions());
    let drawn = match routes::read_framed(request.uri().path()) {
        Some(poll) => site.clone().in_a_task(from, draw_framed(site, request, poll)).await,
        None => site.clone().in_a_task(from, draw(site, request, None)).await,
    };
    match drawn {
        Ok(response) => {
            if let Some(sight) = sight {
                sight.drawn(&counted, response.status()).await;
            }
            not_modified(asked, response)
        }
        Err(error) => {
            tracing::error!("drawing a page failed: {error}");
            plain_page::failed(&assets)
        }
    }
}

/// The page of a poll, after a vote was refused.
pub(crate) async fn refused(site: Site, request: Request, refused: RefusedVote) -> Response {
    let assets = Arc::clone(&site.assets);
    let from = Neighbourhood::of_request(request.extensions());
    site.clone().in_a_task(from, draw(site, request, Some(refused))).await.unwrap_or_else(|error| {
        tracing::error!("drawing a page failed: {error}");
        plain_page::failed(&assets)
    })
}

/// A preview of an article; the right to see it was checked already.
pub(crate) async fn preview(site: Site, request: Request, preview: Preview) -> Response {
    let assets = Arc::clone(&site.assets);
    let from = Neighbourhood::of_request(request.extensions());
    let drawing = draw_within(site.clone(), request, move || provide_context(preview.clone()));
    let drawn = site.in_a_task(from, drawing);
    let mut page = drawn.await.unwrap_or_else(|error| {
        tracing::error!("drawing a page failed: {error}");
        plain_page::failed(&assets)
    });
    set(page.headers_mut(), header::CACHE_CONTROL, "no-store");
    set(page.headers_mut(), header::HeaderName::from_static("x-robots-tag"), "noindex");
    page
}

/// Refuses or redirects addresses that no page has.
fn refuse(site: &Site, request: &Request) -> Option<Response> {
    let uri = request.uri();
    let path = uri.path();
    let Some(address) = uri.path_and_query() else { return Some(plain_page::bad_address(&site.assets)) };
    if address.as_str().len() > MAX_ADDRESS {
        return Some(plain_page::long_address(&site.assets));
    }
    if percent_encoding::percent_decode_str(path).decode_utf8().is_err() {
        return Some(plain_page::bad_address(&site.assets));
    }
    // Each page has one address, without a slash at the end. Leading slashes would refer to another host.
    let bare = path.trim_end_matches('/').trim_start_matches(['/', '\\']);
    if path.len() > 1 && path.ends_with('/') {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let location = HeaderValue::from_str(&format!("/{bare}{query}")).ok()?;
        return Some((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location)]).into_response());
    }
    None
}

/// Marks a response that other sites may embed in a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Framable;

async fn draw(site: Site, request: Request, refused: Option<RefusedVote>) -> Response {
    let provide = move || {
        if let Some(refused) = refused.clone() {
            provide_context(refused);
        }
    };
    draw_within(site, request, provide).await
}

async fn draw_within(
    site: Site,
    request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let looker = site.backend.looker(request.headers());
    let category = routes::read_category(request.uri().path());
    let reading = site.backend.reading();
    let frame = match load_frame(&reading, &site.backend.url, category.as_ref(), &looker).await {
        Ok(Some(frame)) => Arc::new(frame),
        Ok(None) => {
            tracing::error!("the database holds no site: load a content pack");
            return plain_page::unavailable(&site.assets);
        }
        Err(fault) => {
            tracing::error!("the frame of a page could not be loaded: {fault}");
            return plain_page::unavailable(&site.assets);
        }
    };
    let context = move || {
        provide_context(Arc::clone(&frame));
        provide_context(reading.clone());
        provide_context(looker.clone());
        provide();
    };
    render(&site, request, context, document::site).await
}

/// A poll embedded in a page of another site.
async fn draw_framed(site: Site, request: Request, poll: PollId) -> Response {
    // Embedded polls show only what everybody may see.
    let looker = site.backend.looker(&HeaderMap::new());
    let paper = match load_paper(&site.backend.reading(), poll, &looker).await {
        Ok(Some(paper)) => paper,
        Ok(None) => return plain_page::missing_file(&site.assets),
        Err(fault) => {
            tracing::error!("poll {poll} could not be loaded: {fault}");
            return plain_page::unavailable(&site.assets);
        }
    };
    let context = move || provide_context(paper.clone());
    let mut page = render(&site, request, context, document::framed_poll).await;
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
    site: &Site,
    request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
    body: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> Response {
    let nonce = Arc::new(OnceLock::new());
    let context = {
        let (nonce, backend) = (Arc::clone(&nonce), site.backend.clone());
        move || {
            provide_context(backend.clone());
            provide();
            if let Some(mark) = use_nonce() {
                // A page is rendered once, so this is set once.
                let _ = nonce.set(mark.to_string());
            }
        }
    };
    let assets = Arc::clone(&site.assets);
    let render =
        leptos_axum::render_app_async_with_context(context, move || document((*assets).clone(), body()));
    let (parts, body) = render(request).await.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_PAGE).await else {
        tracing::error!("a page is larger than {MAX_PAGE} bytes");
        return plain_page::failed(&site.assets);
    };
    finish(parts, &bytes, nonce.get().map_or("", String::as_str))
}

/// Makes the response from the rendered bytes.
fn finish(mut parts: Parts, bytes: &[u8], nonce: &str) -> Response {
    let sealed = seal(bytes, nonce);
    let headers = &mut parts.headers;
    // The tag is weak, since the same page may be compressed in several ways.
    let tag = Sha256::digest(&sealed.html)[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
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

/// An entity tag without its weak prefix: conditional GET requests use weak comparison (RFC 9110, 13.1.2).
fn opaque(tag: &[u8]) -> &[u8] {
    let tag = tag.trim_ascii();
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

/// Answers 304 without a body if the browser has the same page.
fn not_modified(asked: Option<HeaderValue>, response: Response) -> Response {
    let tag = response.headers().get(header::ETAG).map(|tag| opaque(tag.as_bytes()));
    let same = |asked: &HeaderValue| {
        asked.as_bytes().split(|byte| *byte == b',').any(|one| Some(opaque(one)) == tag)
    };
    if !asked.as_ref().is_some_and(same) || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    Response::from_parts(parts, Body::empty())
}
