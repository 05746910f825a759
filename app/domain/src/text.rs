//! Checked text: slugs, titles, excerpts.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The readable part of an address: groups of `a-z` and `0-9` joined by single hyphens, at most
/// [`Slug::MAX_BYTES`] long.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "store", derive(sqlx::Type), sqlx(transparent))]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// The longest slug, in bytes; the longest one of the old site has 180.
    pub const MAX_BYTES: usize = 200;

    /// The text of the slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "store")]
mod loose;
#[cfg(feature = "store")]
mod typed;

#[cfg(feature = "store")]
pub use typed::{composed, one_line, same_words};

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not a [`Slug`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASlug;

impl fmt::Display for NotASlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a slug is made of a-z, 0-9 and single hyphens between them")
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, NotASlug> {
        let group = |group: &str| {
            !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let fits = text.len() <= Self::MAX_BYTES && text.split('-').all(group);
        if fits { Ok(Self(text)) } else { Err(NotASlug) }
    }
}

impl FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, NotASlug> {
        text.to_owned().try_into()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

/// Whether a title is written all in capitals. Only called on the server: the Unicode tables would enlarge
/// the wasm. Such a title is kept as it is and set in a smaller size.
pub fn is_shouted(title: &str) -> bool {
    let letters = || title.chars().filter(|letter| letter.is_alphabetic());
    letters().count() >= 8 && !letters().any(char::is_lowercase)
}

/// The beginning of a text: if it is longer than `most` characters, it is cut between two words and ends in
/// `…`.
pub fn excerpt(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([' ', ',', '.', ';', ':', '-', '–', '(', '“']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slug_is_plain() {
        for right in ["a", "tin-tuc", "2024", "so-1"] {
            assert_eq!(right.parse::<Slug>().map(String::from), Ok(right.to_owned()));
        }
        for wrong in ["", "-", "a-", "-a", "a--b", "A", "đ", "a b", "a/b", "a.b"] {
            assert_eq!(wrong.parse::<Slug>(), Err(NotASlug), "{wrong}");
        }
        assert_eq!("a".repeat(201).parse::<Slug>(), Err(NotASlug));
    }

    #[test]
    fn a_title_in_capitals_is_noticed() {
        assert!(is_shouted("KINH NGHIỆM HOẠT ĐỘNG KHUYẾN HỌC TẠI ĐỊA PHƯƠNG"));
        assert!(!is_shouted("Kinh nghiệm hoạt động khuyến học"));
        assert!(!is_shouted("UBND xã"), "one word in capitals is a name");
        assert!(!is_shouted("HĐND"), "too short to be a shouted title");
    }

    #[test]
    fn an_excerpt_ends_between_two_words() {
        assert_eq!(excerpt("Toàn dân học tập", 40), "Toàn dân học tập");
        assert_eq!(excerpt("Toàn dân, học tập", 10), "Toàn dân…");
        assert_eq!(excerpt("  một \n hai  ", 40), "một hai");
    }

    proptest! {
        #[test]
        fn an_excerpt_is_never_longer_than_asked(text in any::<String>(), most in 1usize..80) {
            prop_assert!(excerpt(&text, most).chars().count() <= most + 1);
        }
    }
}
