//! Signing in with a password and, if the account has one, a second factor; and signing out.

use super::{
    desk_cookie, device_cookie,
    signing_in::{Origin, begin, safe_next},
};
use crate::{access::signed_in, desk, desk::form::Form, plain_page, state::AppState};
use app::{
    accounts::sign_in_page::{CodePage, SignInPage},
    answer::ClientAddress,
    routes::desk as addresses,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use domain::{
    accounts::{
        NotHashed, RecoveryCode, TotpSecret, Verdict, WaitUntil,
        store::{self, Candidate},
    },
    audit::{Action, Subject, store::note},
    clock::Timestamp,
    db::DbError,
    id::AccountId,
};
use serde::{Deserialize, Serialize};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr},
};
use tower_sessions::Session;

/// The session key of a sign-in whose password was right.
const PENDING: &str = "pending";
/// The page after choosing a password with a link.
pub(super) const AFTER_RESET: &str = "/dang-nhap?da=mat-khau";
const WRONG: &str = "E-mail hoặc mật khẩu không đúng.";

/// A sign-in whose password was right and whose code was not typed yet.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    account: i64,
    /// The credentials that were used: if the password changes, the sign-in starts again.
    credentials: String,
    next: String,
}

/// The sender of a request.
pub(crate) struct Sender {
    pub(super) session: Option<Session>,
    pub(super) headers: HeaderMap,
    address: Option<ClientAddress>,
}

impl FromRequestParts<AppState> for Sender {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _site: &AppState) -> Result<Self, Infallible> {
        Ok(Self {
            session: parts.extensions.get::<Session>().cloned(),
            headers: parts.headers.clone(),
            address: parts.extensions.get::<ClientAddress>().copied(),
        })
    }
}

impl Sender {
    pub(super) fn origin(&self) -> Origin<'_> {
        Origin { headers: &self.headers, address: self.address }
    }

    pub(super) fn ip(&self) -> IpAddr {
        self.address.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ClientAddress(address)| address)
    }
}

pub(crate) async fn sign_in_page(State(state): State<AppState>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == addresses::NEXT)
        .map(|(_, next)| next.into_owned())
        .unwrap_or_default();
    let session = request.extensions().get::<Session>().cloned();
    match signed_in(&state, session.as_ref()).await {
        Ok(Some(_)) => desk::see(safe_next(&next)),
        Ok(None) => {
            let password_set = form_urlencoded::parse(query.as_bytes())
                .any(|(name, said)| name == "da" && said == "mat-khau");
            show(&state, StatusCode::OK, SignInPage { next, password_set, ..SignInPage::default() }).await
        }
        Err(refused) => *refused,
    }
}

async fn show(state: &AppState, status: StatusCode, page: SignInPage) -> Response {
    let passkeys = state.passkeys.is_some();
    let body = SignInPage { passkeys, ..page }.render();
    desk::page(state, status, None, (addresses::SIGN_IN, "Đăng nhập"), body).await
}

pub(crate) async fn sign_in(State(state): State<AppState>, sender: Sender, form: Form) -> Response {
    let (email, password, next) = (form.value("email"), form.value("mat-khau"), form.value(addresses::NEXT));
    let services = &state.services;
    let now = services.clock.now();
    let candidate = match store::find_candidate(&services.db, &domain::accounts::fold(&email)).await {
        Ok(candidate) => candidate,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let account = candidate.as_ref().map(|candidate| candidate.id);
    let device = device_cookie::known(&sender.headers, services, account);
    let again = |problem: String| SignInPage {
        email: email.clone(),
        next: next.clone(),
        problem: Some(problem),
        ..SignInPage::default()
    };
    let attempt = match state.sign_in_limiter.begin(&email, device, sender.ip(), now) {
        Ok(attempt) => attempt,
        Err(wait) => {
            let page = again(wait_sentence(wait, now));
            return retry_after(show(&state, StatusCode::TOO_MANY_REQUESTS, page).await, wait, now);
        }
    };
    let stored = candidate.as_ref().and_then(|candidate| candidate.password.as_deref());
    let verdict = match state.hasher.verify(&password, stored).await {
        Ok(verdict) => verdict,
        Err(NotHashed::Busy) => {
            let page =
                again("Hiện có quá nhiều người đăng nhập cùng lúc. Xin thử lại sau vài giây.".to_owned());
            return show(&state, StatusCode::SERVICE_UNAVAILABLE, page).await;
        }
        Err(cause) => {
            tracing::error!("a password could not be checked: {cause}");
            return plain_page::failed(&state.assets);
        }
    };
    let Some(candidate) = candidate.filter(|_| verdict.is_right()) else {
        return show(&state, StatusCode::UNPROCESSABLE_ENTITY, again(WRONG.to_owned())).await;
    };
    attempt.succeeded();
    let candidate =
        if verdict == Verdict::RightButOld { rehash(&state, candidate, &password).await } else { candidate };
    let Some(session) = &sender.session else { return plain_page::failed(&state.assets) };
    if candidate.totp_secret.is_none() {
        return begin(&state, session, candidate.id, Action::SignedIn, sender.origin(), &next).await;
    }
    // Not signed in yet, but with a new session id already.
    let pending = Pending { account: candidate.id.0, credentials: candidate.credentials(), next };
    let kept = async {
        session.clear().await;
        session.insert(PENDING, &pending).await?;
        session.cycle_id().await
    };
    match kept.await {
        Ok(()) => desk::see(addresses::SIGN_IN_CODE),
        Err(cause) => {
            tracing::error!("a session could not be kept: {cause}");
            plain_page::session_not_written(&state.assets, "Chưa đăng nhập được")
        }
    }
}

/// Stores the hash with the present parameters, while the password is known.
async fn rehash(state: &AppState, candidate: Candidate, password: &str) -> Candidate {
    let stored = async {
        let hash = state.hasher.hash(password).await.map_err(|error| error.to_string())?;
        let mut tx = state.services.db.write().await.map_err(|error| error.to_string())?;
        let old = candidate.password.as_deref().unwrap_or_default();
        let stored = store::rehash_password(&mut tx, candidate.id, old, &hash).await;
        stored.map_err(|error| error.to_string())?;
        tx.commit().await.map_err(|error| error.to_string())?;
        Ok::<_, String>(hash)
    };
    match stored.await {
        Ok(hash) => Candidate { password: Some(hash), ..candidate },
        Err(cause) => {
            tracing::warn!("a password could not be hashed anew: {cause}");
            candidate
        }
    }
}

async fn pending(state: &AppState, session: Option<&Session>) -> Option<(Pending, Candidate)> {
    let pending: Pending = session?.get(PENDING).await.ok().flatten()?;
    let candidate =
        store::load_candidate(&state.services.db, AccountId(pending.account)).await.ok().flatten()?;
    (candidate.credentials() == pending.credentials).then_some((pending, candidate))
}

pub(crate) async fn code_page(State(state): State<AppState>, sender: Sender) -> Response {
    match pending(&state, sender.session.as_ref()).await {
        Some(_) => show_code(&state, StatusCode::OK, None).await,
        None => desk::see(addresses::SIGN_IN),
    }
}

async fn show_code(state: &AppState, status: StatusCode, problem: Option<String>) -> Response {
    let body = CodePage { problem }.render();
    desk::page(state, status, None, (addresses::SIGN_IN_CODE, "Mã xác nhận"), body).await
}

pub(crate) async fn check_code(State(state): State<AppState>, sender: Sender, form: Form) -> Response {
    let Some((pending, candidate)) = pending(&state, sender.session.as_ref()).await else {
        return desk::see(addresses::SIGN_IN);
    };
    let now = state.services.clock.now();
    let device = device_cookie::known(&sender.headers, &state.services, Some(candidate.id));
    // Counted separately from passwords, which are counted by what is typed: no e-mail address begins like
    // this.
    let name = format!("code of account {}", candidate.id);
    let attempt = match state.sign_in_limiter.begin(&name, device, sender.ip(), now) {
        Ok(attempt) => attempt,
        Err(wait) => {
            let page = show_code(&state, StatusCode::TOO_MANY_REQUESTS, Some(wait_sentence(wait, now)));
            return retry_after(page.await, wait, now);
        }
    };
    let how = match use_code(&state, &candidate, &form.value("ma"), now).await {
        Ok(how) => how,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let (Some(how), Some(session)) = (how, &sender.session) else {
        let problem = "Mã không đúng, đã dùng rồi, hoặc đã hết hạn. Xin nhập mã mới nhất.".to_owned();
        return show_code(&state, StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await;
    };
    attempt.succeeded();
    begin(&state, session, candidate.id, how, sender.origin(), &pending.next).await
}

/// Uses up a code of the authenticator app or a recovery code; returns the method.
async fn use_code(
    state: &AppState,
    candidate: &Candidate,
    typed: &str,
    now: Timestamp,
) -> Result<Option<Action>, DbError> {
    let db = &state.services.db;
    let secret: Option<[u8; 20]> =
        candidate.totp_secret.as_ref().and_then(|secret| secret.as_slice().try_into().ok());
    let step = secret.and_then(|secret| TotpSecret(secret).check(typed, now, Some(candidate.totp_step)));
    let recovery = RecoveryCode::read(typed);
    let mut tx = db.write().await?;
    // Inside the write transaction: a change made while this request waited is seen.
    let now_known = store::load_candidate(db, candidate.id).await?;
    if now_known.is_none_or(|known| known.credentials() != candidate.credentials()) {
        return Ok(None);
    }
    let how = match (step, recovery) {
        (Some(step), _) => store::use_step(&mut tx, candidate.id, step).await?.then_some(Action::SignedIn),
        (None, Some(code)) => store::use_recovery_code(&mut tx, candidate.id, &code.hash())
            .await?
            .then_some(Action::RecoveryCodeUsed),
        (None, None) => None,
    };
    tx.commit().await?;
    Ok(how)
}

pub(crate) async fn sign_out(State(state): State<AppState>, Sender { session, .. }: Sender) -> Response {
    let person = match signed_in(&state, session.as_ref()).await {
        Ok(person) => person,
        Err(refused) => return *refused,
    };
    if let Some(person) = person {
        let noted = async {
            let mut tx = state.services.db.write().await?;
            let subject = Subject::Session(person.session);
            note(&mut tx, state.services.clock.now(), person.actor(), Action::SignedOut, subject, &[])
                .await?;
            tx.commit().await
        };
        if let Err(fault) = noted.await {
            return desk::failed(&state, &fault);
        }
    }
    if let Some(session) = session
        && let Err(cause) = session.flush().await
    {
        tracing::error!("a session could not end: {cause}");
        return plain_page::session_not_written(&state.assets, "Chưa đăng xuất được");
    }
    let mut response = desk::see(addresses::SIGN_IN);
    if let Ok(cookie) = HeaderValue::from_str(&desk_cookie::removed(state.services.https)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn seconds(WaitUntil(until): WaitUntil, now: Timestamp) -> i64 {
    ((until.0 - now.0).max(0) + 999) / 1000
}

pub(super) fn wait_sentence(wait: WaitUntil, now: Timestamp) -> String {
    let seconds = seconds(wait, now);
    let wait = if seconds < 60 {
        format!("{seconds} giây")
    } else {
        format!("{} phút", seconds.div_euclid(60) + 1)
    };
    format!("Đã có nhiều lần thử không đúng. Xin thử lại sau {wait}.")
}

pub(super) fn retry_after(mut response: Response, wait: WaitUntil, now: Timestamp) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds(wait, now).max(1)));
    response
}
