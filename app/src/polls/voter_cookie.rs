//! The cookie that holds a voter's key, signed: nobody can bring a key that the site has not handed out.

use crate::{answer::Backend, signed_cookie};
use axum::http::HeaderMap;
use domain::polls::voter::VoterKey;

const NAME: &str = "tn_voter";

/// The voter's key that a request brings, if it is one of ours.
pub fn read(headers: &HeaderMap, backend: &Backend) -> Option<VoterKey> {
    VoterKey::read(&signed_cookie::read(headers, backend, NAME)?)
}

/// The value of `Set-Cookie` that gives a browser this key.
pub fn write(voter: &VoterKey, backend: &Backend) -> String {
    signed_cookie::write(backend, NAME, voter.written())
}
