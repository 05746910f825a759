//! Idempotency keys of forms that create something. If the same form is sent twice, by a double click on a
//! slow line or after going back in the browser, only one thing is created; the second response leads to it.

pub(crate) mod store;

use data_encoding::BASE64URL_NOPAD;

/// The length of a key in bytes.
const BYTES: usize = 16;

/// The key of one form: 16 random bytes in 22 characters (base64url).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// A new key; `None` if the random number generator fails. A form without a key is accepted every time it
    /// is sent.
    pub fn random() -> Option<Self> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// Reads the key of a submitted form; `None` if it is no key.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_and_nothing_else_is_one() {
        let key = FormKey::random();
        assert!(key.is_some());
        assert_eq!(key.as_ref().and_then(|key| FormKey::read(key.as_str())), key);
        assert_ne!(FormKey::random(), key);
        for wrong in ["", "abc", "a'; drop table form_keys", &"A".repeat(400)] {
            assert_eq!(FormKey::read(wrong), None);
        }
    }
}
