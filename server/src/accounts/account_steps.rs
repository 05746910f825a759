//! What an administrator does with an account besides changing it: a link for a new password, the second factor, and whether
//! its owner may sign in.

use super::account::refuse;
use crate::{desk, desk::id::Id, plain_page, state::Site};
use app::{accounts::link_page::LinkPage, routes::desk as addresses};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{Person, RESET_LIMIT, Token, form::Refusal, store},
    clock::Timestamp,
    db::{Db, Fault},
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
    let now = site.backend.clock.now();
    match store::hand_out_link(&site.backend.db, &person, id, &link.hash(), now).await {
        Ok(Ok(())) => hand_over(&site, person, id, &link, now, false).await,
        Ok(Err(refusal)) => refuse(&site, person, Some(id), None, refusal).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}

/// What stands in a new link.
pub(super) fn new_link(site: &Site) -> Result<Token, Box<Response>> {
    Token::random().map_err(|cause| {
        tracing::error!("the system has no random bytes to give: {cause}");
        Box::new(plain_page::failed(&site.assets))
    })
}

/// Shows a link. The answer to the form itself, not a page to be sent on to: nothing keeps the link.
pub(super) async fn hand_over(
    site: &Site,
    person: Arc<Person>,
    id: AccountId,
    link: &Token,
    now: Timestamp,
    is_new: bool,
) -> Response {
    let account = match store::load_account(&site.backend.db, id).await {
        Ok(Some(account)) => account,
        Ok(None) => return desk::missing(site, &person, addresses::ACCOUNTS).await,
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
    desk::page(site, StatusCode::OK, Some(person), (&path, "Liên kết đặt mật khẩu"), page.draw()).await
}

pub(crate) async fn disable(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    step(site, person, id, "ngung", async |db, person, id, now| {
        store::disable_account(db, person, id, now).await
    })
    .await
}

pub(crate) async fn enable(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    step(site, person, id, "mo-lai", async |db, person, id, now| {
        store::enable_account(db, person, id, now).await
    })
    .await
}

pub(crate) async fn drop_second_factor(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
) -> Response {
    step(site, person, id, "hai-buoc", async |db, person, id, now| {
        store::drop_second_factor(db, person, id, now).await
    })
    .await
}

type Answer = Result<Result<(), Refusal>, Fault>;

/// Takes a step of an account; `said` is what the address says afterwards.
async fn step(
    site: Site,
    person: Arc<Person>,
    id: AccountId,
    said: &str,
    take: impl AsyncFnOnce(&Db, &Person, AccountId, Timestamp) -> Answer,
) -> Response {
    match take(&site.backend.db, &person, id, site.backend.clock.now()).await {
        Ok(Ok(())) => desk::see(&format!("{}?da={said}", addresses::account(id))),
        Ok(Err(refusal)) => refuse(&site, person, Some(id), None, refusal).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}
