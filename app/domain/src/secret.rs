//! Secret keys, and keyed hashes.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A secret key: that of the site, which voters are hashed and cookies signed with, or that of a day.
#[derive(Clone)]
pub struct Secret(pub [u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new key.
    ///
    /// # Errors
    /// The system's random number generator failed.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// A keyed hash of these parts (HMAC-SHA-256), separate for each purpose.
    pub(crate) fn keyed(&self, what_for: &str, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC accepts keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        mac.update(what_for.as_bytes());
        for part in parts {
            mac.update(&[0]);
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A signature of the path of a page that the server has rendered, so that only such pages can be
    /// counted.
    pub fn seal(&self, path: &str) -> String {
        HEXLOWER.encode(&self.keyed("view", &[path.as_bytes()])[..8])
    }

    /// The key that cookies are signed with.
    pub fn cookie_key(&self) -> [u8; 32] {
        self.keyed("cookie", &[])
    }
}
