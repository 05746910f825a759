//! Cookies whose value nobody but the site can make.

use crate::answer::Backend;
use axum::http::{HeaderMap, header};
use cookie::{Cookie, CookieJar, Key, SameSite, time::Duration};
use domain::secret::Secret;

/// As long as browsers keep a cookie at most.
const KEPT: Duration = Duration::days(400);

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

/// The name of a cookie in the browser. Behind https it binds the cookie to this host and to https; behind plain http no
/// browser takes such a name.
pub fn full_name(name: &str, https: bool) -> String {
    if https { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie that a request brings, if the site has signed it.
pub fn read(headers: &HeaderMap, backend: &Backend, name: &str) -> Option<String> {
    let name = full_name(name, backend.https);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let cookies = lines.flat_map(|line| Cookie::split_parse(line.to_owned())).filter_map(Result::ok);
    let mut jar = CookieJar::new();
    for cookie in cookies.filter(|cookie| cookie.name() == name) {
        jar.add_original(cookie);
    }
    jar.signed(&backend.cookie_key.0).get(&name).map(|cookie| cookie.value().to_owned())
}

/// The line of `Set-Cookie` that gives a browser this value.
pub fn write(backend: &Backend, name: &str, value: String) -> String {
    let name = full_name(name, backend.https);
    let cookie = Cookie::build((name.clone(), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(backend.https)
        .max_age(KEPT);
    let mut jar = CookieJar::new();
    jar.signed_mut(&backend.cookie_key.0).add(cookie);
    jar.get(&name).map(ToString::to_string).unwrap_or_default()
}
