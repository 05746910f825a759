//! The desk's list of redirects.

use super::keep;
use crate::{desk, state::AppState};
use app::{
    desk::Done,
    redirects::list_page::{MADE, REMOVED, RedirectsPage},
    routes::desk::{self as addresses, REDIRECT_WORDS, REDIRECTS_BEFORE},
};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::Person,
    db::{DbError, Rows},
    redirects::store::load_redirects,
    text::composed,
};
use std::{collections::HashMap, sync::Arc};

/// The longest search, in characters.
const MAX_WORDS: usize = 200;

pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let services = &state.services;
    keep::store(&services.db, &services.clock, &services.redirects).await;
    match load(&state, &asked).await {
        Ok(page) => {
            let body = page.render();
            desk::page(&state, StatusCode::OK, Some(person), (addresses::REDIRECTS, "Chuyển hướng"), body)
                .await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

async fn load(state: &AppState, asked: &HashMap<String, String>) -> Result<RedirectsPage, DbError> {
    let value = |name: &str| asked.get(name).map(String::as_str);
    let words: String = composed(value(REDIRECT_WORDS).unwrap_or_default()).chars().take(MAX_WORDS).collect();
    // A key that cannot be read is ignored.
    let before = value(REDIRECTS_BEFORE).and_then(|id| id.parse().ok());
    let found = load_redirects(&state.services.db, &words, before).await?;
    let dated = found.rows.into_iter().map(|redirect| {
        let last = redirect.last_hit_at.map(|at| state.zone.moment(at));
        (redirect, last)
    });
    let redirects = Rows { rows: dated.collect(), more: found.more };
    Ok(RedirectsPage { words, before, redirects, done: Done::of(value(Done::PARAMETER), &[MADE, REMOVED]) })
}
