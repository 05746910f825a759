//! What strangers send arrives whole before anything is done for it: whoever sends slowly holds nothing that others wait for.

use crate::{plain_page, router::Site};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use std::{error::Error, iter};

/// The most that anybody may send, in bytes: a ballot with every option ticked fits many times.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// Reads the body of a request before the rest of it.
pub(crate) async fn first(State(site): State<Site>, request: Request, next: Next) -> Response {
    match whole(&site, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => *refused,
    }
}

/// The request with its body in memory, or the answer where that is too long or breaks off. What comes with a request that
/// only reads is left on the line.
pub(crate) async fn whole(site: &Site, request: Request) -> Result<Request, Box<Response>> {
    let (parts, body) = request.into_parts();
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(Request::from_parts(parts, Body::empty()));
    }
    match to_bytes(body, MAX_BODY).await {
        Ok(body) => Ok(Request::from_parts(parts, Body::from(body))),
        Err(error) if is_too_long(&error) => Err(Box::new(plain_page::large_body(&site.assets))),
        Err(_) => Err(Box::new(plain_page::broken_form(&site.assets))),
    }
}

/// Whether a body that did not say how long it is went on beyond the limit. axum 0.8.9 looks for that one error deep, and our
/// limits lie deeper.
pub(crate) fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    iter::successors(Some(error), |&cause| cause.source())
        .any(|cause| cause.to_string() == "length limit exceeded")
}
