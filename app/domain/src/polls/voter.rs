//! A voter is whoever has a random key that the site has issued. The key is not stored, only hashes of it
//! with a secret of the site.

use crate::{id::PollId, secret::Secret};
use data_encoding::HEXLOWER;

/// The key of a voter: 128 random bits, kept in a signed cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct VoterKey(pub [u8; 16]);

impl std::fmt::Debug for VoterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VoterKey")
    }
}

impl VoterKey {
    /// A new key.
    ///
    /// # Errors
    /// The system's random number generator failed.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Parses the text of [`VoterKey::written`].
    pub fn read(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As written in the cookie.
    pub fn written(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// The hash that is stored. It differs from poll to poll, so that nobody who reads the database can
    /// follow a voter from one poll to another.
    pub fn hash(&self, poll: PollId, secret: &Secret) -> VoterHash {
        VoterHash(secret.keyed("voter", &[&poll.0.to_be_bytes(), &self.0]))
    }
}

/// The stored hash of a voter in one poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoterHash(pub [u8; 32]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = VoterKey::random().expect("random bytes");
        assert_eq!(VoterKey::read(&key.written()), Some(key));
        for wrong in ["", "00", &"0".repeat(33), &"G".repeat(32)] {
            assert_eq!(VoterKey::read(wrong), None, "{wrong}");
        }
    }
}
