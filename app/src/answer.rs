//! The server's side of answering a page or call: status and redirects, the person who asks, and the
//! database. The browser's counterpart is `answer_browser.rs`.

use crate::{error::AppError, polls::voter_cookie, signed_cookie::SignedCookies};
use axum::http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{LOCATION, SET_COOKIE},
    request::Parts,
};
use domain::{
    accounts::Right,
    clock::Clock,
    db::Db,
    polls::{Viewer, vote_queue::VoteQueue},
    redirects::Counts,
    scope::{Editing, Reading},
    search::VainSearches,
    secret::Secret,
    statistics::{Figures, MostRead, counter::Counter},
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::{fmt::Display, net::IpAddr, sync::Arc};

/// The id of a request: in its log lines, in the response header `X-Request-Id`, and shown to readers after
/// errors.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The client address, in the extensions of a request.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

/// The header `Referer` of a call, in the extensions of its request: the page that the reader has open.
#[derive(Debug, Clone)]
pub struct OpenPage(pub HeaderValue);

/// What pages and calls need from the server, provided as context before they run.
#[derive(Debug, Clone)]
pub struct Services {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The queue of votes.
    pub vote_queue: VoteQueue,
    /// The visitor counter.
    pub counter: Counter,
    /// What was searched in vain.
    pub vain_searches: Arc<VainSearches>,
    /// The uses of redirects, and the addresses that were asked for in vain.
    pub redirects: Arc<Counts>,
    /// The secret for hashing voters.
    pub secret: Secret,
    /// Signed cookies.
    pub cookies: SignedCookies,
    /// Whether the site is served over https: cookies are then for https only.
    pub https: bool,
    /// The public address of the site, without a slash at the end.
    pub url: Arc<str>,
}

/// What a call needs to answer: the store, on whose behalf, and when.
pub struct RequestContext {
    /// The store and the other services.
    pub services: Services,
    /// The database, on whose behalf it is asked, and the time of the request.
    pub reading: Reading,
    /// The voter of the request.
    pub viewer: Viewer,
    /// The client address; `None` without a connection.
    pub address: Option<IpAddr>,
}

impl Services {
    /// The question of a visitor, with the current time.
    pub fn reading(&self) -> Reading {
        Reading::visitor(&self.db, self.clock.now())
    }

    /// The voter of a request.
    pub fn viewer(&self, headers: &HeaderMap) -> Viewer {
        Viewer { voter: voter_cookie::read(headers, &self.cookies), secret: self.secret.clone() }
    }
}

/// Reads the current request.
pub async fn request_context() -> Result<RequestContext, AppError> {
    let services = use_context::<Services>().ok_or_else(|| fault(&"no backend in context"))?;
    let parts = use_context::<Parts>().ok_or_else(|| fault(&"no request in context"))?;
    // All parts of a page are rendered for the same instant, since the browser must render the same.
    let reading = use_context::<Reading>().unwrap_or_else(|| services.reading());
    let viewer = use_context::<Viewer>().unwrap_or_else(|| services.viewer(&parts.headers));
    let address = parts.extensions.get::<ClientAddress>().map(|ClientAddress(address)| *address);
    Ok(RequestContext { services, reading, viewer, address })
}

/// What somebody at the desk asks for with this call, if they have the right. Only calls of the desk
/// ([`crate::routes::desk::CALLS`]) know who is signed in.
pub fn editing(right: Right) -> Result<Editing, AppError> {
    let editing = use_context::<Editing>().ok_or_else(signed_out)?;
    if editing.person.may(right) { Ok(editing) } else { Err(noted(AppError::NotAllowed)) }
}

/// Adds a cookie to the current response.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
}

/// Sets the status of the response; of this and [`moved_permanently`] the last call wins.
pub fn set_status(error: &AppError) {
    let status = match error {
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::BadRequest => StatusCode::BAD_REQUEST,
        AppError::SignedOut => StatusCode::UNAUTHORIZED,
        AppError::NotAllowed => StatusCode::FORBIDDEN,
        AppError::Outdated => StatusCode::CONFLICT,
        AppError::Fault { .. } | AppError::Offline => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Redirects to the canonical address of this page. Not `leptos_axum::redirect`, which responds with 302, and
/// with 200 to clients that do not accept HTML.
pub fn moved_permanently(path: &str) {
    let location = HeaderValue::from_str(path);
    if let (Some(response), Ok(location)) = (use_context::<ResponseOptions>(), location) {
        response.set_status(StatusCode::MOVED_PERMANENTLY);
        response.insert_header(LOCATION, location);
    }
}

/// Not found.
pub fn not_found() -> AppError {
    noted(AppError::NotFound)
}

/// The page is not here any more: the browser is to load the address as a whole, which is redirected then.
pub fn moved_away() -> AppError {
    noted(AppError::Outdated)
}

/// Nobody is signed in, or somebody else.
pub fn signed_out() -> AppError {
    noted(AppError::SignedOut)
}

/// The request is invalid.
pub fn bad_request() -> AppError {
    noted(AppError::BadRequest)
}

/// An internal error: the cause is logged, and the reader gets its reference.
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

/// Escapes a page title: leptos_meta 0.8.7 writes the text of `<title>` without escaping, and a title that
/// contains `</title>` would end the element.
pub fn title_text(title: String) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;")
}

/// The current figures of the statistics block.
pub fn figures() -> Figures {
    use_context::<Services>().map(|services| services.counter.figures()).unwrap_or_default()
}

/// The most-read articles.
pub fn most_read() -> Arc<MostRead> {
    use_context::<Services>().map(|services| services.counter.most_read()).unwrap_or_default()
}

/// Reloads the page; does nothing on the server.
pub fn reload() {}
