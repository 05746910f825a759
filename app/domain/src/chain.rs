//! A hash chain: each entry is hashed together with the hash of the entry before it, so that no entry can be
//! changed, removed or inserted without changing all later hashes.
//!
//! The hashed text can be reproduced by anybody: a line `trangnhat KIND 1`, a line `NAME=VALUE` for each
//! field, then `previous=` with the previous hash in hexadecimal; each line ends with one line feed. The
//! previous hash of the first entry is 32 zero bytes.
//!
//! Ballots and the log are both chained and verified with this file.

use crate::{clock::Timestamp, db::DbError};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The previous hash of the first entry.
pub const BEGINNING: Hash = [0; 32];

/// The hash of an entry. No value may contain a line feed, or two entries could give the same text: values
/// are numbers, hexadecimal, fixed names, and JSON without spaces, which escapes line feeds.
pub fn link(kind: &str, fields: &[(&str, &str)], previous: &Hash) -> Hash {
    Sha256::digest(text(kind, fields, previous)).into()
}

fn text(kind: &str, fields: &[(&str, &str)], previous: &Hash) -> String {
    let mut text = format!("trangnhat {kind} 1\n");
    for (name, value) in fields {
        debug_assert!(is_line(value), "the value of {name} holds a line feed");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}={value}");
    }
    let _ = writeln!(text, "previous={}", hexadecimal(previous));
    text
}

/// Whether a text may be a value. To be checked before the hash of stored text is recomputed.
pub(crate) fn is_line(value: &str) -> bool {
    !value.contains('\n')
}

/// A hash, or the beginning of one, in hexadecimal.
pub fn hexadecimal(hash: &[u8]) -> String {
    HEXLOWER.encode(hash)
}

/// Reads a hash from the database.
pub(crate) fn read_hash(bytes: &[u8]) -> Result<Hash, DbError> {
    bytes.try_into().map_err(|_| DbError::Decode("a hash in the store does not have 32 bytes".into()))
}

/// The last entry of a chain, as far as it has been written or verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainHead {
    /// The number of the last entry, from 1; 0 where there is none.
    pub sequence: i64,
    /// Its hash.
    pub hash: Hash,
    /// When it was written.
    pub at: Timestamp,
}

/// The fields of a stored entry that link it into the chain.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    /// Its number.
    pub sequence: i64,
    /// When it was written.
    pub at: Timestamp,
    /// The hash of the entry before it.
    pub previous: &'a [u8],
    /// Its own hash.
    pub hash: &'a [u8],
}

/// Why an entry is not the next one of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Its number is not the next one: entries are missing.
    Gap,
    /// Its previous hash is not the hash of the entry before it.
    Unlinked,
    /// Its hash does not match its content.
    Edited,
    /// Its time is before that of the previous entry.
    Early,
}

impl Break {
    /// In Vietnamese, about an entry with this name.
    pub fn in_words(self, entry: &str) -> String {
        match self {
            Self::Gap => format!("thiếu một hay nhiều {entry} ở trước"),
            Self::Unlinked => format!("không nối tiếp {entry} ở trước"),
            Self::Edited => "nội dung không khớp với dấu niêm phong, tức là đã bị sửa".to_owned(),
            Self::Early => format!("được ghi sớm hơn {entry} ở trước"),
        }
    }
}

impl ChainHead {
    /// The end of an empty chain.
    pub const START: Self = Self { sequence: 0, hash: BEGINNING, at: Timestamp(i64::MIN) };

    /// The time of an entry that is written now. It is never before that of the last entry, even if the clock
    /// was set back.
    pub fn time(&self, now: Timestamp) -> Timestamp {
        self.at.max(now)
    }

    /// Verifies the next entry; `recomputed` is the hash of its content and of [`Self::hash`].
    ///
    /// # Errors
    /// The entry is not the next one; `self` is unchanged.
    pub fn follow(&mut self, entry: &Stored<'_>, recomputed: Hash) -> Result<(), Break> {
        if Some(entry.sequence) != self.sequence.checked_add(1) {
            return Err(Break::Gap);
        }
        if entry.previous != self.hash {
            return Err(Break::Unlinked);
        }
        if entry.hash != recomputed {
            return Err(Break::Edited);
        }
        if entry.at < self.at {
            return Err(Break::Early);
        }
        *self = Self { sequence: entry.sequence, hash: recomputed, at: entry.at };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_that_is_hashed_is_the_one_of_the_documentation() {
        let text = text("ballot", &[("poll", "3"), ("sequence", "1")], &BEGINNING);
        let zeros = "0".repeat(64);
        assert_eq!(text, format!("trangnhat ballot 1\npoll=3\nsequence=1\nprevious={zeros}\n"));
    }

    #[test]
    fn an_entry_depends_on_all_before_it() {
        let first = link("ballot", &[("poll", "3")], &BEGINNING);
        let second = link("ballot", &[("poll", "3")], &first);
        assert_ne!(first, second);
        assert_ne!(second, link("entry", &[("poll", "3")], &first));
        assert_ne!(second, link("ballot", &[("poll", "4")], &first));
    }
    const MINUTE: i64 = 60_000;

    fn content(number: i64, previous: &Hash) -> Hash {
        link("entry", &[("sequence", &number.to_string())], previous)
    }

    /// A verification that has reached the second entry, and the hash of a third.
    fn walked() -> (ChainHead, Hash) {
        let mut end = ChainHead::START;
        for sequence in [1, 2] {
            let hash = content(sequence, &end.hash);
            let at = Timestamp(MINUTE * sequence);
            let entry = Stored { sequence, at, previous: &end.hash.clone(), hash: &hash };
            assert_eq!(end.follow(&entry, hash), Ok(()));
            assert_eq!(end, ChainHead { sequence, hash, at });
        }
        (end, content(3, &end.hash))
    }

    #[test]
    fn a_walk_says_what_is_broken_and_stays_there() {
        let (before, hash) = walked();
        let right = Stored { sequence: 3, at: before.at, previous: &before.hash, hash: &hash };
        for (broken, reason) in [
            (Stored { sequence: 4, ..right }, Break::Gap),
            (Stored { sequence: 2, ..right }, Break::Gap),
            (Stored { sequence: i64::MIN, ..right }, Break::Gap),
            (Stored { previous: &BEGINNING, ..right }, Break::Unlinked),
            (Stored { previous: &before.hash[..31], ..right }, Break::Unlinked),
            (Stored { hash: &before.hash, ..right }, Break::Edited),
            (Stored { hash: &[], ..right }, Break::Edited),
            (Stored { at: Timestamp(before.at.0 - 1), ..right }, Break::Early),
        ] {
            let mut end = before;
            assert_eq!(end.follow(&broken, hash), Err(reason), "{broken:?}");
            assert_eq!(end, before);
        }
        let mut end = before;
        assert_eq!(end.follow(&right, hash), Ok(()), "at one instant with the one before it");
    }

    #[test]
    fn nothing_follows_the_last_number() {
        let mut end = ChainHead { sequence: i64::MAX, ..ChainHead::START };
        let entry = Stored { sequence: i64::MIN, at: Timestamp(0), previous: &BEGINNING, hash: &BEGINNING };
        assert_eq!(end.follow(&entry, BEGINNING), Err(Break::Gap));
    }

    #[test]
    fn time_does_not_run_backwards() {
        assert_eq!(ChainHead::START.time(Timestamp(-1)), Timestamp(-1));
        let (end, _) = walked();
        assert_eq!(end.time(Timestamp(MINUTE)), end.at);
        assert_eq!(end.time(Timestamp(MINUTE * 3)), Timestamp(MINUTE * 3));
    }

    #[test]
    fn a_line_feed_is_no_value() {
        assert!(is_line("{\"a\":\"một\\nhai\u{2028}\"}"));
        for wrong in ["\n", "1\nprevious=0", "a\n"] {
            assert!(!is_line(wrong), "{wrong:?}");
        }
    }
}
