//! The desk's list of addresses that were asked for in vain.

use super::keep;
use crate::{
    desk,
    desk::{Shown, answer, form::Form},
    state::AppState,
};
use app::{
    desk::Done,
    redirects::missing_page::{ADDRESS, FORGOTTEN, missing_page},
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::Person,
    redirects::{
        Source,
        form::{ChangedMeanwhile, RedirectField},
        store::{forget_missing, load_missing},
    },
};
use std::sync::Arc;

pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    uri: Uri,
) -> Response {
    show(&state, person, Done::read(uri.query(), &[FORGOTTEN])).await
}

async fn show(state: &AppState, person: Arc<Person>, done: Option<Done>) -> Response {
    let services = &state.services;
    keep::store(&services.db, &services.clock, &services.redirects).await;
    match load_missing(&services.db).await {
        Ok(missing) => {
            let dated = missing.into_iter().map(|one| {
                let last = state.zone.moment(one.last_at);
                (one, last)
            });
            let body = missing_page(dated.collect(), done);
            let head = (addresses::MISSING_ADDRESSES, "Địa chỉ không có trang");
            desk::page(state, StatusCode::OK, Some(person), head, body).await
        }
        Err(fault) => desk::failed(state, &fault),
    }
}

pub(crate) async fn forget(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let written = arrived.value(ADDRESS);
    let (path, query) =
        written.split_once('?').map_or((&*written, None), |(path, query)| (path, Some(query)));
    let next = async |()| desk::see(&FORGOTTEN.at(addresses::MISSING_ADDRESSES));
    // The page sends back what is stored: something else is not in the list.
    let Some(address) = Source::of_request(path, query) else { return next(()).await };
    let forgotten = forget_missing(&state.editing(&person), &address).await;
    let again =
        async |_: Shown<RedirectField, ChangedMeanwhile>| show(&state, Arc::clone(&person), None).await;
    answer(&state, &person, addresses::MISSING_ADDRESSES, Some(arrived), forgotten, next, again).await
}
