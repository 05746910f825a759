//! How files of the media folder travel: a PDF opens in the browser, other documents are saved.

use super::{PART, attachment::is_attachment};
use crate::guard::CORP;
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// A PDF is drawn by the browser's own viewer, which the policy of everything else would keep from drawing.
const PDF_POLICY: &str = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Sets what the kind of a file asks for.
pub(crate) async fn media_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_lowercase();
    if path.ends_with(PART) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    // What says that nothing has changed carries the headers that go on to hold.
    let there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    // Feeds and other sites show our pictures.
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    if there && path.ends_with(".pdf") {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PDF_POLICY));
    } else if there && is_attachment(&path) {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}
