//! Signed cookies.

use axum::http::{HeaderMap, header};
use cookie::{Cookie, CookieJar, Key, SameSite, time::Duration};
use domain::secret::Secret;

/// The longest lifetime that browsers allow.
const KEPT: Duration = Duration::days(400);

/// Reads and writes the signed cookies of a site.
#[derive(Clone)]
pub struct SignedCookies {
    /// Derived once, since that costs as much as the rest of reading a cookie.
    key: Key,
    /// Whether the site is served over https.
    https: bool,
}

impl SignedCookies {
    /// The cookies of the site with this secret; with https they are for https only.
    pub fn of(secret: &Secret, https: bool) -> Self {
        Self { key: Key::derive_from(&secret.cookie_key()), https }
    }

    /// The value of a cookie in a request, if its signature is valid.
    pub fn read(&self, headers: &HeaderMap, name: &str) -> Option<String> {
        let name = full_name(name, self.https);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let cookies = lines.flat_map(|line| Cookie::split_parse(line.to_owned())).filter_map(Result::ok);
        let mut jar = CookieJar::new();
        for cookie in cookies.filter(|cookie| cookie.name() == name) {
            jar.add_original(cookie);
        }
        jar.signed(&self.key).get(&name).map(|cookie| cookie.value().to_owned())
    }

    /// The `Set-Cookie` value that sets this cookie.
    pub fn write(&self, name: &str, value: String) -> String {
        let name = full_name(name, self.https);
        let cookie = Cookie::build((name.clone(), value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.https)
            .max_age(KEPT);
        let mut jar = CookieJar::new();
        jar.signed_mut(&self.key).add(cookie);
        jar.get(&name).map(ToString::to_string).unwrap_or_default()
    }
}

impl std::fmt::Debug for SignedCookies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignedCookies")
    }
}

/// The full name of a cookie. With https, the prefix binds the cookie to this host and to https; with http,
/// browsers reject such a name.
pub fn full_name(name: &str, https: bool) -> String {
    if https { format!("__Host-{name}") } else { name.to_owned() }
}
