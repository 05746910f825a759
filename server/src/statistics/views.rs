//! Which requests are views. Pages that the server sends in full are counted by it, whatever draws or keeps them; pages that
//! the loaded site moves to are told by a beacon.

use crate::{
    accounts::signing_in::{is_at_work, session_of},
    plain_page,
    state::Site,
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

/// The longest beacon, in bytes.
const LONGEST: usize = 4096;

/// A request that is a view once its page has been drawn; with the session that it brings.
pub(crate) struct Sight(View, Option<Hash>);

impl Sight {
    /// What a request for a page would be counted as; none for what nobody looks at.
    pub(crate) fn of(site: &Site, request: &Request) -> Option<Self> {
        let headers = request.headers();
        // A page that is loaded ahead is told by a beacon when somebody looks at it.
        if request.method() != Method::GET || is_loaded_ahead(headers) {
            return None;
        }
        let address = routes::read(request.uri().path(), "")?;
        let visitor = visitor(request)?;
        let view = View { subject: address.subject(), visitor, referrer: referrer(site, headers) };
        Some(Self(view, session_of(site, headers)))
    }

    /// Counts it if there was such a page; also where the browser has the same page already.
    pub(crate) async fn drawn(self, site: &Site, status: StatusCode) {
        if status == StatusCode::OK && !is_left_out(site, self.1.as_ref()).await {
            site.backend.counter.count(&self.0);
        }
    }
}

/// Whether a browser loads a page before anybody looks at it: as the standard says it, and as browsers said it before.
fn is_loaded_ahead(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(|name| {
        headers.get(name).is_some_and(|purpose| {
            let purpose = purpose.as_bytes().to_ascii_lowercase();
            purpose.starts_with(b"prefetch") || purpose.starts_with(b"preview")
        })
    })
}

/// A page that the loaded site moved to; the body is the seal that the page came with, and its path.
pub(crate) async fn beacon(State(site): State<Site>, request: Request) -> Response {
    let visitor = visitor(&request);
    let session = session_of(&site, request.headers());
    let Ok(body) = to_bytes(request.into_body(), LONGEST).await else {
        return plain_page::large_body(&site.assets);
    };
    let told = std::str::from_utf8(&body).ok().and_then(|body| body.split_once(' '));
    // Only what has been drawn is counted: there is no such page otherwise.
    let path = told.filter(|(seal, path)| *seal == site.backend.secret.seal(path)).map(|(_, path)| path);
    let (Some(address), Some(visitor)) = (path.and_then(|path| routes::read(path, "")), visitor) else {
        return plain_page::bad_address(&site.assets);
    };
    if !is_left_out(&site, session.as_ref()).await {
        site.backend.counter.count(&View { subject: address.subject(), visitor, referrer: None });
    }
    StatusCode::NO_CONTENT.into_response()
}

/// Whether this is somebody who works here, whom the owner does not want counted. Costs a statement for whoever brings a
/// session, and nothing for readers.
async fn is_left_out(site: &Site, session: Option<&Hash>) -> bool {
    match session {
        Some(session) => !site.counts_editors && is_at_work(site, session).await,
        None => false,
    }
}

fn visitor(request: &Request) -> Option<Visitor> {
    let ClientAddress(address) = request.extensions().get::<ClientAddress>()?;
    let header = |name: HeaderName| request.headers().get(name).map_or(&b""[..], |value| value.as_bytes());
    Some(Visitor::new(*address, header(header::USER_AGENT), header(header::ACCEPT_LANGUAGE)))
}

fn referrer(site: &Site, headers: &HeaderMap) -> Option<Referrer> {
    let from = headers.get(header::REFERER)?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = site.backend.url.rsplit('/').next().unwrap_or_default();
    // Without the port, which a referrer's host has not either.
    let name = |host: &str| host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    Referrer::read(from.as_bytes(), &[&name(own), &name(host)])
}
