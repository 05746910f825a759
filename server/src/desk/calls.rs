//! Server functions of the desk. The session is checked before the body is received, and the body is received
//! before anything waits for it.

use crate::{access::signed_in, arriving, calls::run, limiter::Client, state::AppState};
use app::error::AppError;
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;
use tower_sessions::Session;

/// The largest request: a draft of the greatest length, as JSON, in which each character may take six.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Answers a call of somebody who is signed in; the function itself checks what this person may do.
pub(crate) async fn answer(State(state): State<AppState>, request: Request) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let person = match signed_in(&state, session.as_ref()).await {
        Ok(Some(person)) => person,
        Ok(None) => return (StatusCode::UNAUTHORIZED, Json(AppError::SignedOut)).into_response(),
        Err(failed) => return *failed,
    };
    let request = match arriving::whole(request, MAX_BODY).await {
        Ok(request) => request,
        Err(stopped) => return stopped.page(&state.assets),
    };
    // Merging and sanitizing a long text keeps a core busy: as with forms, one at a time for each account.
    let from = Client::of_account(person.id);
    let (editing, texts) = (state.editing(&person), state.texts.clone());
    run(state, &texts, from, request, move || provide_context(editing.clone())).await
}
