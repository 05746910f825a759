//! Changing one's own name.

use super::{load, show};
use crate::{desk, desk::form::Form, state::AppState};
use app::{
    accounts::own_account_page::{NAME, OwnAccountPage, RENAMED},
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{MAX_NAME, Person, form::read_name, store::set_name},
    audit::{Action, Subject, store::note},
    db::DbError,
    form::Problem,
};
use std::sync::Arc;

pub(super) async fn change(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    form: Form,
) -> Response {
    let typed = form.value(NAME);
    let Some(name) = read_name(&typed) else {
        let sentence = format!("Tên cần có từ 1 đến {MAX_NAME} ký tự.");
        let problem = Some(Problem { field: NAME.to_owned(), sentence });
        let page = load(&state, &person).await.map(|page| OwnAccountPage { name: typed, problem, ..page });
        return show(&state, StatusCode::UNPROCESSABLE_ENTITY, &person, page).await;
    };
    match store(&state, &person, &name).await {
        Ok(()) => desk::see(&RENAMED.at(addresses::OWN_ACCOUNT)),
        Err(fault) => desk::not_stored(&state, &person, addresses::OWN_NAME, form, &fault).await,
    }
}

async fn store(state: &AppState, person: &Person, name: &str) -> Result<(), DbError> {
    let now = state.services.clock.now();
    let mut tx = state.services.db.write().await?;
    set_name(&mut tx, person.id, name).await?;
    let detail = [("name", name), ("before", &person.name)];
    note(&mut tx, now, person.actor(), Action::AccountChanged, Subject::Account(person.id), &detail).await?;
    tx.commit().await
}
