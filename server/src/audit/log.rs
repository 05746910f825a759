//! The page of the log.

use super::read_filter;
use crate::{desk, state::AppState};
use app::{
    audit::log_page::{BEFORE, LogPage},
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::{Person, store::load_accounts},
    audit::store::{load_head, load_log},
    db::DbError,
};
use std::{collections::HashMap, sync::Arc};

/// How many entries a page shows.
const PAGE: u32 = 50;

pub(crate) async fn log(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    match load(&state, &asked).await {
        Ok(page) => {
            let body = page.render();
            desk::page(&state, StatusCode::OK, Some(person), (addresses::LOG, "Nhật ký"), body).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

async fn load(state: &AppState, asked: &HashMap<String, String>) -> Result<LogPage, DbError> {
    let db = &state.services.db;
    let (filter, days) = read_filter(asked, &state.zone);
    let before = asked.get(BEFORE).and_then(|before| before.parse().ok());
    let entries = load_log(db, &filter, before, PAGE).await?;
    let people = load_accounts(db).await?.into_iter().map(|account| (account.id, account.name)).collect();
    Ok(LogPage { filter, days, before, entries, people, head: load_head(db).await? })
}
