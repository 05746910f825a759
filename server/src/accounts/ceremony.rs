//! What the two ceremonies of passkeys share: adding one, and signing in with one. A script begins one, the browser asks its
//! owner, and the script brings the answer. In between the session keeps what was asked, for one answer.

use crate::arriving::{self, Stopped};
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::clock::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use tower_sessions::{Session, session::Error};

/// How long an answer is waited for, in milliseconds: as long as browsers are told to.
const WAITS_FOR: i64 = 5 * 60 * 1000;
/// The largest answer of a browser, in bytes. A credential's id has at most 1,023 bytes, an RSA key some 300.
const MAX_ANSWER: usize = 8 * 1024;

/// There is no ceremony that waits for this answer.
pub(super) const OVER: &str = "Lần yêu cầu này đã hết hạn hoặc đã được dùng. Xin thử lại từ đầu.";
/// The address of the site allows no passkeys.
pub(super) const NOT_HERE: &str = "Địa chỉ hiện tại của trang chưa cho phép dùng khóa truy cập.";
/// The fault is ours.
pub(super) const FAILED: &str = "Máy chủ gặp trục trặc. Xin thử lại sau ít phút.";

#[derive(Serialize, Deserialize)]
struct Kept<T> {
    since: Timestamp,
    asked: T,
}

/// Keeps what was asked. An earlier ceremony of this kind is over.
pub(super) async fn keep(
    session: &Session,
    kind: &str,
    asked: impl Serialize,
    now: Timestamp,
) -> Result<(), Error> {
    session.insert(kind, Kept { since: now, asked }).await
}

/// Takes what was asked out of the session, for ever, whatever then becomes of the answer.
pub(super) async fn take<T: DeserializeOwned>(
    session: &Session,
    kind: &str,
    now: Timestamp,
) -> Result<Option<T>, Error> {
    // Who brings an answer to nothing gets no session.
    if session.get_value(kind).await?.is_none() {
        return Ok(None);
    }
    let kept: Option<Kept<T>> = session.remove(kind).await?;
    // At once, since an answer of ours that fails saves nothing.
    session.save().await?;
    Ok(kept.filter(|kept| (0..WAITS_FOR).contains(&(now.0 - kept.since.0))).map(|kept| kept.asked))
}

/// Reads what a script has sent; else the answer to it.
pub(super) async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Box<Response>> {
    let refused = |sentence| Box::new(problem(StatusCode::UNPROCESSABLE_ENTITY, sentence));
    let (_, body) = arriving::read(request, MAX_ANSWER).await.map_err(|stopped| match stopped {
        Stopped::TooLong => refused("Nội dung gửi lên lớn hơn mức cho phép."),
        Stopped::Broken => refused("Nội dung gửi lên bị đứt giữa chừng. Xin thử lại."),
    })?;
    serde_json::from_slice(&body).map_err(|_| refused("Nội dung gửi lên không đọc được."))
}

/// Why something was refused, for the script to show.
pub(super) fn problem(status: StatusCode, sentence: &str) -> Response {
    answer(status, &json!({ "problem": sentence }))
}

/// Where the browser goes now.
pub(super) fn onward(address: &str) -> Response {
    answer(StatusCode::OK, &json!({ "to": address }))
}

/// Something for the script.
pub(super) fn answer(status: StatusCode, value: &impl Serialize) -> Response {
    let mut response = (status, Json(value)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The fault is ours; its cause goes to the log.
pub(super) fn failed(cause: &dyn std::fmt::Display) -> Response {
    tracing::error!("a passkey could not be used: {cause}");
    problem(StatusCode::INTERNAL_SERVER_ERROR, FAILED)
}
