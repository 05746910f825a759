//! Server functions. Like pages, each runs in a separate task, and the response is collected before it is sent.

use crate::{
    limiter::{Client, Limiter},
    state::AppState,
};
use app::answer::OpenPage;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use leptos::prelude::provide_context;
use std::sync::Arc;

/// The largest response of a server function.
const MAX_ANSWER: usize = 16 * 1024 * 1024;
/// For responses of reading server functions: long enough that a prefetched page is not fetched again.
const FOR_A_MOMENT: &str = "private, max-age=10";

/// The route of a server function for readers.
pub(crate) fn route(method: &Method) -> MethodRouter<AppState> {
    // Includes HEAD.
    let reads = *method == Method::GET;
    let answer = move |State(state): State<AppState>, request: Request| async move {
        let limiter = Arc::clone(if reads { &state.renders } else { &state.writes });
        let from = Client::of_request(request.extensions());
        let mut response = run(state, &limiter, from, request, || ()).await;
        if reads && response.status().is_success() {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_A_MOMENT));
        }
        response
    };
    if reads { get(answer) } else { post(answer) }
}

/// Runs a server function with a permit of `limiter`; `provide` adds to its context.
pub(crate) async fn run(
    state: AppState,
    limiter: &Limiter,
    from: Client,
    request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let answered = state.clone().with_permit(limiter, from, answer(state, request, provide)).await;
    answered.unwrap_or_else(|error| {
        tracing::error!("a call failed: {error}");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

async fn answer(
    state: AppState,
    mut request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let services = state.services;
    // The body is dropped from the response to HEAD later.
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    // For clients that accept HTML, server_fn redirects to the referrer; forms have routes of their own here.
    if let Some(page) = request.headers_mut().remove(header::REFERER) {
        request.extensions_mut().insert(OpenPage(page));
    }
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let context = move || {
        provide_context(services.clone());
        provide();
    };
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let (parts, body) = answer.into_parts();
    match to_bytes(body, MAX_ANSWER).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(error) => {
            tracing::error!("a call's answer could not be collected: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
