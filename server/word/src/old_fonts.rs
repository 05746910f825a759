//! Vietnamese before Unicode: fonts whose letters are drawn in the place of others. Offices still have documents
//! in them.
//!
//! TCVN3 (also called ABC; fonts `.VnTime`, `.VnArial`, …) has a code for each small letter, and the capitals
//! without tone; fonts whose name ends in H draw capitals. The codes are those of TCVN 5712:1993 (VN1). VNI
//! (fonts `VNI-Times`, …) writes most letters as a letter followed by its marks.

use super::symbols;
use unicode_normalization::char::is_combining_mark;

/// How the letters of a font are encoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Font {
    #[default]
    Unicode,
    Tcvn3,
    /// TCVN3, drawn as capitals.
    Tcvn3Capitals,
    Vni,
    /// Symbols, with the font's number in `symbols.rs`.
    Symbols(usize),
}

/// The letters from 0xA1 to 0xFF. Those between 0xB0 and 0xB4 are combined with the letter before.
const TCVN3: [char; 95] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', 'Ằ', '\u{300}', '\u{309}',
    '\u{303}', '\u{301}', '\u{323}', 'à', 'ả', 'ã', 'á', 'ạ', 'Ẳ', 'ằ', 'ẳ', 'ẵ', 'ắ', 'Ẵ', 'Ắ', 'Ầ', 'Ẩ',
    'Ẫ', 'Ấ', 'Ề', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', 'Ể', 'ẻ', 'ẽ', 'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì',
    'ỉ', 'Ễ', 'Ế', 'Ồ', 'ĩ', 'í', 'ị', 'ò', 'Ổ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ',
    'ớ', 'ợ', 'ù', 'Ỗ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Ố',
];

/// Letters of VNI that stand alone, as small letters.
const VNI_ALONE: [(char, char); 8] =
    [('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('ô', 'ơ'), ('ö', 'ư'), ('î', 'ỵ')];
/// The marks of VNI after a vowel, and what they are in Unicode.
const VNI_MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
];

impl Font {
    /// The encoding of a font, by its name.
    pub(super) fn named(name: &str) -> Self {
        let name = name.trim().to_lowercase();
        if name.starts_with(".vn") {
            if name.ends_with('h') { Self::Tcvn3Capitals } else { Self::Tcvn3 }
        } else if name.starts_with("vni-") {
            Self::Vni
        } else {
            symbols::font(&name).map_or(Self::Unicode, Self::Symbols)
        }
    }

    pub(super) fn is_vietnamese(self) -> bool {
        matches!(self, Self::Tcvn3 | Self::Tcvn3Capitals | Self::Vni)
    }

    /// A text of this font in Unicode, not composed. `before` is the letter before it, in Unicode.
    pub(super) fn decoded(self, text: &str, before: Option<char>) -> String {
        let mut decoded = String::with_capacity(text.len());
        let mut last = before;
        for letter in text.chars().map(moved) {
            let from = decoded.len();
            match self {
                Self::Unicode => decoded.push(letter),
                Self::Symbols(font) => decoded.extend(symbols::symbol(font, letter)),
                Self::Tcvn3 => decoded.push(tcvn3(letter, last)),
                Self::Tcvn3Capitals => decoded.extend(tcvn3(letter, last).to_uppercase()),
                Self::Vni => vni(letter, last, &mut decoded),
            }
            last = decoded[from..].chars().next_back().or(last);
        }
        decoded
    }
}

/// Whether a letter beyond Latin-1 is part of Vietnamese in Unicode: a text with it was not typed in an old
/// encoding, whatever its font.
pub(super) fn is_unicode_vietnamese(letter: char) -> bool {
    matches!(letter, '\u{1ea0}'..='\u{1ef9}' | '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
        || "ĂăĐđĨĩŨũƠơƯư".contains(letter)
}

/// Word moves the letters of some of these fonts to the private use area.
fn moved(letter: char) -> char {
    match u32::from(letter) {
        code @ 0xf020..=0xf0ff => char::from_u32(code - 0xf000).unwrap_or(letter),
        _ => letter,
    }
}

fn tcvn3(letter: char, before: Option<char>) -> char {
    let place = u32::from(letter).checked_sub(0xa1).and_then(|place| usize::try_from(place).ok());
    match place.and_then(|place| TCVN3.get(place)) {
        // A degree sign after a digit, for example.
        Some(mark) if is_combining_mark(*mark) && !before.is_some_and(char::is_alphabetic) => letter,
        Some(known) => *known,
        None => letter,
    }
}

fn vni(letter: char, before: Option<char>, decoded: &mut String) {
    let is_capital = letter.is_uppercase();
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let after_vowel = before.is_some_and(|before| "aeouyơưAEOUYƠƯ".contains(before));
    if small == 'ñ' {
        decoded.push(if is_capital { 'Đ' } else { 'đ' });
    } else if let Some((_, alone)) = VNI_ALONE.iter().find(|(known, _)| *known == small) {
        if is_capital { decoded.extend(alone.to_uppercase()) } else { decoded.push(*alone) }
    } else if let Some((_, marks)) = VNI_MARKS.iter().find(|(known, _)| *known == small && after_vowel) {
        decoded.push_str(marks);
    } else {
        decoded.push(letter);
    }
}
