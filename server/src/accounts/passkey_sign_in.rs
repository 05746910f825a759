//! Signing in with a passkey. It proves two factors, the key and the owner's fingerprint, face or PIN, so no
//! code is asked for.

use super::{
    ceremony::{self, NOT_HERE, OVER, keep, onward, take},
    device_cookie,
    sign_in::{Sender, retry_after, wait_sentence},
    signing_in::begin,
};
use crate::{
    desk::json::{answer, problem},
    state::AppState,
};
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::Response,
};
use domain::{
    accounts::{
        WaitUntil,
        store::{KnownPasskey, find_passkey, load_passkeys, note_passkey},
    },
    audit::Action,
    clock::Timestamp,
    id::AccountId,
};
use serde::Deserialize;
use std::error::Error;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential, Uuid, Webauthn,
};

/// The session key of the challenge.
const SIGNING_IN: &str = "passkey_used";
/// The same text whatever was wrong.
const REFUSED: &str =
    "Khóa này không mở được tài khoản nào ở đây. Xin thử khóa khác hoặc đăng nhập bằng mật khẩu.";

/// An internal error; the cause is logged.
type Failed = Box<dyn Error + Send + Sync>;

#[derive(Deserialize)]
struct Brought {
    credential: PublicKeyCredential,
    #[serde(default)]
    next: String,
}

fn refused(sentence: &str) -> Response {
    problem(StatusCode::UNPROCESSABLE_ENTITY, sentence)
}

fn slowed_down(wait: WaitUntil, now: Timestamp) -> Response {
    retry_after(problem(StatusCode::TOO_MANY_REQUESTS, &wait_sentence(wait, now)), wait, now)
}

/// Anybody may start; it costs one row without an account, and their number is limited.
pub(super) async fn start(State(state): State<AppState>, sender: Sender) -> Response {
    let (Some(webauthn), Some(session)) = (&state.passkeys, &sender.session) else {
        return refused(NOT_HERE);
    };
    let now = state.services.clock.now();
    if let Err(wait) = state.sign_in_limiter.begin_ceremony(sender.ip(), now) {
        return slowed_down(wait, now);
    }
    let (mut options, ceremony) = match webauthn.start_discoverable_authentication() {
        Ok(asked) => asked,
        Err(cause) => return ceremony::failed(&cause),
    };
    // The library would offer passkeys in the autofill of a field; here there is a button.
    options.mediation = None;
    match keep(session, SIGNING_IN, ceremony, now).await {
        Ok(()) => answer(StatusCode::OK, &options),
        Err(cause) => ceremony::failed(&cause),
    }
}

pub(super) async fn finish(State(state): State<AppState>, sender: Sender, request: Request) -> Response {
    let (Some(webauthn), Some(session)) = (&state.passkeys, &sender.session) else {
        return refused(NOT_HERE);
    };
    let now = state.services.clock.now();
    let ceremony = match take(session, SIGNING_IN, now).await {
        Ok(Some(ceremony)) => ceremony,
        Ok(None) => return refused(OVER),
        Err(cause) => return ceremony::failed(&cause),
    };
    let Brought { credential, next } = match ceremony::read(request).await {
        Ok(brought) => brought,
        Err(refused) => return *refused,
    };
    let Ok((handle, id)) = webauthn.identify_discoverable_authentication(&credential) else {
        return refused(REFUSED);
    };
    let known = match find_passkey(&state.services.db, id).await {
        Ok(known) => known,
        Err(fault) => return ceremony::failed(&fault),
    };
    let account = known.as_ref().map(|known| known.account_id);
    let device = device_cookie::known(&sender.headers, &state.services, account);
    // Counted separately from passwords; failures with unknown passkeys count under one name.
    let name =
        account.map_or("unknown passkey".to_owned(), |account| format!("passkey of account {account}"));
    let attempt = match state.sign_in_limiter.begin(&name, device, sender.ip(), now) {
        Ok(attempt) => attempt,
        Err(wait) => return slowed_down(wait, now),
    };
    let Some(known) = known else { return refused(REFUSED) };
    match check(&state, webauthn, (handle, &credential), ceremony, &known).await {
        Ok(Some(account)) => {
            attempt.succeeded();
            for_script(begin(&state, session, account, Action::PasskeyUsed, sender.origin(), &next).await)
        }
        Ok(None) => refused(REFUSED),
        Err(cause) => ceremony::failed(&cause),
    }
}

/// The account of the passkey, if the answer is valid. Stores the passkey's new data.
async fn check(
    state: &AppState,
    webauthn: &Webauthn,
    (handle, credential): (Uuid, &PublicKeyCredential),
    ceremony: DiscoverableAuthentication,
    known: &KnownPasskey,
) -> Result<Option<AccountId>, Failed> {
    let db = &state.services.db;
    let (owner, _) = load_passkeys(db, known.account_id).await?;
    let mut passkey: Passkey = serde_json::from_str(&known.data)?;
    let result: AuthenticationResult =
        match webauthn.finish_discoverable_authentication_v2(credential, ceremony, &passkey) {
            Ok(result) => result,
            Err(reason) => {
                tracing::info!("a passkey was refused: {reason}");
                return Ok(None);
            }
        };
    // Without user verification a passkey is a single factor.
    if !result.user_verified() || owner != handle.as_bytes() {
        return Ok(None);
    }
    passkey.update_credential(&result);
    let data = serde_json::to_string(&passkey)?;
    let mut tx = db.write().await?;
    note_passkey(&mut tx, known.id, &data, state.services.clock.now()).await?;
    tx.commit().await?;
    Ok(Some(known.account_id))
}

/// Turns the redirect into a response for a script; cookies are kept.
fn for_script(mut response: Response) -> Response {
    let Some(to) = response.headers_mut().remove(header::LOCATION) else {
        // Was logged where it failed.
        return problem(StatusCode::INTERNAL_SERVER_ERROR, ceremony::FAILED);
    };
    let mut answer = onward(to.to_str().unwrap_or("/"));
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        answer.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    answer
}
