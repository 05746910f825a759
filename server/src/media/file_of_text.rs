//! A file for the text of an article, uploaded from the text editor (`frontend/editor/tools/file.js`).

use super::upload::{self, StoredFile};
use crate::{
    desk::{form::Form, json},
    state::AppState,
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::media::address;
use serde_json::json;

/// The field of the file.
const FILE: &str = "tep";

/// Stores the file; the answer is its address, and words for the link.
pub(crate) async fn take(State(state): State<AppState>, form: Form) -> Response {
    let stored = match form.file(FILE) {
        None => Err("Xin chọn một tệp.".to_owned()),
        Some(file) => upload::attachment(&state, file).await,
    };
    match stored {
        Ok(StoredFile { name, label, .. }) => {
            json::answer(StatusCode::OK, &json!({ "address": address(&name), "label": label }))
        }
        Err(why) => json::problem(StatusCode::UNPROCESSABLE_ENTITY, &why),
    }
}
