//! The server's half of answering: status and redirects of the page or call under way, who asks, and the database.
//! Its twin for the browser is `answer_browser.rs`.

use crate::error::AppError;
use axum::http::{HeaderValue, StatusCode, header::LOCATION, request::Parts};
use domain::{clock::Timestamp, db::Db, scope::Scope};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::fmt::Display;

/// The id of a request: in its log lines, in its answer's `X-Request-Id`, and shown to a reader after a fault.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// What a call needs to answer: the database, on whose behalf, and when.
pub struct Asked {
    /// The database.
    pub db: Db,
    /// Who asks.
    pub scope: Scope,
    /// The present.
    pub now: Timestamp,
}

/// Reads who asks from the request under way.
pub async fn asked() -> Result<Asked, AppError> {
    let db = use_context::<Db>().ok_or_else(|| fault(&"no database in context"))?;
    Ok(Asked { db, scope: Scope::Visitor, now: Timestamp::now() })
}

/// Sets the status of the answer; with [`moved_permanently`] the last word wins.
pub fn set_status(error: &AppError) {
    let status = match error {
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::BadRequest => StatusCode::BAD_REQUEST,
        AppError::Fault { .. } | AppError::Offline | AppError::Outdated => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Sends the reader to the one right address of this page. Not `leptos_axum::redirect`, which answers 302, and 200
/// to whoever does not ask for HTML.
pub fn moved_permanently(path: &str) {
    let location = HeaderValue::from_str(path);
    if let (Some(response), Ok(location)) = (use_context::<ResponseOptions>(), location) {
        response.set_status(StatusCode::MOVED_PERMANENTLY);
        response.insert_header(LOCATION, location);
    }
}

/// There is no such thing.
pub fn not_found() -> AppError {
    noted(AppError::NotFound)
}

/// The question cannot be read.
pub fn bad_request() -> AppError {
    noted(AppError::BadRequest)
}

/// Something failed: the cause goes to the log, its reference to the reader.
pub fn fault(cause: &impl Display) -> AppError {
    let id = use_context::<Parts>().and_then(|parts| parts.extensions.get::<RequestId>().cloned());
    let reference = id.map_or_else(|| "không rõ".to_owned(), |RequestId(id)| id);
    tracing::error!(request = reference, "{cause}");
    noted(AppError::Fault { reference })
}

fn noted(error: AppError) -> AppError {
    set_status(&error);
    error
}

/// A title as it may stand in HTML: leptos_meta 0.8.7 writes the text of `<title>` as it is, and a title with
/// `</title>` in it would end the element.
pub fn title_text(title: String) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;")
}

/// Loads a page anew; the server has nothing to load.
pub fn reload() {}
