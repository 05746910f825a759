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

    /// An address that names something of this site for ever, whatever the public address of the site, its slug or
    /// its category becomes: `urn:uuid:…`, version 8 (RFC 9562).
    pub fn urn(&self, of: &str) -> String {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = self.keyed("urn", &[of.as_bytes()]);
        let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
        let (third, fourth) = ([g & 0x0f | 0x80, h], [i & 0x3f | 0x80, j]);
        let last = [k, l, m, n, o, p];
        let first = [a, b, c, d];
        format!("urn:uuid:{}-{}-{}-{}-{}", hex(&first), hex(&[e, f]), hex(&third), hex(&fourth), hex(&last))
    }

    /// The key that cookies are signed with.
    pub fn cookie_key(&self) -> [u8; 32] {
        self.keyed("cookie", &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_uuid_of_this_site_and_this_thing() {
        let urn = Secret([7; 32]).urn("article 12");
        let parts: Vec<usize> = urn.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{urn}");
        assert_eq!(&urn[23..24], "8", "the version");
        assert!(["8", "9", "a", "b"].contains(&&urn[28..29]), "the variant of {urn}");
        assert_eq!(Secret([7; 32]).urn("article 12"), urn);
        assert_ne!(Secret([7; 32]).urn("article 13"), urn);
        assert_ne!(Secret([8; 32]).urn("article 12"), urn);
    }
}
