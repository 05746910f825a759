//! The second factor of one's own account: setting it up, switching it off, and its recovery codes.

use super::proof::prove;
use crate::{accounts::sign_in::Sender, desk, desk::form::Form, plain_page, qr_code, state::AppState};
use app::{
    accounts::{
        own_account_page::{CODES_PASSWORD, END_PASSWORD, SECOND_FACTOR_OFF, SET_UP_OVER, START_PASSWORD},
        second_factor_page::{CODE, SecondFactorPage, recovery_codes_page},
    },
    qr_picture::QrPicture,
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{
        Person, RecoveryCode, TotpSecret,
        store::{Candidate, load_candidate, put_recovery_codes, set_second_factor, use_step},
    },
    audit::{Action, Subject, store::note},
    clock::Timestamp,
    db::{DbError, WriteTx},
    site::store::load_about,
};
use serde::{Deserialize, Serialize};
use std::{error::Error, sync::Arc};
use tower_sessions::Session;

/// The session key of the secret, until a first code proves that it was set up correctly.
const WAITING: &str = "second_factor";
/// How long it is kept, in milliseconds: half an hour, since an authenticator app may have to be installed
/// first.
const WAITS_FOR: i64 = 30 * 60 * 1000;

#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    secret: [u8; 20],
    since: Timestamp,
}

/// An internal error; the cause is logged.
type Failed = Box<dyn Error + Send + Sync>;

fn failed(state: &AppState, cause: &Failed) -> Response {
    tracing::error!("a second factor could not be changed: {cause}");
    plain_page::failed(&state.assets)
}

/// Checks the password in a form; otherwise an error response.
async fn proved(
    state: &AppState,
    person: &Arc<Person>,
    (sender, form): (&Sender, &Form),
    field: &str,
) -> Result<Candidate, Box<Response>> {
    match prove(state, person, sender, &form.value(field)).await {
        Ok(candidate) => Ok(candidate),
        Err(unproved) => Err(Box::new(unproved.beside(state, person, field).await)),
    }
}

pub(super) async fn start(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    sender: Sender,
    form: Form,
) -> Response {
    let candidate = match proved(&state, &person, (&sender, &form), START_PASSWORD).await {
        Ok(candidate) => candidate,
        Err(refused) => return *refused,
    };
    let (None, Some(session)) = (candidate.totp_secret, &sender.session) else {
        return desk::see(addresses::OWN_ACCOUNT);
    };
    let kept = async {
        let waiting = Waiting { secret: TotpSecret::random()?.0, since: state.services.clock.now() };
        session.insert(WAITING, waiting).await?;
        Ok(())
    };
    match kept.await {
        Ok(()) => desk::see(addresses::SECOND_FACTOR),
        Err(cause) => failed(&state, &cause),
    }
}

/// The secret that waits for its first code; none if there is a second factor already, set up in any session.
async fn waiting(state: &AppState, person: &Person, session: &Session) -> Result<Option<TotpSecret>, Failed> {
    let now = state.services.clock.now();
    let Some(Waiting { secret, since }) = session.get(WAITING).await? else { return Ok(None) };
    let candidate = load_candidate(&state.services.db, person.id).await?;
    let without = candidate.is_some_and(|candidate| candidate.totp_secret.is_none());
    let in_time = (0..WAITS_FOR).contains(&(now.0 - since.0));
    Ok((without && in_time).then_some(TotpSecret(secret)))
}

pub(super) async fn page(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Extension(session): Extension<Session>,
) -> Response {
    match waiting(&state, &person, &session).await {
        Ok(Some(secret)) => show(&state, person, StatusCode::OK, &secret, None).await,
        Ok(None) => desk::see(&SET_UP_OVER.at(addresses::OWN_ACCOUNT)),
        Err(cause) => failed(&state, &cause),
    }
}

async fn show(
    state: &AppState,
    person: Arc<Person>,
    status: StatusCode,
    secret: &TotpSecret,
    problem: Option<String>,
) -> Response {
    match picture(state, &person, secret).await {
        Ok(picture) => {
            let body = SecondFactorPage { picture, secret: secret.written(), problem }.render();
            let head = (addresses::SECOND_FACTOR, "Bật xác thực hai bước");
            desk::page(state, status, Some(person), head, body).await
        }
        Err(cause) => failed(state, &cause),
    }
}

async fn picture(state: &AppState, person: &Person, secret: &TotpSecret) -> Result<QrPicture, Failed> {
    let about = load_about(&state.services.db, "").await?;
    let name = about.map(|about| about.name).unwrap_or_default();
    Ok(qr_code::draw(&secret.address(&name, &person.email.parse()?)?)?)
}

pub(super) async fn confirm(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Extension(session): Extension<Session>,
    form: Form,
) -> Response {
    let secret = match waiting(&state, &person, &session).await {
        Ok(Some(secret)) => secret,
        Ok(None) => return desk::see(&SET_UP_OVER.at(addresses::OWN_ACCOUNT)),
        Err(cause) => return failed(&state, &cause),
    };
    let Some(step) = secret.check(&form.value(CODE), state.services.clock.now(), None) else {
        let problem = "Mã không đúng hoặc đã hết hạn. Xin nhập mã mà ứng dụng đang hiện.".to_owned();
        return show(&state, person, StatusCode::UNPROCESSABLE_ENTITY, &secret, Some(problem)).await;
    };
    let made = give_codes(&state, &person, Action::TwoFactorOn, async |tx: &mut WriteTx<'_>| {
        set_second_factor(tx, person.id, Some(&secret.0)).await?;
        // This code can no longer be used to sign in.
        use_step(tx, person.id, step).await.map(drop)
    });
    let codes = match made.await {
        Ok(codes) => codes,
        Err(cause) => return failed(&state, &cause),
    };
    if let Err(cause) = session.remove_value(WAITING).await {
        tracing::error!("a secret stays in a session that no longer shows it: {cause}");
    }
    show_codes(&state, person, true, codes).await
}

pub(super) async fn renew_codes(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    sender: Sender,
    form: Form,
) -> Response {
    let candidate = match proved(&state, &person, (&sender, &form), CODES_PASSWORD).await {
        Ok(candidate) => candidate,
        Err(refused) => return *refused,
    };
    if candidate.totp_secret.is_none() {
        return desk::see(addresses::OWN_ACCOUNT);
    }
    let made = give_codes(&state, &person, Action::RecoveryCodesRenewed, async |_: &mut WriteTx<'_>| Ok(()));
    match made.await {
        Ok(codes) => show_codes(&state, person, false, codes).await,
        Err(cause) => failed(&state, &cause),
    }
}

/// Creates recovery codes, in one transaction with the given change.
async fn give_codes(
    state: &AppState,
    person: &Person,
    action: Action,
    before: impl AsyncFnOnce(&mut WriteTx<'_>) -> Result<(), DbError>,
) -> Result<Vec<String>, Failed> {
    let codes = RecoveryCode::random_set()?;
    let hashes = codes.each_ref().map(RecoveryCode::hash);
    let mut tx = state.services.db.write().await?;
    before(&mut tx).await?;
    put_recovery_codes(&mut tx, person.id, &hashes).await?;
    let now = state.services.clock.now();
    note(&mut tx, now, person.actor(), action, Subject::Account(person.id), &[]).await?;
    tx.commit().await?;
    Ok(codes.iter().map(ToString::to_string).collect())
}

async fn show_codes(state: &AppState, person: Arc<Person>, first: bool, codes: Vec<String>) -> Response {
    let body = recovery_codes_page(first, codes);
    let head = (addresses::RECOVERY_CODES, "Mã khôi phục");
    desk::page(state, StatusCode::OK, Some(person), head, body).await
}

pub(super) async fn switch_off(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    sender: Sender,
    form: Form,
) -> Response {
    let candidate = match proved(&state, &person, (&sender, &form), END_PASSWORD).await {
        Ok(candidate) => candidate,
        Err(refused) => return *refused,
    };
    if candidate.totp_secret.is_none() {
        return desk::see(addresses::OWN_ACCOUNT);
    }
    let stored = async {
        let now = state.services.clock.now();
        let mut tx = state.services.db.write().await?;
        set_second_factor(&mut tx, person.id, None).await?;
        note(&mut tx, now, person.actor(), Action::TwoFactorOff, Subject::Account(person.id), &[]).await?;
        tx.commit().await
    };
    match stored.await {
        Ok(()) => desk::see(&SECOND_FACTOR_OFF.at(addresses::OWN_ACCOUNT)),
        Err(fault) => desk::failed(&state, &fault),
    }
}
