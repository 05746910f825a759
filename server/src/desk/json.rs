//! Responses to the scripts of the desk, as JSON. Nothing keeps them.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::json;

/// A response.
pub(crate) fn answer(status: StatusCode, value: &impl Serialize) -> Response {
    let mut response = (status, Json(value)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A refusal, for the script to show.
pub(crate) fn problem(status: StatusCode, sentence: &str) -> Response {
    answer(status, &json!({ "problem": sentence }))
}
