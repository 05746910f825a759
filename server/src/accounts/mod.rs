//! Signing in and out, and the accounts, over HTTP.

mod device_cookie;
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
    vec![
        Entry::get(addresses::SIGN_IN, Everybody, sign_in::sign_in_page),
        Entry::post(addresses::SIGN_IN, Everybody, sign_in::sign_in),
        Entry::get(addresses::SIGN_IN_CODE, Everybody, sign_in::code_page),
        Entry::post(addresses::SIGN_IN_CODE, Everybody, sign_in::check_code),
        Entry::post(addresses::SIGN_OUT, Everybody, sign_in::sign_out),
    ]
}
