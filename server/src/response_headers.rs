//! Headers that every response has.

use crate::{pages::Framable, plain_page, state::AppState};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};

/// Which sites may embed a file: only this site, unless the response says otherwise.
pub(crate) const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Adds the headers. Rejections by layers and file services get a readable page.
pub(crate) async fn add_headers(State(state): State<AppState>, response: Response) -> Response {
    let mut response = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED if !is_page(&response) => plain_page::wrong_method(&state.assets),
        StatusCode::PAYLOAD_TOO_LARGE if !is_page(&response) => plain_page::large_body(&state.assets),
        StatusCode::SERVICE_UNAVAILABLE if !response.headers().contains_key(header::CONTENT_TYPE) => {
            plain_page::unavailable(&state.assets)
        }
        _ => response,
    };
    harden(&mut response, state.services.url.starts_with("https://"));
    response
}

/// Adds the headers alone. With `https`, browsers are told to use nothing else.
pub(crate) fn harden(response: &mut Response, https: bool) {
    let framable = response.extensions().get::<Framable>().is_some();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages with a secret in their address set a stricter policy themselves.
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    let embedded = if framable { "cross-origin" } else { "same-origin" };
    headers.entry(CORP).or_insert(HeaderValue::from_static(embedded));
    if framable {
        headers.remove(header::X_FRAME_OPTIONS);
    }
    // Rendered pages set their own policy; a plain page loads only the style sheet, images and fonts, and
    // runs no scripts.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self'",
    ));
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
