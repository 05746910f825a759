//! The cookie beside the session that scripts can read: pages then load the wasm with the parts of the desk
//! (`app::document`). It says only that somebody has signed in with this browser, holds no secret and gives no
//! right; every call looks up the session.

use app::{document::SIGNED_IN, signed_cookie::full_name};
use domain::accounts::ABSOLUTE_LIMIT;
use tower_sessions::cookie::{Cookie, SameSite, time::Duration};

/// The `Set-Cookie` value at sign-in. It lasts as long as a session may.
pub(super) fn set(https: bool) -> String {
    written("1", Duration::milliseconds(ABSOLUTE_LIMIT), https)
}

/// The `Set-Cookie` value at sign-out.
pub(super) fn removed(https: bool) -> String {
    written("", Duration::ZERO, https)
}

fn written(value: &'static str, kept: Duration, https: bool) -> String {
    let cookie = Cookie::build((full_name(SIGNED_IN, https), value)).path("/").same_site(SameSite::Lax);
    cookie.secure(https).max_age(kept).build().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_can_read_it_and_signing_out_removes_it() {
        assert_eq!(set(false), "tn_desk=1; SameSite=Lax; Path=/; Max-Age=2592000");
        assert_eq!(removed(true), "__Host-tn_desk=; SameSite=Lax; Secure; Path=/; Max-Age=0");
    }
}
