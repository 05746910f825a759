//! Changing one's own password.

use super::{
    proof::{Unproved, prove},
    refuse,
};
use crate::{
    accounts::{sign_in::Sender, signing_in::begin},
    desk,
    desk::form::Form,
    plain_page,
    state::AppState,
};
use app::{
    accounts::own_account_page::{NEW_PASSWORD, NEW_PASSWORD_AGAIN, OLD_PASSWORD, PASSWORD_CHANGED},
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{
        Person, check_password,
        store::{end_sessions, set_password},
    },
    audit::{Action, Subject, store::note},
    db::DbError,
    site::store::load_about,
};
use std::sync::Arc;

pub(super) async fn change(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    sender: Sender,
    form: Form,
) -> Response {
    let (old, new) = (form.value(OLD_PASSWORD), form.value(NEW_PASSWORD));
    let about = match load_about(&state.services.db, "").await {
        Ok(about) => about,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let name = about.map(|about| about.name).unwrap_or_default();
    // First the checks that need no hash; they reveal nothing about the old password.
    if let Err(wrong) = check_new(&person, &name, [&old, &new, &form.value(NEW_PASSWORD_AGAIN)]) {
        return refuse(&state, &person, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    if let Err(unproved) = prove(&state, &person, &sender, &old).await {
        return unproved.beside(&state, &person, OLD_PASSWORD).await;
    }
    let hash = match state.hasher.hash(&new).await {
        Ok(hash) => hash,
        Err(cause) => return Unproved::from(cause).beside(&state, &person, NEW_PASSWORD).await,
    };
    if let Err(fault) = store(&state, &person, &hash).await {
        return desk::failed(&state, &fault);
    }
    let Some(session) = &sender.session else { return plain_page::failed(&state.assets) };
    // This session ends too, and the browser gets a new one: so a stolen copy of the cookie becomes useless.
    begin(
        &state,
        session,
        person.id,
        Action::SignedIn,
        sender.origin(),
        &PASSWORD_CHANGED.at(addresses::OWN_ACCOUNT),
    )
    .await
}

/// The field with a problem, and the problem.
fn check_new(
    person: &Person,
    state: &str,
    [old, new, again]: [&str; 3],
) -> Result<(), (&'static str, String)> {
    let local = person.email.split('@').next().unwrap_or_default();
    check_password(new, &[state, &person.name, local]).map_err(|weak| (NEW_PASSWORD, weak.to_string()))?;
    if new != again {
        return Err((NEW_PASSWORD_AGAIN, "Hai lần nhập mật khẩu mới không giống nhau.".to_owned()));
    }
    if new == old {
        return Err((NEW_PASSWORD, "Mật khẩu mới phải khác mật khẩu hiện tại.".to_owned()));
    }
    Ok(())
}

async fn store(state: &AppState, person: &Person, hash: &str) -> Result<(), DbError> {
    let now = state.services.clock.now();
    let mut tx = state.services.db.write().await?;
    set_password(&mut tx, person.id, hash).await?;
    let ended = end_sessions(&mut tx, person.id, None).await?.to_string();
    let detail = [("sessions", ended.as_str())];
    note(&mut tx, now, person.actor(), Action::PasswordChanged, Subject::Account(person.id), &detail).await?;
    tx.commit().await
}
