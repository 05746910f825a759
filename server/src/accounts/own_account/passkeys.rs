//! Adding and removing one's own passkeys.

use super::proof::prove;
use crate::{
    accounts::{
        ceremony::{self, NOT_HERE, OVER, keep, onward, take},
        sign_in::Sender,
    },
    desk::{
        self,
        form::Form,
        json::{answer, problem},
    },
    state::AppState,
};
use app::{
    accounts::own_account_page::{PASSKEY_ADDED, PASSKEY_REMOVED, removal_password},
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::{
        Person,
        store::{add_passkey, list_passkeys, load_passkeys, remove_passkey},
    },
    audit::{Action, Subject, store::note},
    db::DbError,
    text::one_line,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{error::Error, sync::Arc};
use tower_sessions::Session;
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential, Uuid, Webauthn};

/// The session key of the challenge.
const ADDING: &str = "passkey_added";
/// The longest name of a passkey, in characters.
const MAX_NAME: usize = 60;

/// An internal error; the cause is logged.
type Failed = Box<dyn Error + Send + Sync>;

#[derive(Debug, Deserialize)]
struct Beginning {
    name: String,
    password: String,
}

/// A passkey that is being added.
#[derive(Serialize, Deserialize)]
struct Adding {
    name: String,
    ceremony: PasskeyRegistration,
}

fn refused(sentence: &str) -> Response {
    problem(StatusCode::UNPROCESSABLE_ENTITY, sentence)
}

pub(super) async fn start(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Extension(session): Extension<Session>,
    sender: Sender,
    request: Request,
) -> Response {
    let Some(webauthn) = &state.passkeys else { return refused(NOT_HERE) };
    let Beginning { name, password } = match ceremony::read(request).await {
        Ok(beginning) => beginning,
        Err(refused) => return *refused,
    };
    let name = one_line(&name);
    if !(1..=MAX_NAME).contains(&name.chars().count()) {
        return refused("Tên của khóa cần có từ 1 đến 60 ký tự.");
    }
    if let Err(unproved) = prove(&state, &person, &sender, &password).await {
        return unproved.for_script();
    }
    match ask(&state, webauthn, &person, &session, name).await {
        Ok(options) => answer(StatusCode::OK, &options),
        Err(cause) => ceremony::failed(&cause),
    }
}

/// The options for the browser, and the library's state for the session.
async fn ask(
    state: &AppState,
    webauthn: &Webauthn,
    person: &Person,
    session: &Session,
    name: String,
) -> Result<Value, Failed> {
    let (handle, known) = load_passkeys(&state.services.db, person.id).await?;
    let known = known.iter().filter_map(|data| serde_json::from_str::<Passkey>(data).ok());
    let known = known.map(|passkey| passkey.cred_id().clone()).collect();
    let handle = Uuid::from_slice(&handle)?;
    let (options, ceremony) =
        webauthn.start_passkey_registration(handle, &person.email, &person.name, Some(known))?;
    keep(session, ADDING, Adding { name, ceremony }, state.services.clock.now()).await?;
    let mut options = serde_json::to_value(options)?;
    // The library leaves this open, but signing in here asks for no name, so the passkey must contain the
    // user handle.
    if let Some(wanted) = options.pointer_mut("/publicKey/authenticatorSelection") {
        wanted["residentKey"] = json!("required");
        wanted["requireResidentKey"] = json!(true);
    }
    Ok(options)
}

pub(super) async fn add(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Extension(session): Extension<Session>,
    request: Request,
) -> Response {
    let Some(webauthn) = &state.passkeys else { return refused(NOT_HERE) };
    let adding = match take::<Adding>(&session, ADDING, state.services.clock.now()).await {
        Ok(adding) => adding,
        Err(cause) => return ceremony::failed(&cause),
    };
    let Some(Adding { name, ceremony }) = adding else { return refused(OVER) };
    let credential: RegisterPublicKeyCredential = match ceremony::read(request).await {
        Ok(credential) => credential,
        Err(refused) => return *refused,
    };
    let passkey = match webauthn.finish_passkey_registration(&credential, &ceremony) {
        Ok(passkey) => passkey,
        Err(reason) => {
            tracing::info!("a passkey was refused: {reason}");
            return refused("Khóa này không được chấp nhận. Xin thử lại, hoặc dùng thiết bị khác.");
        }
    };
    match store(&state, &person, &name, &passkey).await {
        Ok(true) => onward(&PASSKEY_ADDED.at(addresses::OWN_ACCOUNT)),
        Ok(false) => refused("Khóa này đã được thêm từ trước, hoặc tài khoản đã có quá nhiều khóa."),
        Err(cause) => ceremony::failed(&cause),
    }
}

async fn store(state: &AppState, person: &Person, name: &str, passkey: &Passkey) -> Result<bool, Failed> {
    let now = state.services.clock.now();
    let data = serde_json::to_string(passkey)?;
    let mut tx = state.services.db.write().await?;
    if !add_passkey(&mut tx, person.id, name, passkey.cred_id(), &data, now).await? {
        return Ok(false);
    }
    let subject = Subject::Account(person.id);
    note(&mut tx, now, person.actor(), Action::PasskeyAdded, subject, &[("name", name)]).await?;
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn remove(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Path(id): Path<String>,
    sender: Sender,
    form: Form,
) -> Response {
    let own = match list_passkeys(&state.services.db, person.id).await {
        Ok(own) => own,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let Some(id) = own.into_iter().map(|passkey| passkey.id).find(|own| own.to_string() == id) else {
        return desk::missing(&state, &person, addresses::OWN_ACCOUNT).await;
    };
    let field = removal_password(id);
    if let Err(unproved) = prove(&state, &person, &sender, &form.value(&field)).await {
        return unproved.beside(&state, &person, &field).await;
    }
    match take_away(&state, &person, id).await {
        Ok(true) => desk::see(&PASSKEY_REMOVED.at(addresses::OWN_ACCOUNT)),
        Ok(false) => desk::missing(&state, &person, addresses::OWN_ACCOUNT).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}

async fn take_away(state: &AppState, person: &Person, id: i64) -> Result<bool, DbError> {
    let now = state.services.clock.now();
    let mut tx = state.services.db.write().await?;
    let Some(name) = remove_passkey(&mut tx, person.id, id).await? else { return Ok(false) };
    let subject = Subject::Account(person.id);
    note(&mut tx, now, person.actor(), Action::PasskeyRemoved, subject, &[("name", &name)]).await?;
    tx.commit().await?;
    Ok(true)
}
