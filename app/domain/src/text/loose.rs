//! Reading a slug that somebody typed, and making one from a title.

use super::Slug;

impl Slug {
    /// The slug in a text with marks, capitals or spaces: `Tin Tức` gives `tin-tuc`. `None` when nothing is left, or
    /// too much.
    pub fn loosely(text: &str) -> Option<Self> {
        // Longer than any slug even when every letter is written in four bytes: not worth folding.
        let worth_reading = text.len() <= 4 * Self::MAX_BYTES;
        worth_reading.then(|| slug::slugify(text)).and_then(|folded| folded.try_into().ok())
    }

    /// For a title without a letter or digit that an address can hold.
    pub fn fallback() -> Self {
        Self("bai-viet".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_capitals_are_folded() {
        let slug = |text| Slug::loosely(text).map(String::from);
        assert_eq!(slug("Đường Lên Đỉnh").as_deref(), Some("duong-len-dinh"));
        assert_eq!(slug("Sổ Tay Khuyến Học").as_deref(), Some("so-tay-khuyen-hoc"));
        assert_eq!(slug("--"), None);
        assert_eq!(slug(&"ặ".repeat(2000)), None);
    }
}
