//! Closing a poll at once, and choosing the one of the side column.

use super::{
    poll::{refuse, see},
    tell,
};
use crate::{
    desk,
    desk::{form::Form, id::Id},
    state::Site,
};
use app::polls::desk::form_page::{CHOSEN, Said};
use axum::{Extension, extract::State, response::Response};
use domain::{
    accounts::Person,
    id::PollId,
    polls::store::{close_now, set_side_poll},
};
use std::sync::Arc;

pub(crate) async fn close(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
) -> Response {
    let backend = &site.backend;
    match close_now(&backend.db, &person, id, (&site.zone, &backend.clock)).await {
        Ok(Ok(())) => {
            tell(&site, id);
            see(id, &Said::Closed)
        }
        Ok(Err(refusal)) => refuse(&site, person, Some(id), None, refusal).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}

pub(crate) async fn side(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
    form: Form,
) -> Response {
    let chosen = form.value(CHOSEN) == "1";
    match set_side_poll(&site.backend.db, &person, id, chosen, &site.backend.clock).await {
        // Pages ask for the poll of the side column when they are drawn: no screen has to be told.
        Ok(Ok(())) => see(id, if chosen { &Said::Chosen } else { &Said::TakesTurns }),
        Ok(Err(refusal)) => refuse(&site, person, Some(id), None, refusal).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}
