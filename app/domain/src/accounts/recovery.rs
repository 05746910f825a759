//! Recovery codes, to be printed, for people who have lost the second factor.

use crate::chain::Hash;
use sha2::{Digest, Sha256};
use std::fmt;

/// The alphabet of a code: digits and capitals without I, L, O and U (Crockford's base 32), so that no two
/// look alike.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many characters a code has. 16 are 80 bits. The hash is a fast one: whoever steals the database could
/// search 60 bits.
const LENGTH: usize = 16;
/// How many characters form a group when a code is displayed.
const GROUP: usize = 4;

/// A one-time code that replaces the second factor. It is shown once; the store keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; LENGTH]);

impl RecoveryCode {
    /// How many codes an account gets.
    pub const SET: usize = 10;

    /// A new set of codes.
    ///
    /// # Errors
    /// The system's random number generator failed.
    pub fn random_set() -> Result<[Self; Self::SET], getrandom::Error> {
        let mut bytes = [[0; LENGTH]; Self::SET];
        getrandom::fill(bytes.as_flattened_mut())?;
        // 256 is a multiple of 32: all characters are equally likely.
        Ok(bytes.map(|code| Self(code.map(|byte| LETTERS[usize::from(byte % 32)]))))
    }

    /// Reads a code as typed: lower case, spaces and hyphens anywhere, O for 0, I or L for 1.
    pub fn read(text: &str) -> Option<Self> {
        let letters: Option<Vec<u8>> = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '‐' | '‑' | '–' | '—'))
            .map(|letter| match letter.to_ascii_uppercase() {
                'O' => Some(b'0'),
                'I' | 'L' => Some(b'1'),
                letter => u8::try_from(letter).ok().filter(|letter| LETTERS.contains(letter)),
            })
            // One more than the length is enough to see that the text is too long.
            .take(LENGTH + 1)
            .collect();
        letters?.try_into().ok().map(Self)
    }

    /// The hash it is stored under: SHA-256 of its characters, without hyphens.
    pub fn hash(&self) -> Hash {
        Sha256::digest(self.0).into()
    }
}

/// As displayed: `7K2M-9QXD-4TRN-0WBE`.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, letter) in self.0.iter().enumerate() {
            if index > 0 && index % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

/// Does not print the code: debug output goes to logs.
impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn code(text: &str) -> RecoveryCode {
        RecoveryCode::read(text).expect("a code")
    }

    #[test]
    fn an_account_gets_ten_codes_that_differ() {
        let written: HashSet<String> = (0..100)
            .flat_map(|_| RecoveryCode::random_set().expect("random bytes"))
            .map(|code| code.to_string())
            .collect();
        assert_eq!(written.len(), 1_000);
        assert!(written.iter().all(|code| code.len() == 19), "{written:?}");
        let letters: HashSet<char> = written.iter().flat_map(|code| code.chars()).collect();
        assert_eq!(letters.len(), 33, "all letters and the hyphen are in use");
    }

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        let written = "70K1-9QXD-4TRN-01BE";
        assert_eq!(code(written).to_string(), written);
        for copied in [
            "70k1-9qxd-4trn-01be",
            "70K19QXD4TRN01BE",
            " 70K1 9QXD 4TRN 01BE\r\n",
            "7OKI-9QXD-4TRN-OLBE",
            "7okl – 9qxd – 4trn – oibe",
            "7-0-K-1-9-Q-X-D-4-T-R-N-0-1-B-E",
        ] {
            assert_eq!(code(copied), code(written), "{copied}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for wrong in [
            "",
            "-",
            "70K1-9QXD-4TRN-01B",
            "70K1-9QXD-4TRN-01BEE",
            "70K1-9QXD-4TRN-01BU",
            "70K1-9QXD-4TRN-01BÉ",
            "70K1_9QXD_4TRN_01BE",
        ] {
            assert_eq!(RecoveryCode::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_stored_is_the_sha_256_of_its_letters() {
        // printf 0000000000000000 | sha256sum
        let stored = "fcdb4b423f4e5283afa249d762ef6aef150e91fccd810d43e5e719d14512dec7";
        assert_eq!(crate::chain::hexadecimal(&code("OOOO-oooo-0000-0000").hash()), stored);
    }

    #[test]
    fn a_log_shows_no_code() {
        assert_eq!(format!("{:?}", code("70K1-9QXD-4TRN-01BE")), "RecoveryCode");
    }

    proptest! {
        #[test]
        fn a_code_has_one_hash_however_it_is_written(letters in "[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{16}") {
            let read = code(&letters);
            prop_assert_eq!(code(&read.to_string()).hash(), read.hash());
            prop_assert_eq!(read.to_string().replace('-', ""), letters.to_ascii_uppercase());
        }

        #[test]
        fn no_text_breaks_the_reading(text in any::<String>()) {
            let _ = RecoveryCode::read(&text);
        }
    }
}
