//! Words as the search compares them. Vietnamese is written in syllables with spaces between them, so a word
//! here is a syllable.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// A word at its place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it is written.
    pub written: &'a str,
    /// Its place in the text, in bytes.
    pub place: Range<usize>,
    /// Whether only spaces or a hyphen separate it from the word before: the two may be one expression.
    pub joined: bool,
}

impl Word<'_> {
    /// Its normal form ([`normal`]).
    pub fn normal(&self) -> String {
        normal(self.written)
    }
}

/// The words of a text: groups of letters, digits and combining marks.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> + '_ {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(is_letter)?;
        let length = text[start..].find(|letter: char| !is_letter(letter) && !is_combining_mark(letter));
        let between = &text[end..start];
        let joined = end > 0 && between.chars().all(|letter| letter.is_whitespace() || letter == '-');
        end = length.map_or(text.len(), |length| start + length);
        Some(Word { written: &text[start..end], place: start..end, joined })
    })
}

/// Letters and digits. Those of Vietnamese are in two ranges that have little else; for others the tables of Unicode
/// are searched, which takes ten times as long.
fn is_letter(letter: char) -> bool {
    match letter {
        '\u{c0}'..='\u{24f}' => letter != '×' && letter != '÷',
        '\u{1e00}'..='\u{1eff}' => true,
        _ => letter.is_alphanumeric(),
    }
}

/// The form in which words are compared: lower case, composed (NFC), and with the tone mark at its older
/// place, `hòa` for `hoà` too.
pub fn normal(word: &str) -> String {
    let lower = word.to_lowercase();
    let lower = if is_nfc(&lower) { lower } else { lower.nfc().collect() };
    moved_tone(&lower).unwrap_or(lower)
}

/// The endings in which the tone mark may stand on either vowel, at its newer and its older place.
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The word with its tone mark at the older place, if it is at the newer one. In `quý` the u belongs to the
/// consonant.
fn moved_tone(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let (beginning, older) =
        TONES.iter().find_map(|(newer, older)| Some((word.strip_suffix(newer)?, older)))?;
    (!beginning.ends_with('q')).then(|| format!("{beginning}{older}"))
}

/// A word in normal form without its marks: `đường` gives `duong`.
pub fn folded(normal: &str) -> String {
    if normal.is_ascii() {
        return normal.to_owned();
    }
    let letters = normal.nfd().filter(|letter| !is_combining_mark(*letter));
    letters.map(|letter| if letter == 'đ' { 'd' } else { letter }).collect()
}

/// Whether a word as typed can stand for `spelled`: each mark that was typed is there. Both are in normal form.
/// `duong` can stand for `đường`, `dường` and `duong`; `đuong` for `đường` only.
pub fn can_stand_for(typed: &str, spelled: &str) -> bool {
    if typed == spelled {
        return true;
    }
    let (typed, spelled) = (Marks::of(typed), Marks::of(spelled));
    typed.letters.len() == spelled.letters.len()
        && typed.tone.is_none_or(|tone| spelled.tone == Some(tone))
        && typed.letters.iter().zip(&spelled.letters).all(|(typed, spelled)| {
            typed.0 == spelled.0 && typed.1.is_none_or(|mark| spelled.1 == Some(mark))
        })
}

/// The bar of đ, which Unicode does not decompose.
const BAR: char = '\u{335}';

/// A word taken apart: letters with the marks that belong to them, and the tone of the syllable.
struct Marks {
    letters: Vec<(char, Option<char>)>,
    tone: Option<char>,
}

impl Marks {
    fn of(normal: &str) -> Self {
        let mut marks = Self { letters: Vec::with_capacity(normal.len()), tone: None };
        for letter in normal.nfd() {
            match letter {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => marks.tone = Some(letter),
                'đ' => marks.letters.push(('d', Some(BAR))),
                mark if is_combining_mark(mark) => {
                    if let Some(last) = marks.letters.last_mut() {
                        last.1 = Some(mark);
                    }
                }
                letter => marks.letters.push((letter, None)),
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn normals(text: &str) -> Vec<String> {
        words(text).map(|word| word.normal()).collect()
    }

    #[test]
    fn every_way_to_type_a_word_gives_one_form() {
        for typed in ["Hoà", "hòa", "HÒA", "ho\u{300}a", "hoa\u{300}", "HOA\u{300}"] {
            assert_eq!(normal(typed), "hòa", "{typed}");
        }
        assert_eq!(normal("thuý"), "thúy");
        assert_eq!(normal("QUÝ"), "quý", "the u belongs to the q");
        assert_eq!(normal("hoàn"), "hoàn", "a consonant behind it leaves one place");
        assert_eq!(normal("khoẻ"), "khỏe");
        assert_eq!(normal("Đươ\u{300}ng"), "đường");
    }

    #[test]
    fn words_know_their_place_and_whether_they_are_joined() {
        let text = "Xã Đông Anh, 12-2025: “học\u{a0}tập” 🎉 vui";
        let found: Vec<Word> = words(text).collect();
        assert_eq!(normals(text), ["xã", "đông", "anh", "12", "2025", "học", "tập", "vui"]);
        let joined: Vec<bool> = found.iter().map(|word| word.joined).collect();
        assert_eq!(joined, [false, true, true, false, true, false, true, false]);
        assert_eq!(&text[found[1].place.clone()], "Đông");
    }

    #[test]
    fn marks_that_were_not_typed_may_be_any() {
        for (typed, spelled) in [
            ("duong", "đường"),
            ("dương", "đường"),
            ("đuong", "đường"),
            ("đường", "đường"),
            ("truờng", "trường"),
        ] {
            assert!(can_stand_for(typed, spelled), "{typed} {spelled}");
        }
        for (typed, spelled) in [
            ("đường", "dường"),
            ("đường", "đương"),
            ("đường", "duong"),
            ("đuong", "dương"),
            ("hoc", "hóp"),
            ("an", "ăng"),
            ("ân", "ăn"),
            ("học", "hộc"),
        ] {
            assert_eq!(
                can_stand_for(typed, spelled),
                (typed, spelled) == ("học", "hộc"),
                "{typed} {spelled}"
            );
        }
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for letter in '\0'..='\u{ffff}' {
            assert_eq!(is_letter(letter), letter.is_alphanumeric(), "{letter:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in any::<String>()) {
            let mut end = 0;
            for word in words(&text) {
                let form = word.normal();
                prop_assert!(word.place.start >= end && !form.is_empty());
                prop_assert_eq!(&text[word.place.clone()], word.written);
                prop_assert_eq!(normal(&form), form.clone());
                prop_assert!(can_stand_for(&folded(&form), &form) || !form.is_ascii());
                end = word.place.end;
            }
        }
    }
}
