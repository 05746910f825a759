//! Signing in and out, and the accounts, over HTTP.

mod ceremony;
mod device_cookie;
mod own_account;
mod passkey_sign_in;
mod passkeys;
pub(crate) mod session_store;
mod sign_in;
mod signing_in;

pub(crate) use passkeys::passkeys;
pub(crate) use signing_in::{is_at_work, session_layer};

use crate::access::{Access::Everybody, Entry};
use app::routes::desk as addresses;

/// The routes of signing in and of accounts.
pub(crate) fn routes() -> Vec<Entry> {
    let mut routes = vec![
        Entry::get(addresses::SIGN_IN, Everybody, sign_in::sign_in_page),
        Entry::post(addresses::SIGN_IN, Everybody, sign_in::sign_in),
        Entry::get(addresses::SIGN_IN_CODE, Everybody, sign_in::code_page),
        Entry::post(addresses::SIGN_IN_CODE, Everybody, sign_in::check_code),
        Entry::post(addresses::SIGN_IN_PASSKEY_START, Everybody, passkey_sign_in::start),
        Entry::post(addresses::SIGN_IN_PASSKEY, Everybody, passkey_sign_in::finish),
        Entry::post(addresses::SIGN_OUT, Everybody, sign_in::sign_out),
    ];
    routes.extend(own_account::routes());
    routes
}
