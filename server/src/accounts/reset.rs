//! Choosing a password with a link that can be used once. Opening the link changes nothing, since chats and
//! mail programs open links to show previews.

use super::sign_in;
use crate::{desk, desk::form::Form, plain_page, state::AppState};
use app::{
    accounts::reset_page::{PASSWORD, ResetPage, spent_page},
    routes::desk as addresses,
};
use axum::{
    extract::{FromRequest, Path, Request, State, rejection::PathRejection},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::{
    accounts::{
        NotHashed, Token, check_password,
        store::{Candidate, find_reset_link, redeem_reset_link},
    },
    db::DbError,
    site::store::load_about,
};

/// The token in the path.
type Segment = Result<Path<String>, PathRejection>;

const TITLE: &str = "Đặt mật khẩu";

pub(crate) async fn reset_page(State(state): State<AppState>, written: Segment) -> Response {
    let token = read(written);
    match find(&state, &token).await {
        Ok(Some((_, candidate))) => show(&state, StatusCode::OK, token, candidate, None).await,
        Ok(None) => spent(&state).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// A segment that is not valid text is no token.
fn read(written: Segment) -> String {
    written.map(|Path(written)| written).unwrap_or_default()
}

/// The token and its account, while the link is valid.
async fn find(state: &AppState, token: &str) -> Result<Option<(Token, Candidate)>, DbError> {
    let Ok(token) = token.parse::<Token>() else { return Ok(None) };
    let found = find_reset_link(&state.services.db, &token.hash(), state.services.clock.now()).await?;
    Ok(found.map(|candidate| (token, candidate)))
}

async fn show(
    state: &AppState,
    status: StatusCode,
    token: String,
    candidate: Candidate,
    problem: Option<String>,
) -> Response {
    let page = ResetPage { token, email: candidate.email, problem };
    unseen(desk::page(state, status, None, (addresses::RESET, TITLE), page.render()).await)
}

async fn spent(state: &AppState) -> Response {
    let page = (addresses::RESET, "Liên kết không dùng được");
    unseen(desk::page(state, StatusCode::NOT_FOUND, None, page, spent_page()).await)
}

/// Hides the page's address from other sites, even its host. Not from our own: with `no-referrer` browsers
/// send forms without an origin, and such forms are refused.
fn unseen(mut page: Response) -> Response {
    page.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    page
}

pub(crate) async fn reset(State(state): State<AppState>, written: Segment, request: Request) -> Response {
    let written = read(written);
    // Before the form is read and a password is hashed: only holders of a valid link can cause work.
    let (token, candidate) = match find(&state, &written).await {
        Ok(Some(found)) => found,
        Ok(None) => return spent(&state).await,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let password = match Form::from_request(request, &state).await {
        Ok(form) => form.value(PASSWORD),
        Err(refused) => return refused,
    };
    let about = match load_about(&state.services.db, "").await {
        Ok(about) => about.map(|about| about.name).unwrap_or_default(),
        Err(fault) => return desk::failed(&state, &fault),
    };
    let local = candidate.email.split('@').next().unwrap_or_default();
    if let Err(weak) = check_password(&password, &[&about, &candidate.name, local]) {
        let problem = Some(weak.to_string());
        return show(&state, StatusCode::UNPROCESSABLE_ENTITY, written, candidate, problem).await;
    }
    let hash = match state.hasher.hash(&password).await {
        Ok(hash) => hash,
        Err(NotHashed::Busy) => {
            let problem = Some("Hiện có quá nhiều người đang chờ. Xin gửi lại sau vài giây.".to_owned());
            return show(&state, StatusCode::SERVICE_UNAVAILABLE, written, candidate, problem).await;
        }
        Err(cause) => {
            tracing::error!("a password could not be hashed: {cause}");
            return plain_page::failed(&state.assets);
        }
    };
    match redeem_reset_link(&state.services.db, &token.hash(), &hash, state.services.clock.now()).await {
        Ok(Some(_)) => desk::see(sign_in::AFTER_RESET),
        // The link was used by a concurrent request.
        Ok(None) => spent(&state).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}
