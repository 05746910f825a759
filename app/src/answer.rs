//! The server's half of answering: status and redirects of the page or call under way, who asks, and the database.
//! Its twin for the browser is `answer_browser.rs`.

use crate::{error::AppError, polls::voter_cookie, signed_cookie::SignedCookies};
use axum::http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{LOCATION, SET_COOKIE},
    request::Parts,
};
use domain::{
    clock::{Clock, Timestamp},
    db::Db,
    polls::{Looker, booth::Booth},
    scope::Scope,
    secret::Secret,
    statistics::{Figures, MostRead, counter::Counter},
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::{fmt::Display, net::IpAddr, sync::Arc};

/// The id of a request: in its log lines, in its answer's `X-Request-Id`, and shown to a reader after a fault.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The address of whoever asks, in the extensions of a request.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

/// What pages and calls are answered from; the server provides it before it draws or calls.
#[derive(Debug, Clone)]
pub struct Backend {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Where ballots are handed in.
    pub booth: Booth,
    /// Where visitors are counted.
    pub counter: Counter,
    /// Under which voters are hashed.
    pub secret: Secret,
    /// Cookies that nobody else can make.
    pub cookies: SignedCookies,
    /// Whether people reach the site by https: cookies then are for https alone.
    pub https: bool,
    /// The address people type, without a slash at the end.
    pub url: Arc<str>,
}

/// What a call needs to answer: the store, on whose behalf, and when.
pub struct Asked {
    /// The store and what goes with it.
    pub backend: Backend,
    /// Who asks.
    pub scope: Scope,
    /// Who asks as a voter, and when.
    pub looker: Looker,
    /// Where the request comes from; none outside a connection.
    pub address: Option<IpAddr>,
}

impl Asked {
    /// The database.
    pub fn db(&self) -> &Db {
        &self.backend.db
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.looker.now
    }
}

impl Backend {
    /// The reader of a request as a voter, now.
    pub fn looker(&self, headers: &HeaderMap) -> Looker {
        let voter = voter_cookie::read(headers, &self.cookies);
        Looker { now: self.clock.now(), voter, secret: self.secret.clone() }
    }
}

/// Reads who asks from the request under way.
pub async fn asked() -> Result<Asked, AppError> {
    let backend = use_context::<Backend>().ok_or_else(|| fault(&"no backend in context"))?;
    let parts = use_context::<Parts>().ok_or_else(|| fault(&"no request in context"))?;
    // What is drawn on one page is drawn for one instant: the browser has to draw the same.
    let looker = use_context::<Looker>().unwrap_or_else(|| backend.looker(&parts.headers));
    let address = parts.extensions.get::<ClientAddress>().map(|ClientAddress(address)| *address);
    Ok(Asked { looker, backend, scope: Scope::Visitor, address })
}

/// Gives the browser a cookie with the answer under way.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
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

/// The figures of the statistics block, now.
pub fn figures() -> Figures {
    use_context::<Backend>().map(|backend| backend.counter.figures()).unwrap_or_default()
}

/// What is read most.
pub fn most_read() -> Arc<MostRead> {
    use_context::<Backend>().map(|backend| backend.counter.most_read()).unwrap_or_default()
}

/// Loads a page anew; the server has nothing to load.
pub fn reload() {}
