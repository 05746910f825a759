//! `/readyz`: whether the site is fully working.

use crate::state::AppState;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::site::store::load_about;

pub(crate) async fn answer(State(state): State<AppState>) -> Response {
    let unready = |reason: &'static str| (StatusCode::SERVICE_UNAVAILABLE, reason).into_response();
    match load_about(&state.services.db, &state.services.url).await {
        Ok(Some(_)) if state.disk.takes_writes(&state.services.db, state.services.clock.now()).await => {
            "ready".into_response()
        }
        Ok(Some(_)) => unready("nothing can be written"),
        Ok(None) => unready("no content"),
        Err(fault) => {
            tracing::warn!("not ready: {fault}");
            unready("no database")
        }
    }
}
