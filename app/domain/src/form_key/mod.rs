//! Keys of forms that make something. The same form sent twice, by two clicks on a slow line or by a browser that goes back,
//! makes one thing; the second answer leads to it.

pub(crate) mod store;

use data_encoding::BASE64URL_NOPAD;

/// The bytes of a key.
const BYTES: usize = 16;

/// The key of one form: 16 random bytes in 22 letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// A new one; none where the machine has no random bytes. A form without a key is taken as often as it is sent.
    pub fn random() -> Option<Self> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// The key that a form brought back; none where it is no key.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// Its letters.
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
