//! The file with the key by which search engines recognise who sends them addresses. Its name is the key, so it is no
//! route: other addresses without a route are asked here first.

use crate::{old_addresses, plain_page, state::AppState};
use app::routes;
use axum::{
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::announcing::store::load_key;

/// The file with the key, or what else has this address.
pub(crate) async fn key_or_page(state: State<AppState>, request: Request) -> Response {
    let Some(asked) = routes::read_key_file(request.uri().path()) else {
        return old_addresses::or_page(state, request).await;
    };
    match load_key(&state.services.db).await {
        Ok(Some(key)) if key == asked => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], key)
                .into_response()
        }
        Ok(_) => plain_page::missing_file(&state.assets),
        Err(fault) => {
            tracing::error!("the key for search engines could not be loaded: {fault}");
            plain_page::unavailable(&state.assets)
        }
    }
}
