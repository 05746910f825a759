//! Other actions of administrators on an account: a link for a new password, the second factor, disabling and
//! enabling.

use super::account::show;
use crate::{
    desk,
    desk::{answer, id::Id},
    plain_page,
    state::AppState,
};
use app::{
    accounts::{
        account_form_page::{DISABLED, ENABLED, SECOND_FACTOR_OFF},
        link_page::LinkPage,
    },
    desk::Done,
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{Person, RESET_LIMIT, Token, form::Refusal, store},
    clock::Timestamp,
    db::DbError,
    id::AccountId,
};
use std::sync::Arc;

pub(crate) async fn link(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let link = match new_link(&state) {
        Ok(link) => link,
        Err(failed) => return *failed,
    };
    let editing = state.editing(&person);
    let handed_out = store::hand_out_link(&editing, id, &link.hash()).await;
    let next = async |()| hand_over(&state, &person, id, &link, editing.now, false).await;
    let again = async |shown| show(&state, &person, Some(id), shown).await;
    answer(&state, &person, &addresses::account(id), None, handed_out, next, again).await
}

/// The token of a new link.
pub(super) fn new_link(state: &AppState) -> Result<Token, Box<Response>> {
    Token::random().map_err(|cause| {
        tracing::error!("the system has no random bytes to give: {cause}");
        Box::new(plain_page::failed(&state.assets))
    })
}

/// Shows a link, in the response to the form itself and not after a redirect: so the link is not stored
/// anywhere.
pub(super) async fn hand_over(
    state: &AppState,
    person: &Arc<Person>,
    id: AccountId,
    link: &Token,
    now: Timestamp,
    is_new: bool,
) -> Response {
    let account = match store::load_account(&state.services.db, id).await {
        Ok(Some(account)) => account,
        Ok(None) => return desk::missing(state, person, addresses::ACCOUNTS).await,
        Err(fault) => return desk::failed(state, &fault),
    };
    let page = LinkPage {
        id,
        name: account.name,
        link: format!("{}{}", state.services.url, addresses::reset(&link.to_string())),
        expires: state.zone.moment(Timestamp(now.0 + RESET_LIMIT)),
        is_new,
    };
    let path = addresses::account(id);
    let head = (path.as_str(), "Liên kết đặt mật khẩu");
    desk::page(state, StatusCode::OK, Some(Arc::clone(person)), head, page.render()).await
}

pub(crate) async fn disable(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let taken = store::disable_account(&state.editing(&person), id).await;
    step(&state, &person, id, taken, DISABLED).await
}

pub(crate) async fn enable(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let taken = store::enable_account(&state.editing(&person), id).await;
    step(&state, &person, id, taken, ENABLED).await
}

pub(crate) async fn drop_second_factor(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let taken = store::drop_second_factor(&state.editing(&person), id).await;
    step(&state, &person, id, taken, SECOND_FACTOR_OFF).await
}

/// The response to an action on an account.
async fn step(
    state: &AppState,
    person: &Arc<Person>,
    id: AccountId,
    taken: Result<Result<(), Refusal>, DbError>,
    done: Done,
) -> Response {
    let path = addresses::account(id);
    let next = async |()| desk::see(&done.at(&path));
    let again = async |shown| show(state, person, Some(id), shown).await;
    answer(state, person, &path, None, taken, next, again).await
}
