//! Which requests are views. Pages sent by the server are counted by the server; pages that the client-side
//! router has opened are reported by a beacon.

use crate::{
    accounts::signing_in::{is_at_work, session_of},
    plain_page,
    state::AppState,
};
use app::{answer::ClientAddress, routes};
use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    chain::Hash,
    statistics::{
        counter::View,
        visitor::{Referrer, Visitor},
    },
};

/// The largest beacon, in bytes.
const LONGEST: usize = 4096;

/// A request that counts as a view once its page has been rendered; with the hash of its session.
pub(crate) struct PageView(View, Option<Hash>);

impl PageView {
    /// The view of a page request; `None` for requests that nobody looks at.
    pub(crate) fn of(state: &AppState, request: &Request) -> Option<Self> {
        let headers = request.headers();
        // A prefetched page is reported by a beacon when somebody looks at it.
        if request.method() != Method::GET || is_loaded_ahead(headers) {
            return None;
        }
        let address = routes::read(request.uri().path(), "")?;
        let visitor = visitor(request)?;
        let view = View { page: address.viewed_page(), visitor, referrer: referrer(state, headers) };
        Some(Self(view, session_of(state, headers)))
    }

    /// Counts the view if the page exists, also for a 304 response.
    pub(crate) async fn count(self, state: &AppState, status: StatusCode) {
        if status == StatusCode::OK && !is_left_out(state, self.1.as_ref()).await {
            state.services.counter.count(&self.0);
        }
    }
}

/// Whether a browser prefetches the page, by the standard header or older ones.
pub(crate) fn is_loaded_ahead(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(|name| {
        headers.get(name).is_some_and(|purpose| {
            let purpose = purpose.as_bytes().to_ascii_lowercase();
            purpose.starts_with(b"prefetch") || purpose.starts_with(b"preview")
        })
    })
}

/// A page that the client-side router has opened; the body has the seal of the page and its path.
pub(crate) async fn beacon(State(state): State<AppState>, request: Request) -> Response {
    let visitor = visitor(&request);
    let session = session_of(&state, request.headers());
    let Ok(body) = to_bytes(request.into_body(), LONGEST).await else {
        return plain_page::large_body(&state.assets);
    };
    let told = std::str::from_utf8(&body).ok().and_then(|body| body.split_once(' '));
    // Only pages with a valid seal exist and are counted.
    let path = told.filter(|(seal, path)| *seal == state.services.secret.seal(path)).map(|(_, path)| path);
    let (Some(address), Some(visitor)) = (path.and_then(|path| routes::read(path, "")), visitor) else {
        return plain_page::bad_address(&state.assets);
    };
    if !is_left_out(&state, session.as_ref()).await {
        state.services.counter.count(&View { page: address.viewed_page(), visitor, referrer: None });
    }
    StatusCode::NO_CONTENT.into_response()
}

/// Whether this person is signed in and the owner does not want staff to be counted. Costs a query per
/// request with a session, and nothing for readers.
async fn is_left_out(state: &AppState, session: Option<&Hash>) -> bool {
    match session {
        Some(session) => !state.counts_editors && is_at_work(state, session).await,
        None => false,
    }
}

fn visitor(request: &Request) -> Option<Visitor> {
    let ClientAddress(address) = request.extensions().get::<ClientAddress>()?;
    let header = |name: HeaderName| request.headers().get(name).map_or(&b""[..], |value| value.as_bytes());
    Some(Visitor::new(*address, header(header::USER_AGENT), header(header::ACCEPT_LANGUAGE)))
}

fn referrer(state: &AppState, headers: &HeaderMap) -> Option<Referrer> {
    let from = headers.get(header::REFERER)?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = state.services.url.rsplit('/').next().unwrap_or_default();
    // Without the port, as the host of a referrer has none either.
    let name = |host: &str| host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    Referrer::read(from.as_bytes(), &[&name(own), &name(host)])
}
