//! The set-up of a new site. While the data folder has no site, `serve` answers every address with a page that says so, and
//! one secret address with a form. Once the form is stored, the same listener serves the site.

mod making;
mod page;

use crate::{
    assets::SiteFiles,
    command_error::CommandError,
    config, desk, plain_page, ready, request_log,
    response_headers::harden,
    router::SILENT,
    state::{AppState, SiteOptions},
};
use app::{document::Assets, routes::desk as addresses};
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::{from_fn, map_response},
    response::Response,
    routing::get,
};
use domain::{
    accounts::{Hasher, Token},
    clock::Clock,
    db::Db,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::Mutex;
use tower::ServiceExt;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// The timeout of the form: the pictures of the sample take a while on a small machine.
const MADE_WITHIN: Duration = Duration::from_secs(10 * 60);

/// A site that is not set up yet, or was set up since the program started.
pub struct SetUp {
    /// Valid until the site exists; another one with each start.
    token: Token,
    data: PathBuf,
    files: SiteFiles,
    assets: Arc<Assets>,
    clock: Clock,
    hasher: Hasher,
    https: bool,
    /// Locked while a form is stored: of two, the first one is.
    waiting: Mutex<Waiting>,
    opened: OnceLock<Opened>,
}

/// What the site is made of.
struct Waiting {
    /// A database without a site, if there is one already.
    db: Option<Db>,
    /// Taken by the form that is stored.
    options: Option<SiteOptions>,
}

/// The site, once it is set up.
struct Opened {
    state: AppState,
    router: Router,
}

impl SetUp {
    /// Begins with a new token. `db` is a database without a site, if there is one.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn begin(
        db: Option<Db>,
        clock: Clock,
        files: SiteFiles,
        options: SiteOptions,
    ) -> Result<Arc<Self>, CommandError> {
        Ok(Arc::new(Self {
            token: Token::random()?,
            data: options.data.clone(),
            assets: Arc::new(files.assets().clone()),
            files,
            clock,
            hasher: Hasher::default(),
            https: options.url.starts_with("https://"),
            waiting: Mutex::new(Waiting { db, options: Some(options) }),
            opened: OnceLock::new(),
        }))
    }

    /// The path with the form. It is a secret.
    pub fn path(&self) -> String {
        addresses::set_up(&self.token.to_string())
    }

    /// The site, once it is set up.
    pub fn state(&self) -> Option<&AppState> {
        self.opened.get().map(|opened| &opened.state)
    }

    /// Answers all requests: before the set-up, and as the site afterwards.
    pub fn router(self: &Arc<Self>) -> Router {
        let (set_up, before) = (Arc::clone(self), self.before());
        Router::new().fallback(async move |request: Request| {
            // Who sends the form a second time is told what became of the first one.
            let again = set_up.knows(request.uri().path());
            let router = match set_up.opened.get() {
                Some(opened) if !again => opened.router.clone(),
                _ => before,
            };
            router.oneshot(request).await
        })
    }

    fn before(self: &Arc<Self>) -> Router {
        let https = self.https;
        let not_set_up = async move |State(set_up): State<Arc<Self>>| plain_page::not_set_up(&set_up.assets);
        Router::new()
            .route("/healthz", get(|| async { "ok" }))
            .route("/readyz", get(ready::not_set_up))
            .route("/ban-bien-tap/tep/{name}", get(desk::files::file))
            .route("/thiet-lap/{token}", get(page::show).post(page::receive))
            .merge(self.files.routes(|_| true))
            .fallback(not_set_up)
            .method_not_allowed_fallback(not_set_up)
            .layer(RequestBodyTimeoutLayer::new(SILENT))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, MADE_WITHIN))
            .layer(map_response(move |mut response: Response| {
                harden(&mut response, https);
                std::future::ready(response)
            }))
            .layer(from_fn(request_log::log))
            .with_state(Arc::clone(self))
    }

    /// Whether a path is that of the form.
    fn knows(&self, path: &str) -> bool {
        let written = path.strip_prefix(addresses::SET_UP).and_then(|rest| rest.strip_prefix('/'));
        written.is_some_and(|written| self.is_token(written))
    }

    /// Whether somebody has the token. Hashes are compared, so the time that it takes says nothing about the token; a wrong
    /// one costs a hash of 32 bytes.
    fn is_token(&self, written: &str) -> bool {
        written.parse::<Token>().is_ok_and(|token| token.hash() == self.token.hash())
    }
}

/// Whether a folder without a database may get a new site: it has nothing but the configuration, and what the system or an
/// interrupted set-up has left.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn is_free(data: &Path) -> io::Result<bool> {
    let root = Path::new("");
    let known = [config::settings(root), config::set_up(root), config::LOST_AND_FOUND.into()];
    for entry in fs::read_dir(data)? {
        let name = entry?.file_name();
        if !known.iter().any(|known| *known == *name) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes what an interrupted set-up has left.
///
/// # Errors
/// It cannot be removed.
pub(crate) fn sweep(data: &Path) -> io::Result<()> {
    match fs::remove_dir_all(config::set_up(data)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
