//! Closing a poll at once, and choosing the poll of the side column.

use super::{poll::show, tell};
use crate::{
    desk,
    desk::{answer, form::Form, id::Id},
    state::AppState,
};
use app::{
    polls::desk::form_page::{CHOSEN, CLOSED, ROTATES, SIDE},
    routes::desk as addresses,
};
use axum::{Extension, extract::State, response::Response};
use domain::{
    accounts::Person,
    id::PollId,
    polls::store::{close_now, set_side_poll},
};
use std::sync::Arc;

pub(crate) async fn close(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
) -> Response {
    let path = addresses::poll(id);
    let closed = close_now(&state.editing(&person), id, &state.services.clock).await;
    let next = async |()| {
        tell(&state, id);
        desk::see(&CLOSED.at(&path))
    };
    let again = async |shown| show(&state, &person, Some(id), shown).await;
    answer(&state, &person, &path, None, closed, next, again).await
}

pub(crate) async fn side(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
    form: Form,
) -> Response {
    let (path, chosen) = (addresses::poll(id), form.value(SIDE) == "1");
    let set = set_side_poll(&state.editing(&person), id, chosen).await;
    // The poll of the side column is loaded when a page is rendered: no message is needed.
    let next = async |()| desk::see(&(if chosen { CHOSEN } else { ROTATES }).at(&path));
    let again = async |shown| show(&state, &person, Some(id), shown).await;
    answer(&state, &person, &path, None, set, next, again).await
}
