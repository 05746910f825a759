//! Asking for the password again.

use super::refuse;
use crate::{
    accounts::{
        device_cookie,
        sign_in::{Sender, retry_after, wait_sentence},
    },
    desk::json::problem,
    state::AppState,
};
use axum::{http::StatusCode, response::Response};
use domain::{
    accounts::{
        NotHashed, Person, WaitUntil,
        store::{Candidate, load_candidate},
    },
    clock::Timestamp,
    db::DbError,
};
use std::{fmt::Display, sync::Arc};

/// Why the password was not accepted or could not be checked, or why a new one cannot be stored.
#[derive(Debug)]
pub(crate) struct Unproved {
    status: StatusCode,
    sentence: String,
    /// When to try again, and the present.
    wait: Option<(WaitUntil, Timestamp)>,
}

impl Unproved {
    fn new(status: StatusCode, sentence: &str) -> Self {
        Self { status, sentence: sentence.to_owned(), wait: None }
    }

    fn failed(cause: &dyn Display) -> Self {
        tracing::error!("a password could not be checked: {cause}");
        let sentence = "Máy chủ gặp trục trặc nên chưa có gì thay đổi. Xin thử lại sau ít phút.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, sentence)
    }

    /// The account page with the problem at a field.
    pub(super) async fn beside(self, state: &AppState, person: &Arc<Person>, field: &str) -> Response {
        self.on_page(async |status, sentence| refuse(state, person, status, (field, sentence)).await).await
    }

    /// The page that `page` makes of the status and the problem.
    pub(crate) async fn on_page(self, page: impl AsyncFnOnce(StatusCode, String) -> Response) -> Response {
        let page = page(self.status, self.sentence).await;
        match self.wait {
            Some((wait, now)) => retry_after(page, wait, now),
            None => page,
        }
    }

    /// The problem as a response for a script.
    pub(super) fn for_script(self) -> Response {
        let answer = problem(self.status, &self.sentence);
        match self.wait {
            Some((wait, now)) => retry_after(answer, wait, now),
            None => answer,
        }
    }
}

impl From<NotHashed> for Unproved {
    fn from(cause: NotHashed) -> Self {
        match cause {
            NotHashed::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Hiện có quá nhiều mật khẩu đang được kiểm tra. Xin thử lại sau vài giây.",
            ),
            cause => Self::failed(&cause),
        }
    }
}

impl From<DbError> for Unproved {
    fn from(fault: DbError) -> Self {
        Self::failed(&fault)
    }
}

/// Checks the password of the account. Failures count together with those of signing in, so that a session
/// gives no additional guesses.
pub(crate) async fn prove(
    state: &AppState,
    person: &Person,
    sender: &Sender,
    typed: &str,
) -> Result<Candidate, Unproved> {
    if typed.is_empty() {
        return Err(Unproved::new(StatusCode::UNPROCESSABLE_ENTITY, "Xin nhập mật khẩu hiện tại."));
    }
    let now = state.services.clock.now();
    let candidate = load_candidate(&state.services.db, person.id).await?;
    let device = device_cookie::known(&sender.headers, &state.services, Some(person.id));
    let attempt =
        state.sign_in_limiter.begin(&person.email, device, sender.ip(), now).map_err(|wait| Unproved {
            status: StatusCode::TOO_MANY_REQUESTS,
            sentence: wait_sentence(wait, now),
            wait: Some((wait, now)),
        })?;
    let stored = candidate.as_ref().and_then(|candidate| candidate.password.as_deref());
    let verdict = state.hasher.verify(typed, stored).await?;
    let candidate = candidate.filter(|_| verdict.is_right());
    let wrong = || Unproved::new(StatusCode::UNPROCESSABLE_ENTITY, "Mật khẩu hiện tại không đúng.");
    let candidate = candidate.ok_or_else(wrong)?;
    attempt.succeeded();
    Ok(candidate)
}
