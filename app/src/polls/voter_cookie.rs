//! The signed cookie with the voter's key: only keys that the site has issued are accepted.

use crate::signed_cookie::SignedCookies;
use axum::http::HeaderMap;
use domain::polls::voter::VoterKey;

const NAME: &str = "tn_voter";

/// The voter's key in a request, if its signature is valid.
pub fn read(headers: &HeaderMap, cookies: &SignedCookies) -> Option<VoterKey> {
    VoterKey::read(&cookies.read(headers, NAME)?)
}

/// The `Set-Cookie` value with this key.
pub fn write(voter: &VoterKey, cookies: &SignedCookies) -> String {
    cookies.write(NAME, voter.written())
}
