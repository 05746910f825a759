//! Making slugs from typed text and from titles.

use super::Slug;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

impl Slug {
    /// The slug in a text with diacritics, capitals or spaces: `Tin Tức` gives `tin-tuc`. `None` if the
    /// result is empty or too long.
    pub fn loosely(text: &str) -> Option<Self> {
        // Longer than any slug even if every letter takes four bytes: not worth folding.
        let worth_reading = text.len() <= 4 * Self::MAX_BYTES;
        worth_reading.then(|| fold(text)).and_then(|folded| folded.try_into().ok())
    }

    /// The slug of a title. If it is too long, it is cut at the end of a word. `None` if the title has no
    /// letter or digit.
    pub fn of_title(title: &str) -> Option<Self> {
        // A letter gives at least one byte, or none.
        let beginning: String = title.chars().take(4 * Self::MAX_BYTES).collect();
        let folded = fold(&beginning);
        if folded.len() <= Self::MAX_BYTES {
            return folded.try_into().ok();
        }
        // A single word of more than 200 letters is cut within.
        let end = folded[..=Self::MAX_BYTES].rfind('-').unwrap_or(Self::MAX_BYTES);
        folded[..end].to_owned().try_into().ok()
    }

    /// The same slug with a number, if another thing has the same slug already. If it gets too long, the part
    /// before the number is cut.
    pub fn numbered(&self, number: u32) -> Self {
        let end = format!("-{number}");
        let beginning = &self.0[..self.0.len().min(Self::MAX_BYTES - end.len())];
        Self(format!("{}{end}", beginning.trim_end_matches('-')))
    }

    /// For a title without a letter or digit that a slug can contain.
    pub fn fallback() -> Self {
        Self("bai-viet".to_owned())
    }
}

/// Letters and digits in ASCII, joined by hyphens. Symbols and emoji separate words: `slug` would write their
/// English names.
fn fold(text: &str) -> String {
    let letters = text.nfc().filter(|letter| !is_combining_mark(*letter));
    let words: String = letters.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    slug::slugify(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_and_capitals_are_folded() {
        let slug = |text| Slug::loosely(text).map(String::from);
        assert_eq!(slug("Đường Lên Đỉnh").as_deref(), Some("duong-len-dinh"));
        assert_eq!(slug("Sổ Tay Khuyến Học").as_deref(), Some("so-tay-khuyen-hoc"));
        assert_eq!(
            slug("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t").as_deref(),
            Some("tieng-viet"),
            "decomposed"
        );
        assert_eq!(slug("--"), None);
        assert_eq!(slug(&"ặ".repeat(2000)), None);
    }

    #[test]
    fn pictures_and_signs_leave_no_word_of_their_own() {
        let slug = |text| Slug::of_title(text).map(String::from);
        assert_eq!(slug("🎉 Chúc mừng năm mới 🎉").as_deref(), Some("chuc-mung-nam-moi"));
        assert_eq!(slug("Giá gạo tăng 5 % – vì sao?").as_deref(), Some("gia-gao-tang-5-vi-sao"));
        assert_eq!(slug("🎉"), None);
        assert_eq!(Slug::loosely("🎉"), None);
    }

    #[test]
    fn the_slug_of_a_long_title_ends_with_a_word() {
        let title = "Khuyến học khuyến tài xây dựng xã hội học tập ".repeat(6);
        let slug = Slug::of_title(&title).map(String::from).unwrap_or_default();
        assert!(slug.len() <= Slug::MAX_BYTES && slug.len() > Slug::MAX_BYTES - 12, "{slug}");
        let words: Vec<&str> = slug.split('-').collect();
        let all: Vec<String> = title.split(' ').map(fold).collect();
        assert!(words.iter().zip(&all).all(|(cut, word)| cut == word), "{slug}");
        let word = Slug::of_title(&"a".repeat(300)).map(String::from);
        assert_eq!(word, Some("a".repeat(200)));
        // 200 bytes, up to the end of a word.
        let exact = format!("{} b", "a".repeat(200));
        assert_eq!(Slug::of_title(&exact).map(String::from), Some("a".repeat(200)));
    }

    #[test]
    fn a_number_has_its_room() {
        let slug = Slug("tin-tuc".to_owned());
        assert_eq!(slug.numbered(2).as_str(), "tin-tuc-2");
        let long = Slug(format!("{}-b", "a".repeat(198)));
        assert_eq!(long.numbered(12).as_str(), format!("{}-12", "a".repeat(197)));
    }

    proptest! {
        #[test]
        fn whatever_a_title_is_its_slug_is_one(title in any::<String>(), number in 2_u32..) {
            if let Some(slug) = Slug::of_title(&title) {
                prop_assert_eq!(Slug::try_from(String::from(slug.clone())), Ok(slug.clone()));
                let numbered = slug.numbered(number);
                prop_assert_eq!(Slug::try_from(String::from(numbered.clone())), Ok(numbered));
            }
        }
    }
}
