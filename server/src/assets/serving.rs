//! Serving the built files.

use super::{FONTS, PACKAGE, Place, SiteFiles, WORKER, built, inside::Inside};
use crate::plain_page;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::{get, get_service},
};
use std::{convert::Infallible, path::Path, sync::Arc};
use tower_http::{
    services::{
        ServeDir,
        fs::{Backend, TokioBackend},
    },
    set_header::SetResponseHeaderLayer,
};

/// For files with a hash of the content in their names.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For files with fixed names.
const FOR_A_DAY: &str = "public, max-age=86400";
/// For the service worker: browsers ask for a newer one whenever they load a page.
const REVALIDATED: &str = "no-cache";
/// What the service worker may do: request files of this site.
const OF_WORKER: &str = "default-src 'none'; connect-src 'self'";

impl SiteFiles {
    /// The routes of all files: those with a hash in their names, fonts, the service worker, and those under fixed names, of
    /// which only those that `is_free` says so.
    pub(crate) fn routes<S: Clone + Send + Sync + 'static>(
        &self,
        is_free: impl Fn(&str) -> bool,
    ) -> Router<S> {
        let public: Vec<String> = self.public_files().into_iter().filter(|name| is_free(name)).collect();
        match &self.place {
            Place::Inside => self.routes_of(Path::new(""), Inside(built), public),
            Place::Folder(folder) => self.routes_of(folder, TokioBackend, public),
        }
    }

    pub(super) fn routes_of<S, B>(&self, root: &Path, backend: B, public: Vec<String>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
        B: Backend,
    {
        let folder = |name: &str| ServeDir::with_backend(root.join(name), backend.clone());
        let assets = Arc::new(self.assets.clone());
        let missing = get(move || async move { plain_page::missing_file(&assets) });
        let kept = |folder: ServeDir<_, B>| {
            get_service(folder.not_found_service(missing.clone())).layer(cache(FOR_EVER))
        };
        let worker = folder("").precompressed_br().precompressed_gzip();
        let worker = get_service(worker).layer::<_, Infallible>(cache(REVALIDATED)).layer(policy(OF_WORKER));
        let files = Router::new()
            .nest_service("/pkg", kept(folder(PACKAGE).precompressed_br().precompressed_gzip()))
            .nest_service("/fonts", kept(folder(FONTS)))
            .route_service(&format!("/{WORKER}"), worker);
        public.into_iter().fold(files, |files, name| {
            files.route_service(&format!("/{name}"), get_service(folder("")).layer(cache(FOR_A_DAY)))
        })
    }
}

/// Adds the cache header to responses with a file, not to 404 responses.
pub(crate) fn cache(
    value: &'static str,
) -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, move |response: &Response| {
        let there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        there.then(|| HeaderValue::from_static(value))
    })
}

/// Adds a content security policy.
fn policy(value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(value))
}
