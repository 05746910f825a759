//! The list of accounts.

use crate::{desk, state::Site};
use app::{accounts::accounts_page::AccountsPage, routes::desk as addresses};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{Person, store::load_accounts},
    db::Fault,
    editing::store::load_choices,
};
use std::sync::Arc;

pub(crate) async fn list(State(site): State<Site>, Extension(person): Extension<Arc<Person>>) -> Response {
    match load(&site, &person).await {
        Ok(page) => {
            let body = page.draw();
            desk::page(&site, StatusCode::OK, Some(person), (addresses::ACCOUNTS, "Tài khoản"), body).await
        }
        Err(fault) => desk::failed(&site, &fault),
    }
}

async fn load(site: &Site, person: &Arc<Person>) -> Result<AccountsPage, Fault> {
    let db = &site.backend.db;
    let accounts = load_accounts(db).await?.into_iter().map(|account| {
        let seen = account.seen_at.map(|at| site.zone.moment(at));
        (account, seen)
    });
    let accounts = accounts.collect();
    let choices = load_choices(&site.editing(person)).await?.categories.into_iter();
    Ok(AccountsPage { accounts, categories: choices.map(|choice| (choice.id, choice.name)).collect() })
}
