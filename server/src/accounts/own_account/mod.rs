//! One's own account over HTTP. Whatever changes how the owner signs in asks for the password again
//! (`proof.rs`): somebody who finds an open browser, or has stolen its cookie, must not get more than this
//! session. Ending sessions needs no password.

mod name;
mod passkeys;
mod password;
pub(crate) mod proof;
mod second_factor;
mod sessions;

use crate::{
    access::{Access, RouteEntry},
    desk,
    state::AppState,
};
use app::{
    accounts::own_account_page::{DONE, OwnAccountPage},
    desk::Done,
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::{
        Person, Right,
        store::{count_recovery_codes, list_passkeys, list_sessions, load_account},
    },
    db::DbError,
    form::Problem,
};
use std::sync::Arc;

/// The routes of one's own account.
pub(super) fn routes() -> Vec<RouteEntry> {
    // A right that everybody with an account has.
    let own = Access::With(Right::WriteArticles);
    vec![
        RouteEntry::get(addresses::OWN_ACCOUNT, own, page),
        RouteEntry::post(addresses::OWN_NAME, own, name::change),
        RouteEntry::post(addresses::OWN_PASSWORD, own, password::change),
        RouteEntry::post(addresses::SECOND_FACTOR_START, own, second_factor::start),
        RouteEntry::get(addresses::SECOND_FACTOR, own, second_factor::page),
        RouteEntry::post(addresses::SECOND_FACTOR, own, second_factor::confirm),
        RouteEntry::post(addresses::SECOND_FACTOR_END, own, second_factor::switch_off),
        RouteEntry::post(addresses::RECOVERY_CODES, own, second_factor::renew_codes),
        RouteEntry::post(addresses::PASSKEY_START, own, passkeys::start),
        RouteEntry::post(addresses::PASSKEYS, own, passkeys::add),
        RouteEntry::post("/ban-bien-tap/toi/khoa/{id}/go", own, passkeys::remove),
        RouteEntry::post(addresses::SESSIONS, own, sessions::end_others),
        RouteEntry::post("/ban-bien-tap/toi/phien/{id}", own, sessions::end_one),
    ]
}

async fn page(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    request: Request,
) -> Response {
    let done = Done::read(request.uri().query(), &DONE);
    let page = load(&state, &person).await.map(|page| OwnAccountPage { done, ..page });
    show(&state, StatusCode::OK, &person, page).await
}

async fn show(
    state: &AppState,
    status: StatusCode,
    person: &Arc<Person>,
    page: Result<OwnAccountPage, DbError>,
) -> Response {
    let rendered = page.map(|page| Some(("Tài khoản của tôi".to_owned(), page.render())));
    desk::show(state, status, person, addresses::OWN_ACCOUNT, rendered).await
}

/// The page with a problem at a field.
async fn refuse(
    state: &AppState,
    person: &Arc<Person>,
    status: StatusCode,
    (field, sentence): (&str, String),
) -> Response {
    let problem = Some(Problem { field: field.to_owned(), sentence });
    let page = load(state, person).await.map(|page| OwnAccountPage { problem, ..page });
    show(state, status, person, page).await
}

/// The page as stored.
async fn load(state: &AppState, person: &Arc<Person>) -> Result<OwnAccountPage, DbError> {
    let (db, now) = (&state.services.db, state.services.clock.now());
    let moment = |instant| state.zone.moment(instant);
    let account = load_account(db, person.id).await?;
    let recovery_codes = match account.is_some_and(|account| account.has_second_factor) {
        true => Some(count_recovery_codes(db, person.id).await?),
        false => None,
    };
    let passkeys = match state.passkeys.is_some() {
        true => Some(list_passkeys(db, person.id).await?),
        false => None,
    };
    let passkeys = passkeys.map(|passkeys| {
        let dated = passkeys.into_iter().map(|passkey| {
            let (added, used) = (moment(passkey.created_at), passkey.used_at.map(moment));
            (passkey, added, used)
        });
        dated.collect()
    });
    let sessions = list_sessions(db, person.id, now).await?.into_iter().map(|session| {
        let (began, seen) = (moment(session.created_at), moment(session.seen_at));
        (session, began, seen)
    });
    Ok(OwnAccountPage {
        name: person.name.clone(),
        person: Arc::clone(person),
        recovery_codes,
        passkeys,
        sessions: sessions.collect(),
        done: None,
        problem: None,
    })
}
