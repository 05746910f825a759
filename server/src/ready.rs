//! `/readyz`: whether the site is fully working.

use crate::{client_address, state::AppState};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use domain::site::store::load_about;

/// How many proxies have passed the request on, as `X-Forwarded-For` says: what `trusted_hops` should be.
pub(crate) const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-entries");

pub(crate) async fn answer(State(state): State<AppState>, headers: HeaderMap) -> Response {
    told(&headers, ask(&state).await)
}

/// The answer of a site that is not set up yet.
pub(crate) async fn not_set_up(headers: HeaderMap) -> Response {
    told(&headers, (StatusCode::SERVICE_UNAVAILABLE, "not set up").into_response())
}

fn told(headers: &HeaderMap, mut answer: Response) -> Response {
    answer.headers_mut().insert(FORWARDED, HeaderValue::from(client_address::count_entries(headers)));
    answer
}

async fn ask(state: &AppState) -> Response {
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
