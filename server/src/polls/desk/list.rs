//! The desk's list of polls.

use crate::{desk, state::AppState};
use app::{polls::desk::list_page::PollsPage, routes::desk as addresses};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::{Person, Right},
    polls::store::load_desk_list,
};
use std::{collections::HashMap, sync::Arc};

pub(crate) async fn polls(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(question): Query<HashMap<String, String>>,
) -> Response {
    // A key that cannot be parsed is ignored.
    let before = question.get(addresses::POLLS_BEFORE).and_then(|id| id.parse().ok());
    match load_desk_list(&state.editing(&person), before).await {
        Ok(list) => {
            let body = PollsPage {
                list,
                before,
                zone: state.zone.clone(),
                may_make: person.may(Right::ManagePolls),
            };
            let body = body.render();
            desk::page(&state, StatusCode::OK, Some(person), (addresses::POLLS, "Bình chọn"), body).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}
