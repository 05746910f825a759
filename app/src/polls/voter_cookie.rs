//! The cookie that holds a voter's key, signed: nobody can bring a key that the site has not handed out.

use crate::signed_cookie::SignedCookies;
use axum::http::HeaderMap;
use domain::polls::voter::VoterKey;

const NAME: &str = "tn_voter";

/// The voter's key that a request brings, if it is one of ours.
pub fn read(headers: &HeaderMap, cookies: &SignedCookies) -> Option<VoterKey> {
    VoterKey::read(&cookies.read(headers, NAME)?)
}

/// The value of `Set-Cookie` that gives a browser this key.
pub fn write(voter: &VoterKey, cookies: &SignedCookies) -> String {
    cookies.write(NAME, voter.written())
}
