//! The cookie that holds a voter's key, signed: nobody can bring a key that the site has not handed out.

use crate::answer::Backend;
use axum::http::{HeaderMap, header};
use cookie::{Cookie, CookieJar, Key, SameSite, time::Duration};
use domain::{polls::voter::VoterKey, secret::Secret};

/// Behind https the name binds the cookie to this host and to https.
const SECURE_NAME: &str = "__Host-tn_voter";
/// Behind plain http no browser takes such a name.
const PLAIN_NAME: &str = "tn_voter";
/// As long as browsers keep a cookie at most.
const KEPT: Duration = Duration::days(400);

fn name(https: bool) -> &'static str {
    if https { SECURE_NAME } else { PLAIN_NAME }
}

/// What cookies are signed with, derived once: a derivation costs as much as the rest of reading a cookie.
#[derive(Clone)]
pub struct CookieKey(Key);

impl CookieKey {
    /// The key that belongs to the secret of a site.
    pub fn of(secret: &Secret) -> Self {
        Self(Key::derive_from(&secret.cookie_key()))
    }
}

impl std::fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CookieKey")
    }
}

/// The voter's key that a request brings, if it is one of ours.
pub fn read(headers: &HeaderMap, backend: &Backend) -> Option<VoterKey> {
    let name = name(backend.https);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let cookies = lines.flat_map(|line| Cookie::split_parse(line.to_owned())).filter_map(Result::ok);
    let mut jar = CookieJar::new();
    for cookie in cookies.filter(|cookie| cookie.name() == name) {
        jar.add_original(cookie);
    }
    VoterKey::read(jar.signed(&backend.cookie_key.0).get(name)?.value())
}

/// The value of `Set-Cookie` that gives a browser this key.
pub fn write(voter: &VoterKey, backend: &Backend) -> String {
    let name = name(backend.https);
    let cookie = Cookie::build((name, voter.written()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(backend.https)
        .max_age(KEPT);
    let mut jar = CookieJar::new();
    jar.signed_mut(&backend.cookie_key.0).add(cookie);
    jar.get(name).map(ToString::to_string).unwrap_or_default()
}
