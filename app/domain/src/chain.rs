//! A chain of hashes: each entry is hashed together with the hash of the one before it, so that none can be changed,
//! removed or slipped in without every later hash telling.
//!
//! What is hashed is text that anybody can write again: a line `trangnhat KIND 1`, then a line `NAME=VALUE` for each field,
//! then `previous=` with the hash before in hexadecimal, each line ended by one line feed. The first entry follows a hash
//! of 32 zero bytes.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A SHA-256.
pub type Hash = [u8; 32];

/// What the first entry of a chain follows.
pub const BEGINNING: Hash = [0; 32];

/// The hash of an entry. No value holds a line feed: they are numbers and hexadecimal.
pub fn link(kind: &str, fields: &[(&str, &str)], previous: &Hash) -> Hash {
    Sha256::digest(text(kind, fields, previous)).into()
}

fn text(kind: &str, fields: &[(&str, &str)], previous: &Hash) -> String {
    let mut text = format!("trangnhat {kind} 1\n");
    for (name, value) in fields {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}={value}");
    }
    let _ = writeln!(text, "previous={}", hexadecimal(previous));
    text
}

/// A hash as people compare it.
pub fn hexadecimal(hash: &[u8]) -> String {
    HEXLOWER.encode(hash)
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
}
