//! Keys that nobody can guess, and what is hashed under them.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A secret key: the site's own, under which voters are hashed and cookies signed, or one of a day.
#[derive(Clone)]
pub struct Secret(pub [u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// The system has no random bytes to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// A keyed hash of these parts, for this use alone.
    pub(crate) fn keyed(&self, what_for: &str, parts: &[&[u8]]) -> [u8; 32] {
        // An HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        mac.update(what_for.as_bytes());
        for part in parts {
            mac.update(&[0]);
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// By what the site knows the path of a page that it has drawn: nobody else can have it counted.
    pub fn seal(&self, path: &str) -> String {
        HEXLOWER.encode(&self.keyed("view", &[path.as_bytes()])[..8])
    }

    /// The key that cookies are signed with.
    pub fn cookie_key(&self) -> [u8; 32] {
        self.keyed("cookie", &[])
    }
}
