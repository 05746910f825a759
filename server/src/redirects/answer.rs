//! The answer for an address that has no page: a redirect, if there is one. Otherwise the address is noted.

use crate::{state::AppState, statistics::is_loaded_ahead};
use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{
    redirects::{Source, store::find_redirect},
    statistics::visitor::is_crawler,
};

/// Marks a request of the desk that asks whether a page has an address: redirects do not count, and nobody has asked in
/// vain.
#[derive(Debug, Clone, Copy)]
pub(super) struct PagesOnly;

/// What is kept of a request until it is known whether its page exists.
pub(crate) struct AskedInVain {
    uri: Uri,
    agent: Option<HeaderValue>,
    referrer: Option<HeaderValue>,
    /// Whether somebody looks at the answer.
    counts: bool,
    pages_only: bool,
}

impl AskedInVain {
    /// Of a request for a page.
    pub(crate) fn of(request: &Request) -> Self {
        let headers = request.headers();
        Self {
            uri: request.uri().clone(),
            agent: headers.get(header::USER_AGENT).cloned(),
            referrer: headers.get(header::REFERER).cloned(),
            counts: request.method() == Method::GET && !is_loaded_ahead(headers),
            pages_only: request.extensions().get::<PagesOnly>().is_some(),
        }
    }

    /// The redirect for this address, whose page was not found; one statement. `None` if there is none.
    pub(crate) async fn redirect(self, state: &AppState) -> Option<Response> {
        let asked = Source::of_request(self.uri.path(), self.uri.query())?;
        if self.pages_only || asked.is_reserved() {
            return None;
        }
        let services = &state.services;
        let reading = services.reading();
        let found = find_redirect(&reading, &asked).await.unwrap_or_else(|fault| {
            tracing::error!("a redirect could not be looked up: {fault}");
            None
        });
        let Some((id, target)) = found else {
            if self.counts {
                let referrer = self.referrer.as_ref().and_then(|referrer| referrer.to_str().ok());
                let from = referrer.and_then(|referrer| Source::of_link(referrer, &services.url));
                let agent = self.agent.as_ref().map_or(&b""[..], HeaderValue::as_bytes);
                services.redirects.missing.note(&asked, from, is_crawler(agent));
            }
            return None;
        };
        // The address is ASCII.
        let location = HeaderValue::from_str(&target.address()).ok()?;
        if self.counts {
            services.redirects.hits.note(id, reading.now);
        }
        // Browsers keep a permanent redirect for ever unless they are told to ask again: it may be changed.
        let headers =
            [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
        Some((StatusCode::MOVED_PERMANENTLY, headers).into_response())
    }
}
