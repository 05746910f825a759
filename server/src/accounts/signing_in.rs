//! Starting a session after somebody has proved who they are.

use super::{
    desk_cookie, device_cookie,
    session_store::{ACCOUNT, ADDRESS, BROWSER, Sessions, hash_of},
};
use crate::{client_address, desk, plain_page, state::AppState};
use app::{answer::ClientAddress, routes::desk as addresses, signed_cookie};
use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::from_fn_with_state,
    response::Response,
};
use domain::{
    accounts::{
        ABSOLUTE_LIMIT,
        store::{is_signed_in, load_person},
    },
    audit::{Action, Subject, store::note},
    chain::Hash,
    db::DbError,
    id::AccountId,
    statistics::visitor::Visitor,
};
use tower::ServiceExt;
use tower_sessions::{
    Expiry, Session, SessionManagerLayer,
    cookie::{Cookie, SameSite, time::Duration},
    session::Id,
};

const COOKIE: &str = "tn_session";

/// The session layer of all routes of the desk. The cookie lasts as long as a session may; the store ends the
/// session sooner.
pub(crate) fn session_layer(state: &AppState) -> SessionManagerLayer<Sessions> {
    let services = &state.services;
    SessionManagerLayer::new(Sessions::new(services.db.clone(), services.clock.clone()))
        .with_name(signed_cookie::full_name(COOKIE, services.https))
        .with_secure(services.https)
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_expiry(Expiry::OnInactivity(Duration::milliseconds(ABSOLUTE_LIMIT)))
}

/// The stored hash of the session in a request that has not passed the session layer.
pub(crate) fn session_of(state: &AppState, headers: &HeaderMap) -> Option<Hash> {
    let name = signed_cookie::full_name(COOKIE, state.services.https);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(Cookie::split_parse).filter_map(Result::ok);
    let id: Id = cookies.find(|cookie| cookie.name() == name)?.value().parse().ok()?;
    Some(hash_of(id))
}

/// Whether somebody is signed in with this session.
pub(crate) async fn is_at_work(state: &AppState, session: &Hash) -> bool {
    match is_signed_in(&state.services.db, session, state.services.clock.now()).await {
        Ok(signed_in) => signed_in,
        Err(fault) => {
            tracing::error!("a session could not be read: {fault}");
            false
        }
    }
}

/// The origin of a request.
pub(super) struct Origin<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) address: Option<ClientAddress>,
}

/// Starts a session with a new id for the proven owner of an account, and redirects.
pub(super) async fn begin(
    state: &AppState,
    session: &Session,
    account: AccountId,
    how: Action,
    origin: Origin<'_>,
    next: &str,
) -> Response {
    match try_begin(state, session, account, how, &origin).await {
        Ok(()) => {
            let mut response = desk::see(safe_next(next));
            let device = device_cookie::remember(origin.headers, &state.services, account);
            let cookies = device.into_iter().chain([desk_cookie::set(state.services.https)]);
            for cookie in cookies.filter_map(|cookie| HeaderValue::from_str(&cookie).ok()) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(cause) => {
            tracing::error!("a session could not begin: {cause}");
            plain_page::session_not_written(&state.assets, "Chưa đăng nhập được")
        }
    }
}

/// The same for the owner of an account just made, whose request has passed neither the session layer nor the one that
/// notes the address of the client.
pub(crate) async fn begin_at_once(
    state: &AppState,
    account: AccountId,
    request: Request,
    next: String,
) -> Response {
    let begun = move |State(state): State<AppState>,
                      Extension(session): Extension<Session>,
                      address: Option<Extension<ClientAddress>>,
                      headers: HeaderMap| async move {
        let origin = Origin { headers: &headers, address: address.map(|Extension(address)| address) };
        begin(&state, &session, account, Action::SignedIn, origin, &next).await
    };
    let router = Router::new()
        .fallback(begun)
        .layer(session_layer(state))
        .layer(from_fn_with_state(state.clone(), client_address::note))
        .with_state(state.clone());
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(impossible) => match impossible {},
    }
}

async fn try_begin(
    state: &AppState,
    session: &Session,
    account: AccountId,
    how: Action,
    origin: &Origin<'_>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let header = |name| origin.headers.get(name).map_or(&b""[..], |value: &HeaderValue| value.as_bytes());
    let address = origin.address.map(|ClientAddress(address)| address);
    let visitor = address.map(|address| Visitor::new(address, header(header::USER_AGENT), b""));
    session.clear().await;
    session.insert(ACCOUNT, account.0).await?;
    session.insert(BROWSER, visitor.map(|visitor| visitor.browser()).unwrap_or_default()).await?;
    session.insert(ADDRESS, address.map(|address| address.to_string()).unwrap_or_default()).await?;
    // A new id, against session fixation.
    session.cycle_id().await?;
    session.save().await?;
    if let Err(cause) = note_session(state, session, how).await {
        session.flush().await?;
        return Err(cause.into());
    }
    Ok(())
}

async fn note_session(state: &AppState, session: &Session, how: Action) -> Result<(), DbError> {
    let (db, now) = (&state.services.db, state.services.clock.now());
    let gone = || DbError::Protocol("a session ended while it began".to_owned());
    let id = session.id().ok_or_else(gone)?;
    let (person, _) = load_person(db, &hash_of(id), now).await?.ok_or_else(gone)?;
    let mut tx = db.write().await?;
    let subject = Subject::Session(person.session);
    let browser = session.get::<String>(BROWSER).await.ok().flatten().unwrap_or_default();
    note(&mut tx, now, person.actor(), how, subject, &[("browser", &browser)]).await?;
    tx.commit().await
}

/// Where to go after signing in: a page of this site, or the desk.
pub(super) fn safe_next(next: &str) -> &str {
    // Two slashes, or what browsers treat as such, would lead to another host.
    let own = next.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic());
    if own && plain { next } else { addresses::DESK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(
            safe_next("/ban-bien-tap/bai-viet?trang-thai=nhap"),
            "/ban-bien-tap/bai-viet?trang-thai=nhap"
        );
        for wrong in
            ["", "//evil.invalid", "/\\evil.invalid", "https://evil.invalid", "/a\r\nb: c", "javascript:x()"]
        {
            assert_eq!(safe_next(wrong), addresses::DESK, "{wrong}");
        }
    }
}
