//! Random tokens: in a password reset link, in the session cookie.

use crate::chain::Hash;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// 32 random bytes, written as 64 hexadecimal digits. Only its hash is stored, so whoever reads the database
/// has no token. Tokens are looked up by hash: the timing of the lookup reveals something about the hash at
/// most, which nobody can choose, so no constant-time comparison is needed. Plain SHA-256 is enough, since
/// 256 random bits cannot be guessed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new token.
    ///
    /// # Errors
    /// The system's random number generator failed.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The hash it is stored under.
    pub fn hash(&self) -> Hash {
        Sha256::digest(self.0).into()
    }
}

/// As written in a link.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// Does not print the token: debug output goes to logs.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// The text is not a [`Token`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAToken;

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NotAToken)?;
        bytes.try_into().map(Self).map_err(|_| NotAToken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_is_written() {
        let token = Token::random().expect("random bytes");
        let written = token.to_string();
        assert_eq!(written.len(), 64);
        assert_eq!(written.parse(), Ok(token));
    }

    #[test]
    fn no_two_tokens_are_the_same() {
        let tokens: std::collections::HashSet<String> =
            (0..1_000).map(|_| Token::random().expect("random bytes").to_string()).collect();
        assert_eq!(tokens.len(), 1_000);
    }

    #[test]
    fn anything_else_is_no_token() {
        let written = "0a".repeat(32);
        assert!(written.parse::<Token>().is_ok());
        for wrong in [
            "",
            "0a",
            &"0a".repeat(31),
            &"0a".repeat(33),
            &"0A".repeat(32),
            &"0g".repeat(32),
            &format!(" {written}"),
        ] {
            assert_eq!(wrong.parse::<Token>(), Err(NotAToken), "{wrong}");
        }
    }

    #[test]
    fn what_is_stored_is_the_sha_256_of_its_bytes() {
        // head -c 32 /dev/zero | sha256sum
        let zeros = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
        assert_eq!(HEXLOWER.encode(&Token([0; 32]).hash()), zeros);
    }

    #[test]
    fn a_log_shows_no_token() {
        assert_eq!(format!("{:?}", Token([7; 32])), "Token");
    }
}
