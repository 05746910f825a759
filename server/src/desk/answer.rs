//! The way of a form that was sent: on to the next page, or shown again with what was typed and the reason above it.

use super::{failed, forbidden, form::Form, missing, not_stored};
use crate::state::Site;
use app::desk::Done;
use axum::{http::StatusCode, response::Response};
use domain::{accounts::Person, db::Fault, form::Refusal};
use std::sync::Arc;

/// What a form shows besides what is stored.
#[derive(Debug)]
pub(crate) struct Shown<Field, Own> {
    /// The form as it was sent; without it, what is stored is shown.
    pub(crate) sent: Option<Form>,
    /// What was done before.
    pub(crate) done: Option<Done>,
    /// Why nothing was stored.
    pub(crate) refusal: Option<Refusal<Field, Own>>,
}

impl<Field, Own> Shown<Field, Own> {
    /// What is stored, after something was done or at first.
    pub(crate) fn stored(done: Option<Done>) -> Self {
        Self { sent: None, done, refusal: None }
    }

    /// The form once more, with why nothing was stored.
    pub(crate) fn again(sent: Option<Form>, refusal: Option<Refusal<Field, Own>>) -> Self {
        Self { sent, done: None, refusal }
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

/// Answers a form, or a step without one, by what the store has answered: as `next` does with what was stored, or as
/// `again` shows the form. Where the store has failed, what was sent comes back to be sent once more.
pub(crate) async fn answer<T, Field, Own>(
    site: &Site,
    person: &Arc<Person>,
    path: &str,
    sent: Option<Form>,
    answer: Result<Result<T, Refusal<Field, Own>>, Fault>,
    next: impl AsyncFnOnce(T) -> Response,
    again: impl AsyncFnOnce(Shown<Field, Own>) -> Response,
) -> Response {
    match answer {
        Ok(Ok(stored)) => next(stored).await,
        Ok(Err(Refusal::Gone)) => missing(site, person, path).await,
        Ok(Err(Refusal::NotAllowed)) => forbidden(site, person, path).await,
        Ok(Err(refusal)) => again(Shown::again(sent, Some(refusal))).await,
        Err(fault) => match sent {
            Some(sent) => not_stored(site, person, path, sent, &fault).await,
            None => failed(site, &fault),
        },
    }
}
