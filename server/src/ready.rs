//! `/readyz`: whether the site is fully working.

use crate::state::Site;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::site::store::load_about;

pub(crate) async fn answer(State(site): State<Site>) -> Response {
    let unready = |reason: &'static str| (StatusCode::SERVICE_UNAVAILABLE, reason).into_response();
    match load_about(&site.backend.db, &site.backend.url).await {
        Ok(Some(_)) if site.disk.takes_writes(&site.backend.db, site.backend.clock.now()).await => {
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
