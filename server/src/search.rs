//! The desk's list of what readers searched for in vain, over HTTP.

use crate::{
    access::{Access, RouteEntry},
    desk, indexing,
    state::AppState,
};
use app::{routes::desk as addresses, search::vain_page::vain_page};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{Person, Right::PublishArticles},
    search::store::load_vain_searches,
};
use std::sync::Arc;

/// The routes of the search at the desk; readers search on a page (`app/src/search`).
pub(crate) fn routes() -> Vec<RouteEntry> {
    vec![RouteEntry::get(addresses::VAIN_SEARCHES, Access::With(PublishArticles), vain_searches)]
}

async fn vain_searches(State(state): State<AppState>, Extension(person): Extension<Arc<Person>>) -> Response {
    // With what was searched within the last minute.
    indexing::store(&state.services.db, &state.services.clock, &state.services.vain_searches).await;
    match load_vain_searches(&state.services.db).await {
        Ok(searches) => {
            let dated = searches.into_iter().map(|search| {
                let last = state.zone.moment(search.last_at);
                (search, last)
            });
            let body = vain_page(dated.collect());
            desk::page(
                &state,
                StatusCode::OK,
                Some(person),
                (addresses::VAIN_SEARCHES, "Tìm không thấy"),
                body,
            )
            .await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}
