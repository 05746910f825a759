//! Signing in and out, and the accounts, over HTTP.

mod account;
mod account_steps;
mod ceremony;
pub(crate) mod device_cookie;
mod list;
mod own_account;
mod passkey_sign_in;
pub(crate) mod passkeys;
mod reset;
pub(crate) mod session_store;
mod sign_in;
pub(crate) mod signing_in;

use crate::access::{
    Access::{Everybody, With},
    Entry,
};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageAccounts;

/// The routes of signing in and of accounts.
pub(crate) fn routes() -> Vec<Entry> {
    let manage = With(ManageAccounts);
    let mut routes = vec![
        Entry::get(addresses::SIGN_IN, Everybody, sign_in::sign_in_page),
        Entry::post(addresses::SIGN_IN, Everybody, sign_in::sign_in),
        Entry::get(addresses::SIGN_IN_CODE, Everybody, sign_in::code_page),
        Entry::post(addresses::SIGN_IN_CODE, Everybody, sign_in::check_code),
        Entry::post(addresses::SIGN_IN_PASSKEY_START, Everybody, passkey_sign_in::start),
        Entry::post(addresses::SIGN_IN_PASSKEY, Everybody, passkey_sign_in::finish),
        Entry::post(addresses::SIGN_OUT, Everybody, sign_in::sign_out),
        Entry::get("/dat-mat-khau/{token}", Everybody, reset::reset_page),
        Entry::post("/dat-mat-khau/{token}", Everybody, reset::reset),
        Entry::get(addresses::ACCOUNTS, manage, list::list),
        Entry::get(addresses::NEW_ACCOUNT, manage, account::new),
        Entry::post(addresses::NEW_ACCOUNT, manage, account::create),
        Entry::get("/ban-bien-tap/tai-khoan/{id}", manage, account::edit),
        Entry::post("/ban-bien-tap/tai-khoan/{id}", manage, account::save),
        Entry::post("/ban-bien-tap/tai-khoan/{id}/lien-ket", manage, account_steps::link),
        Entry::post("/ban-bien-tap/tai-khoan/{id}/hai-buoc", manage, account_steps::drop_second_factor),
        Entry::post("/ban-bien-tap/tai-khoan/{id}/ngung", manage, account_steps::disable),
        Entry::post("/ban-bien-tap/tai-khoan/{id}/mo-lai", manage, account_steps::enable),
    ];
    routes.extend(own_account::routes());
    routes
}
