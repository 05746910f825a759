//! The list of accounts.

use crate::{desk, state::AppState};
use app::{accounts::accounts_page::AccountsPage, routes::desk as addresses};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{Person, store::load_accounts},
    db::DbError,
    editing::store::load_choices,
};
use std::sync::Arc;

pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
) -> Response {
    match load(&state, &person).await {
        Ok(page) => {
            let body = page.render();
            desk::page(&state, StatusCode::OK, Some(person), (addresses::ACCOUNTS, "Tài khoản"), body).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

async fn load(state: &AppState, person: &Arc<Person>) -> Result<AccountsPage, DbError> {
    let db = &state.services.db;
    let accounts = load_accounts(db).await?.into_iter().map(|account| {
        let seen = account.seen_at.map(|at| state.zone.moment(at));
        (account, seen)
    });
    let accounts = accounts.collect();
    let choices = load_choices(&state.editing(person)).await?.categories.into_iter();
    Ok(AccountsPage { accounts, categories: choices.map(|choice| (choice.id, choice.name)).collect() })
}
