//! The list of what was written and never saved to an article.

use crate::{desk, desk::form::Form, state::AppState};
use app::{editing::drafts_page::drafts_page, routes::desk as addresses};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{accounts::Person, editing::store};
use std::sync::Arc;

pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
) -> Response {
    match store::load_unsaved(&state.editing(&person)).await {
        Ok(drafts) => {
            let dated = drafts.into_iter().map(|draft| {
                let kept = state.zone.moment(draft.kept_at);
                (draft, kept)
            });
            let files = [state.assets.drafts_js.clone(), state.assets.drafts_wasm.clone()];
            let body = drafts_page(person.id, dated.collect(), files);
            desk::page(&state, StatusCode::OK, Some(person), (addresses::DRAFTS, "Bản chưa lưu"), body).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// Removes what was written of an article that was never saved.
pub(crate) async fn forget(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    form: Form,
) -> Response {
    let forgotten = match form.key() {
        Some(key) => store::forget(&state.editing(&person), &key).await,
        None => Ok(()),
    };
    match forgotten {
        Ok(()) => desk::see(addresses::DRAFTS),
        Err(fault) => desk::failed(&state, &fault),
    }
}
