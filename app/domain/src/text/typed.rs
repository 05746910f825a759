//! Normalizing typed text, so that the same words give the same text on every system.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in composed form (NFC), as Vietnamese keyboards produce it. On macOS, file names and text copied
/// from them are decomposed: `e`, `^` and the tone mark are separate characters.
pub fn composed(text: &str) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text.to_owned() } else { text.nfc().collect() }
}

/// A single line of typed text: composed, whitespace normalized, without invisible characters. Control
/// characters become spaces.
pub fn one_line(typed: &str) -> String {
    let seen: String = typed.nfc().filter(|letter| !is_unseen(*letter)).collect();
    let spaced = seen.replace(char::is_control, " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two names are equal, ignoring case and spacing.
pub fn same_words(one: &str, other: &str) -> bool {
    one_line(one).to_lowercase() == one_line(other).to_lowercase()
}

/// Characters that have no width or change the text direction: with them, different names can look the same,
/// or a line can read differently. The joiners U+200C and U+200D are kept: scripts and emoji need them.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_composed_and_has_nothing_that_nobody_sees() {
        assert_eq!(one_line("Tie\u{302}\u{301}ng  Vie\u{323}\u{302}t"), "Tiếng Việt");
        assert_eq!(one_line("Hội\u{202e} khuyến\u{200b}\u{feff} học\u{2066}"), "Hội khuyến học");
        assert_eq!(one_line("một\r\n\thai\u{0}ba\u{a0}bốn"), "một hai ba bốn");
        assert_eq!(
            one_line("👩\u{200d}🏫 cô giáo"),
            "👩\u{200d}🏫 cô giáo",
            "joiners make one picture of two"
        );
    }

    #[test]
    fn the_same_words_are_the_same_in_capitals_and_decomposed() {
        assert!(same_words("Hoa học", "hoa  HỌC"));
        assert!(same_words("đường", "Đươ\u{300}ng"));
        assert!(!same_words("hoa học", "hóa học"));
    }

    proptest! {
        #[test]
        fn a_line_stays_what_it_is(text in any::<String>()) {
            let line = one_line(&text);
            prop_assert_eq!(one_line(&line), line);
        }
    }
}
