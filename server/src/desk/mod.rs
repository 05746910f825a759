//! What the pages of the desk share on the server: responses, files, and forms whose session has expired.

mod answer;
pub(crate) mod calls;
pub(crate) mod expired;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod id;
pub(crate) mod json;
mod order;

pub(crate) use answer::{Shown, answer, status};
pub(crate) use order::order_step;

use crate::{plain_page, state::AppState};
use app::{
    desk::{DeskFrame, desk_document, forbidden_page, missing_page, not_stored_page},
    routes::desk as addresses,
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    accounts::Person,
    db::{DbError, NotWritten},
    site::store::load_about,
};
use form::Form;
use leptos::prelude::AnyView;
use std::sync::Arc;

/// The content security policy of desk pages. Nothing from other sites, and no inline script or style. The wasm keeps
/// drafts.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Responds with a page of the desk.
pub(crate) async fn page(
    state: &AppState,
    status: StatusCode,
    person: Option<Arc<Person>>,
    (path, title): (&str, &str),
    body: AnyView,
) -> Response {
    let about = match load_about(&state.services.db, "").await {
        Ok(about) => about,
        Err(fault) => return failed(state, &fault),
    };
    let frame = DeskFrame {
        assets: Arc::clone(&state.assets),
        files: files::names(),
        site: about.map(|about| about.name).unwrap_or_default(),
        person,
        path: path.to_owned(),
    };
    let html = desk_document(frame, title, body);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (status, headers, html).into_response()
}

/// Responds with what was loaded for a person: a title and the page, or not found.
pub(crate) async fn show(
    state: &AppState,
    status: StatusCode,
    person: &Arc<Person>,
    path: &str,
    rendered: Result<Option<(String, AnyView)>, DbError>,
) -> Response {
    match rendered {
        Ok(Some((title, body))) => page(state, status, Some(Arc::clone(person)), (path, &title), body).await,
        Ok(None) => missing(state, person, path).await,
        Err(fault) => failed(state, &fault),
    }
}

/// The page for somebody who is signed in but does not have the permission.
pub(crate) async fn forbidden(state: &AppState, person: &Arc<Person>, path: &str) -> Response {
    let body = forbidden_page(person.role);
    page(state, StatusCode::FORBIDDEN, Some(Arc::clone(person)), (path, "Không có quyền"), body).await
}

/// The page for something that does not exist, or that this person must not see.
pub(crate) async fn missing(state: &AppState, person: &Arc<Person>, path: &str) -> Response {
    page(state, StatusCode::NOT_FOUND, Some(Arc::clone(person)), (path, "Không tìm thấy"), missing_page())
        .await
}

/// An internal error: the cause is logged, the person gets a page without it.
pub(crate) fn failed(state: &AppState, cause: &DbError) -> Response {
    tracing::error!("the desk could not answer: {cause}");
    match NotWritten::of(cause) {
        NotWritten::Other => plain_page::failed(&state.assets),
        why => plain_page::not_written(&state.assets, why),
    }
}

/// A form could not be stored: what was typed comes back, and can be sent again.
pub(crate) async fn not_stored(
    state: &AppState,
    person: &Arc<Person>,
    path: &str,
    form: Form,
    cause: &DbError,
) -> Response {
    tracing::error!("a form of the desk could not be stored: {cause}");
    let body = not_stored_page(path.to_owned(), form.fields, NotWritten::of(cause));
    let head = (path, "Chưa lưu được");
    page(state, StatusCode::SERVICE_UNAVAILABLE, Some(Arc::clone(person)), head, body).await
}

/// Redirects to another page after a form was accepted.
pub(crate) fn see(address: &str) -> Response {
    // Addresses from `routes` are ASCII.
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static(addresses::DESK));
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}
