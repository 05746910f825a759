//! Access control: each route declares who may use it, which is checked before anything else of it runs.

use crate::{
    accounts::{device_cookie::is_known_browser, session_store::hash_of},
    conditional, desk, plain_page,
    state::AppState,
};
use app::routes::desk as addresses;
use axum::{
    extract::{Request, State},
    handler::Handler,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state, map_response},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use domain::accounts::{
    Person, Right,
    store::{load_person, touch_session},
};
use std::sync::Arc;
use tower_http::{CompressionLevel, compression::CompressionLayer};
use tower_sessions::Session;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Everybody,
    /// Everybody who is signed in and has this right. Rights for a single thing, such as an article, are
    /// checked where it is changed.
    With(Right),
}

/// A route: a method, an address, and who may use it.
pub struct RouteEntry {
    /// `GET` (which answers `HEAD` too) or `POST`.
    pub method: Method,
    /// The address, with names for its parameters.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    route: MethodRouter<AppState>,
}

impl RouteEntry {
    /// A route that only reads.
    pub(crate) fn get<T: 'static, H: Handler<T, AppState>>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self { method: Method::GET, path, access, route: get(handler) }
    }

    /// A route that changes something.
    pub(crate) fn post<T: 'static, H: Handler<T, AppState>>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self { method: Method::POST, path, access, route: post(handler) }
    }

    /// The route with a compressed response, if the client accepts one.
    pub(crate) fn compressed(self) -> Self {
        let small = CompressionLayer::new().quality(CompressionLevel::Fastest);
        let route = self.route.layer(small).layer(map_response(conditional::weaken_if_compressed));
        Self { route, ..self }
    }

    /// Whether the route needs sessions.
    pub(crate) fn is_of_the_desk(&self) -> bool {
        let first = |root: &str| {
            self.path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
        };
        [addresses::DESK, addresses::SIGN_IN, addresses::SIGN_OUT, addresses::RESET].into_iter().any(first)
    }

    /// The route with its access check.
    pub(crate) fn guarded(self, state: &AppState) -> MethodRouter<AppState> {
        match self.access {
            Access::Everybody => self.route,
            Access::With(right) => self.route.layer(from_fn_with_state((state.clone(), right), admit)),
        }
    }
}

/// Loads the person who is signed in, and checks the right.
async fn admit(
    State((state, right)): State<(AppState, Right)>,
    mut request: Request,
    next: Next,
) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let person = match signed_in(&state, session.as_ref()).await {
        Ok(person) => person,
        Err(refused) => return *refused,
    };
    match person {
        // The browser was signed in before: the form may contain typed text that must not be lost, however
        // the session ended.
        None if request.method() == Method::POST
            && (session.and_then(|session| session.id()).is_some()
                || is_known_browser(request.headers(), &state.services)) =>
        {
            desk::expired::answer(state, request).await
        }
        None => to_sign_in(&request),
        Some(person) if !person.may(right) => desk::forbidden(&state, &person, request.uri().path()).await,
        Some(person) => {
            request.extensions_mut().insert(person);
            next.run(request).await
        }
    }
}

/// The person who is signed in with a session.
pub(crate) async fn signed_in(
    state: &AppState,
    session: Option<&Session>,
) -> Result<Option<Arc<Person>>, Box<Response>> {
    let Some(id) = session.and_then(Session::id) else { return Ok(None) };
    let (db, now) = (&state.services.db, state.services.clock.now());
    let failed = |fault| {
        tracing::error!("a session could not be read: {fault}");
        Box::new(plain_page::failed(&state.assets))
    };
    let Some((person, stale)) = load_person(db, &hash_of(id), now).await.map_err(failed)? else {
        return Ok(None);
    };
    if stale && let Err(fault) = touch_session(db, person.session, now).await {
        // A full disk must not lock anybody out.
        tracing::error!("the sign of life of a session could not be noted: {fault}");
    }
    Ok(Some(Arc::new(person)))
}

fn to_sign_in(request: &Request) -> Response {
    // The address that a form is sent to is no page.
    let asked = match *request.method() {
        Method::POST => addresses::DESK,
        _ => request.uri().path_and_query().map_or("/", |address| address.as_str()),
    };
    let next: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
    let location = format!("{}?{}={next}", addresses::SIGN_IN, addresses::NEXT);
    // Form-encoded text is always a valid header value.
    let location = HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static(addresses::SIGN_IN));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
