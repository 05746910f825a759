//! Other actions of administrators on an account: a link for a new password, the second factor, disabling and
//! enabling.

use super::account::show;
use crate::{
    desk,
    desk::{answer, id::Id},
    plain_page,
    state::Site,
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
    db::Fault,
    id::AccountId,
};
use std::sync::Arc;

pub(crate) async fn link(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let link = match new_link(&site) {
        Ok(link) => link,
        Err(failed) => return *failed,
    };
    let editing = site.editing(&person);
    let handed_out = store::hand_out_link(&editing, id, &link.hash()).await;
    let next = async |()| hand_over(&site, &person, id, &link, editing.now, false).await;
    let again = async |shown| show(&site, &person, Some(id), shown).await;
    answer(&site, &person, &addresses::account(id), None, handed_out, next, again).await
}

/// The token of a new link.
pub(super) fn new_link(site: &Site) -> Result<Token, Box<Response>> {
    Token::random().map_err(|cause| {
        tracing::error!("the system has no random bytes to give: {cause}");
        Box::new(plain_page::failed(&site.assets))
    })
}

/// Shows a link, in the response to the form itself and not after a redirect: so the link is not stored
/// anywhere.
pub(super) async fn hand_over(
    site: &Site,
    person: &Arc<Person>,
    id: AccountId,
    link: &Token,
    now: Timestamp,
    is_new: bool,
) -> Response {
    let account = match store::load_account(&site.backend.db, id).await {
        Ok(Some(account)) => account,
        Ok(None) => return desk::missing(site, person, addresses::ACCOUNTS).await,
        Err(fault) => return desk::failed(site, &fault),
    };
    let page = LinkPage {
        id,
        name: account.name,
        link: format!("{}{}", site.backend.url, addresses::reset(&link.to_string())),
        expires: site.zone.moment(Timestamp(now.0 + RESET_LIMIT)),
        is_new,
    };
    let path = addresses::account(id);
    let head = (path.as_str(), "Liên kết đặt mật khẩu");
    desk::page(site, StatusCode::OK, Some(Arc::clone(person)), head, page.draw()).await
}

pub(crate) async fn disable(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let taken = store::disable_account(&site.editing(&person), id).await;
    step(&site, &person, id, taken, DISABLED).await
}

pub(crate) async fn enable(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let taken = store::enable_account(&site.editing(&person), id).await;
    step(&site, &person, id, taken, ENABLED).await
}

pub(crate) async fn drop_second_factor(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    let taken = store::drop_second_factor(&site.editing(&person), id).await;
    step(&site, &person, id, taken, SECOND_FACTOR_OFF).await
}

/// The response to an action on an account.
async fn step(
    site: &Site,
    person: &Arc<Person>,
    id: AccountId,
    taken: Result<Result<(), Refusal>, Fault>,
    done: Done,
) -> Response {
    let path = addresses::account(id);
    let next = async |()| desk::see(&done.at(&path));
    let again = async |shown| show(site, person, Some(id), shown).await;
    answer(site, person, &path, None, taken, next, again).await
}
