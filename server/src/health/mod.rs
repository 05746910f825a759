//! The desk's page about the state of the program and its machine.

mod figures;

use crate::{
    access::{Access, RouteEntry},
    desk,
    state::AppState,
};
use app::{health::health_page::health_page, routes::desk as addresses};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::accounts::{Person, Right::ManageSite};
use std::sync::Arc;

/// The routes of the page.
pub(crate) fn routes() -> Vec<RouteEntry> {
    vec![RouteEntry::get(addresses::HEALTH, Access::With(ManageSite), page)]
}

async fn page(State(state): State<AppState>, Extension(person): Extension<Arc<Person>>) -> Response {
    match figures::load(&state).await {
        Ok(health) => {
            let head = (addresses::HEALTH, "Tình trạng");
            desk::page(&state, StatusCode::OK, Some(person), head, health_page(&health)).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}
