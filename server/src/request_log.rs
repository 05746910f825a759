//! One log line per request, with a request id that is also in the response and shown to readers after
//! errors.

use app::{
    answer::RequestId,
    routes::desk::{RESET, SET_UP, SHARED_PREVIEW},
};
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most characters of a path in the log, so that requests cannot fill the disk.
const LOGGED_PATH: usize = 500;

pub(crate) async fn log(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = format!("{:012x}", fastrand::u64(..1 << 48));
    let method = request.method().clone();
    let path = logged(request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));

    let mut response = next.run(request).await;

    // Query and client address are not logged: both may identify a person.
    tracing::info!(
        request = id,
        method = %method,
        path,
        status = response.status().as_u16(),
        ms = started.elapsed().as_millis() as u64,
        "answered"
    );
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

/// The path as logged. The tokens in password reset links, in links to previews and in the address of the set-up are
/// secret.
fn logged(path: &str) -> String {
    let secret = [RESET, SET_UP, SHARED_PREVIEW]
        .into_iter()
        .find(|start| path.strip_prefix(start).is_some_and(|rest| rest.len() > 1 && rest.starts_with('/')));
    match secret {
        Some(start) => format!("{start}/…"),
        None => path.chars().take(LOGGED_PATH).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_link_is_written_down() {
        assert_eq!(logged("/dat-mat-khau/0123abcd"), "/dat-mat-khau/…");
        assert_eq!(logged("/xem-truoc/7-0123abcd"), "/xem-truoc/…");
        assert_eq!(logged("/thiet-lap/0123abcd"), "/thiet-lap/…");
        assert_eq!(logged("/tin/a/bai-1"), "/tin/a/bai-1");
        assert_eq!(logged(&"ế".repeat(900)).chars().count(), LOGGED_PATH);
    }
}
