//! Changing one's own name.

use super::{load, show};
use crate::{desk, desk::form::Form, state::Site};
use app::{
    accounts::own_account_page::{NAME, OwnAccountPage, RENAMED},
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{MAX_NAME, Person, form::read_name, store::set_name},
    audit::{Action, Subject, store::note},
    db::Fault,
    form::Problem,
};
use std::sync::Arc;

pub(super) async fn change(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    form: Form,
) -> Response {
    let typed = form.value(NAME);
    let Some(name) = read_name(&typed) else {
        let sentence = format!("Tên cần có từ 1 đến {MAX_NAME} ký tự.");
        let problem = Some(Problem { field: NAME.to_owned(), sentence });
        let page = load(&site, &person).await.map(|page| OwnAccountPage { name: typed, problem, ..page });
        return show(&site, StatusCode::UNPROCESSABLE_ENTITY, &person, page).await;
    };
    match store(&site, &person, &name).await {
        Ok(()) => desk::see(&RENAMED.at(addresses::OWN_ACCOUNT)),
        Err(fault) => desk::not_stored(&site, &person, addresses::OWN_NAME, form, &fault).await,
    }
}

async fn store(site: &Site, person: &Person, name: &str) -> Result<(), Fault> {
    let now = site.backend.clock.now();
    let mut tx = site.backend.db.write().await?;
    set_name(&mut tx, person.id, name).await?;
    let detail = [("name", name), ("before", &person.name)];
    note(&mut tx, now, person.actor(), Action::AccountChanged, Subject::Account(person.id), &detail).await?;
    tx.commit().await
}
