//! The result of an action, passed on in the address of the next page and shown there.

use super::{NoticeKind, notice};
use leptos::prelude::AnyView;

/// A completed action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The word in the address.
    pub word: &'static str,
    /// The sentence on the page.
    pub sentence: &'static str,
}

impl Done {
    /// The name of the parameter.
    pub const PARAMETER: &'static str = "da";

    /// The word in the address, and the sentence on the page.
    pub const fn new(word: &'static str, sentence: &'static str) -> Self {
        Self { word, sentence }
    }

    /// The address of a page with this result.
    pub fn at(self, page: &str) -> String {
        format!("{page}?{}={}", Self::PARAMETER, self.word)
    }

    /// The result in a query, if it is one of those this page knows.
    pub fn read(query: Option<&str>, known: &[Self]) -> Option<Self> {
        Self::of(query?.strip_prefix(Self::PARAMETER)?.strip_prefix('='), known)
    }

    /// The result with this word, if it is one of those this page knows.
    pub fn of(word: Option<&str>, known: &[Self]) -> Option<Self> {
        let word = word?;
        known.iter().copied().find(|done| done.word == word)
    }

    /// The notice above the page.
    pub fn notice(self) -> AnyView {
        notice(NoticeKind::Done, self.sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_read_as_the_address_says_it() {
        let known = ["luu", "ten"].map(|word| Done::new(word, ""));
        for done in known {
            let address = done.at("/ban-bien-tap");
            assert_eq!(Done::read(address.split_once('?').map(|(_, query)| query), &known), Some(done));
        }
        for nothing in [None, Some(""), Some("da"), Some("da="), Some("da=khong"), Some("x=ten")] {
            assert_eq!(Done::read(nothing, &known), None, "{nothing:?}");
        }
    }
}
