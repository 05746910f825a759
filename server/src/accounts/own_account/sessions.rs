//! Ending one's own sessions.

use crate::{desk, desk::id::Id, state::AppState};
use app::{
    accounts::own_account_page::{SESSION_ENDED, SESSIONS_ENDED},
    routes::desk as addresses,
};
use axum::{Extension, extract::State, response::Response};
use domain::{
    accounts::{
        Person,
        store::{Which, end_sessions},
    },
    audit::{Action, Subject, store::note},
    db::DbError,
    id::SessionId,
};
use std::sync::Arc;

pub(super) async fn end_one(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<SessionId>,
) -> Response {
    match end(&state, &person, Which::One(id)).await {
        // Somebody else's, or ended already.
        Ok(0) => desk::missing(&state, &person, addresses::OWN_ACCOUNT).await,
        Ok(_) => desk::see(&SESSION_ENDED.at(addresses::OWN_ACCOUNT)),
        Err(fault) => desk::failed(&state, &fault),
    }
}

pub(super) async fn end_others(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
) -> Response {
    match end(&state, &person, Which::AllBut(person.session)).await {
        Ok(_) => desk::see(&SESSIONS_ENDED.at(addresses::OWN_ACCOUNT)),
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// Returns how many were ended. If none were, nothing is logged.
async fn end(state: &AppState, person: &Person, which: Which) -> Result<u64, DbError> {
    let now = state.services.clock.now();
    let mut tx = state.services.db.write().await?;
    let ended = end_sessions(&mut tx, person.id, Some(which)).await?;
    if ended > 0 {
        let (action, subject) = match which {
            Which::One(id) => (Action::SessionRevoked, Subject::Session(id)),
            Which::AllBut(_) => (Action::SessionsEnded, Subject::Account(person.id)),
        };
        let ended = ended.to_string();
        note(&mut tx, now, person.actor(), action, subject, &[("sessions", &ended)]).await?;
        tx.commit().await?;
    }
    Ok(ended)
}
