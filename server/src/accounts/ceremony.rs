//! The common part of the two passkey ceremonies: adding one, and signing in with one. A script starts the
//! ceremony, the browser asks its owner, and the script sends the answer. Meanwhile the session keeps the
//! challenge, for one answer.

use crate::{
    arriving::{self, Stopped},
    desk::json::{answer, problem},
};
use axum::{extract::Request, http::StatusCode, response::Response};
use domain::clock::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use tower_sessions::{Session, session::Error};

/// How long an answer may take, in milliseconds: the same as the timeout for browsers.
const WAITS_FOR: i64 = 5 * 60 * 1000;
/// The largest answer of a browser, in bytes. A credential's id has at most 1,023 bytes, an RSA key some 300.
const MAX_ANSWER: usize = 8 * 1024;

/// There is no challenge for this answer.
pub(super) const OVER: &str = "Lần yêu cầu này đã hết hạn hoặc đã được dùng. Xin thử lại từ đầu.";
/// The site's address does not allow passkeys.
pub(super) const NOT_HERE: &str = "Địa chỉ hiện tại của trang chưa cho phép dùng khóa truy cập.";
/// An internal error.
pub(super) const FAILED: &str = "Máy chủ gặp trục trặc. Xin thử lại sau ít phút.";

#[derive(Serialize, Deserialize)]
struct Kept<T> {
    since: Timestamp,
    asked: T,
}

/// Keeps the challenge in the session. It replaces an earlier one of this kind.
pub(super) async fn keep(
    session: &Session,
    kind: &str,
    asked: impl Serialize,
    now: Timestamp,
) -> Result<(), Error> {
    session.insert(kind, Kept { since: now, asked }).await
}

/// Takes the challenge out of the session: it can be used only once, even if the answer is wrong.
pub(super) async fn take<T: DeserializeOwned>(
    session: &Session,
    kind: &str,
    now: Timestamp,
) -> Result<Option<T>, Error> {
    // An answer without a challenge does not create a session.
    if session.get_value(kind).await?.is_none() {
        return Ok(None);
    }
    let kept: Option<Kept<T>> = session.remove(kind).await?;
    // At once, since the session is not saved if the response is an error.
    session.save().await?;
    Ok(kept.filter(|kept| (0..WAITS_FOR).contains(&(now.0 - kept.since.0))).map(|kept| kept.asked))
}

/// Parses what a script has sent; otherwise an error response.
pub(super) async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Box<Response>> {
    let refused = |sentence| Box::new(problem(StatusCode::UNPROCESSABLE_ENTITY, sentence));
    let (_, body) = arriving::read(request, MAX_ANSWER).await.map_err(|stopped| match stopped {
        Stopped::TooLong => refused("Nội dung gửi lên lớn hơn mức cho phép."),
        Stopped::Broken => refused("Nội dung gửi lên bị đứt giữa chừng. Xin thử lại."),
    })?;
    serde_json::from_slice(&body).map_err(|_| refused("Nội dung gửi lên không đọc được."))
}

/// Where the script should go next.
pub(super) fn onward(address: &str) -> Response {
    answer(StatusCode::OK, &json!({ "to": address }))
}

/// An internal error; its cause is logged.
pub(super) fn failed(cause: &dyn std::fmt::Display) -> Response {
    tracing::error!("a passkey could not be used: {cause}");
    problem(StatusCode::INTERNAL_SERVER_ERROR, FAILED)
}
