//! Headers for files of the media folder: PDFs and recordings open in the browser, other documents are saved.

use super::{PART, attachment::is_attachment};
use crate::response_headers::CORP;
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::media::audio_type;

/// The browser's own viewer shows PDFs and plays recordings, which the general policy would prevent.
const VIEWER_POLICY: &str = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Sets the headers for the type of the file.
pub(crate) async fn media_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_lowercase();
    if path.ends_with(PART) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    // A 304 response must repeat the headers that stay valid.
    let there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    // Feed readers and other sites show the site's pictures.
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    let audio = audio_type(&path);
    if let Some(kind) = audio.filter(|_| there) {
        // As in feeds.
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if there && (audio.is_some() || path.ends_with(".pdf")) {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(VIEWER_POLICY));
    } else if there && is_attachment(&path) {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}
