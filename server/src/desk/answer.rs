//! The response to a form: a redirect to the next page, or the form again with what was typed and the reason
//! above it.

use super::{failed, forbidden, form::Form, missing, not_stored};
use crate::state::AppState;
use app::desk::Done;
use axum::{http::StatusCode, response::Response};
use domain::{accounts::Person, db::DbError, form::Refusal};
use std::sync::Arc;

/// What a form shows besides stored values.
#[derive(Debug)]
pub(crate) struct Shown<Field, Own> {
    /// The form as sent; if none, stored values are shown.
    pub(crate) sent: Option<Form>,
    /// The result of the previous action.
    pub(crate) done: Option<Done>,
    /// Why nothing was stored.
    pub(crate) refusal: Option<Refusal<Field, Own>>,
}

impl<Field, Own> Shown<Field, Own> {
    /// With stored values, at first or after an action.
    pub(crate) fn stored(done: Option<Done>) -> Self {
        Self { sent: None, done, refusal: None }
    }

    /// The form again, with the reason why nothing was stored.
    pub(crate) fn again(sent: Option<Form>, refusal: Option<Refusal<Field, Own>>) -> Self {
        Self { sent, done: None, refusal }
    }

    /// The version that the next save replaces: the one that was sent, unless the page says that somebody else has saved
    /// another one meanwhile. `stored` is that of the thing; `None` for a new one.
    pub(crate) fn version(&self, stored: Option<i64>) -> i64 {
        match (&self.refusal, &self.sent) {
            (Some(Refusal::Stale { version, .. }), _) => *version,
            (_, Some(sent)) => sent.version(),
            (_, None) => stored.unwrap_or_default(),
        }
    }

    /// The status of the page.
    pub(crate) fn status(&self) -> StatusCode {
        self.refusal.as_ref().map_or(StatusCode::OK, status)
    }
}

/// The status of a form that is shown again.
pub(crate) fn status<Field, Own>(refusal: &Refusal<Field, Own>) -> StatusCode {
    match refusal {
        Refusal::Problems(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Stale { .. } | Refusal::Own(_) => StatusCode::CONFLICT,
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::Gone => StatusCode::NOT_FOUND,
    }
}

/// The response to a form, or to a step without one, from the store's result: `next` with what was stored, or
/// `again` to show the form. If the store has failed, what was sent comes back, to be sent again.
pub(crate) async fn answer<T, Field, Own>(
    state: &AppState,
    person: &Arc<Person>,
    path: &str,
    sent: Option<Form>,
    answer: Result<Result<T, Refusal<Field, Own>>, DbError>,
    next: impl AsyncFnOnce(T) -> Response,
    again: impl AsyncFnOnce(Shown<Field, Own>) -> Response,
) -> Response {
    match answer {
        Ok(Ok(stored)) => next(stored).await,
        Ok(Err(Refusal::Gone)) => missing(state, person, path).await,
        Ok(Err(Refusal::NotAllowed)) => forbidden(state, person, path).await,
        Ok(Err(refusal)) => again(Shown::again(sent, Some(refusal))).await,
        Err(fault) => match sent {
            Some(sent) => not_stored(state, person, path, sent, &fault).await,
            None => failed(state, &fault),
        },
    }
}
