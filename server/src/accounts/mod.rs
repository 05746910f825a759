//! Signing in and out, and the accounts, over HTTP.

mod account;
mod account_steps;
mod ceremony;
mod desk_cookie;
pub(crate) mod device_cookie;
mod list;
pub(crate) mod own_account;
mod passkey_sign_in;
pub(crate) mod passkeys;
mod reset;
pub(crate) mod session_store;
pub(crate) mod sign_in;
pub(crate) mod signing_in;

use crate::access::{
    Access::{Everybody, With},
    RouteEntry,
};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageAccounts;

/// The routes of signing in and of accounts.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = With(ManageAccounts);
    let mut routes = vec![
        RouteEntry::get(addresses::SIGN_IN, Everybody, sign_in::sign_in_page),
        RouteEntry::post(addresses::SIGN_IN, Everybody, sign_in::sign_in),
        RouteEntry::get(addresses::SIGN_IN_CODE, Everybody, sign_in::code_page),
        RouteEntry::post(addresses::SIGN_IN_CODE, Everybody, sign_in::check_code),
        RouteEntry::post(addresses::SIGN_IN_PASSKEY_START, Everybody, passkey_sign_in::start),
        RouteEntry::post(addresses::SIGN_IN_PASSKEY, Everybody, passkey_sign_in::finish),
        RouteEntry::post(addresses::SIGN_OUT, Everybody, sign_in::sign_out),
        RouteEntry::get("/dat-mat-khau/{token}", Everybody, reset::reset_page),
        RouteEntry::post("/dat-mat-khau/{token}", Everybody, reset::reset),
        RouteEntry::get(addresses::ACCOUNTS, manage, list::list),
        RouteEntry::get(addresses::NEW_ACCOUNT, manage, account::new),
        RouteEntry::post(addresses::NEW_ACCOUNT, manage, account::create),
        RouteEntry::get("/ban-bien-tap/tai-khoan/{id}", manage, account::edit),
        RouteEntry::post("/ban-bien-tap/tai-khoan/{id}", manage, account::save),
        RouteEntry::post("/ban-bien-tap/tai-khoan/{id}/lien-ket", manage, account_steps::link),
        RouteEntry::post("/ban-bien-tap/tai-khoan/{id}/hai-buoc", manage, account_steps::drop_second_factor),
        RouteEntry::post("/ban-bien-tap/tai-khoan/{id}/ngung", manage, account_steps::disable),
        RouteEntry::post("/ban-bien-tap/tai-khoan/{id}/mo-lai", manage, account_steps::enable),
    ];
    routes.extend(own_account::routes());
    routes
}
