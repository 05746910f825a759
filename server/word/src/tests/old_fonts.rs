//! All Vietnamese letters in the old encodings. The tables here are made by rule from the letters, not from the
//! tables that are tested.

use super::{
    docx::{Docx, p, r, rp, runs},
    html,
};
use unicode_normalization::UnicodeNormalization;

const VOWELS: &str = "aăâeêioôơuưy";
const TONES: [&str; 6] = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];
/// TCVN 5712:1993, VN1: the codes of the letters of each vowel without tone, and with grave, hook, tilde, acute and
/// dot below.
const TCVN3: [(char, [u8; 6]); 12] = [
    ('a', [b'a', 0xb5, 0xb6, 0xb7, 0xb8, 0xb9]),
    ('ă', [0xa8, 0xbb, 0xbc, 0xbd, 0xbe, 0xc6]),
    ('â', [0xa9, 0xc7, 0xc8, 0xc9, 0xca, 0xcb]),
    ('e', [b'e', 0xcc, 0xce, 0xcf, 0xd0, 0xd1]),
    ('ê', [0xaa, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6]),
    ('i', [b'i', 0xd7, 0xd8, 0xdc, 0xdd, 0xde]),
    ('o', [b'o', 0xdf, 0xe1, 0xe2, 0xe3, 0xe4]),
    ('ô', [0xab, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9]),
    ('ơ', [0xac, 0xea, 0xeb, 0xec, 0xed, 0xee]),
    ('u', [b'u', 0xef, 0xf1, 0xf2, 0xf3, 0xf4]),
    ('ư', [0xad, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9]),
    ('y', [b'y', 0xfa, 0xfb, 0xfc, 0xfd, 0xfe]),
];

fn letter(vowel: char, tone: &str) -> String {
    format!("{vowel}{tone}").nfc().collect()
}

/// A letter in VNI: a vowel, and a letter for its marks.
fn vni(vowel: char, tone: usize) -> String {
    let plain = ["", "ø", "û", "õ", "ù", "ï"][tone];
    match vowel {
        'ă' => format!("a{}", ["ê", "è", "ú", "ü", "é", "ë"][tone]),
        'â' | 'ê' | 'ô' => {
            let base = vowel.nfd().next().expect("a letter");
            format!("{base}{}", ["â", "à", "å", "ã", "á", "ä"][tone])
        }
        'i' => ["i", "ì", "æ", "ó", "í", "ò"][tone].to_owned(),
        'y' if tone == 5 => "î".to_owned(),
        'ơ' => format!("ô{plain}"),
        'ư' => format!("ö{plain}"),
        vowel => format!("{vowel}{plain}"),
    }
}

/// A paragraph in a font.
fn in_font(font: &str, text: &str) -> String {
    html(&runs(&rp(&format!("<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/>"), text)))
}

#[test]
fn every_letter_of_tcvn3_becomes_unicode() {
    let (mut old, mut new) = (String::from("\u{ae}\u{a7}"), String::from("đĐ"));
    for (vowel, codes) in TCVN3 {
        for (code, tone) in codes.into_iter().zip(TONES) {
            old.push(char::from(code));
            new += &letter(vowel, tone);
        }
    }
    old += "\u{a1}\u{a2}\u{a3}\u{a4}\u{a5}\u{a6}";
    new += "ĂÂÊÔƠƯ";
    assert_eq!(
        new.chars().filter(|letter| letter.is_lowercase()).count(),
        73,
        "12 vowels with 6 tones, and đ"
    );
    assert_eq!(in_font(".VnTime", &old), format!("<p>{new}</p>"));
    assert_eq!(in_font(".VnArial NarrowH", &old), format!("<p>{}</p>", new.to_uppercase()));
    let moved: String =
        old.chars().map(|letter| char::from_u32(0xf000 + u32::from(letter)).expect("a letter")).collect();
    assert_eq!(in_font(".VNTIME", &moved), format!("<p>{new}</p>"), "in the private use area");
}

#[test]
fn every_letter_of_vni_becomes_unicode() {
    let (mut old, mut new) = (String::from("ñÑ"), String::from("đĐ"));
    for vowel in VOWELS.chars() {
        for (place, tone) in TONES.into_iter().enumerate() {
            let pair = vni(vowel, place);
            old += &format!("{pair} {} ", pair.to_uppercase());
            let letter = letter(vowel, tone);
            new += &format!("{letter} {} ", letter.to_uppercase());
        }
    }
    assert_eq!(in_font("VNI-Times", &old), format!("<p>{}</p>", new.trim()));
    assert_eq!(in_font("vni-helve", &old), format!("<p>{}</p>", new.trim()));
}

#[test]
fn words_in_old_fonts_are_read() {
    assert_eq!(
        in_font(".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
        "<p>Cộng hòa xã hội chủ nghĩa Việt Nam</p>"
    );
    assert_eq!(in_font(".VnTimeH", "céng hßa"), "<p>CỘNG HÒA</p>");
    assert_eq!(
        in_font("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"),
        "<p>Cộng hòa xã hội chủ nghĩa Việt Nam</p>"
    );
    assert_eq!(
        in_font("VNI-Times", "xin ñöôøng, thuôû, Lyù, Myõ, quoác"),
        "<p>xin đường, thuở, Lý, Mỹ, quốc</p>"
    );
    assert_eq!(in_font(".VnTime", "“30\u{b0}C”"), "<p>“30\u{b0}C”</p>", "no mark without a letter");
}

#[test]
fn the_soft_hyphen_of_word_is_a_letter_of_tcvn3() {
    let font = "<w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr>";
    let body = runs(&format!("<w:r>{font}<w:t>ng</w:t><w:softHyphen/><w:t>êi</w:t></w:r>"));
    assert_eq!(html(&body), "<p>người</p>");
}

#[test]
fn a_letter_of_vni_may_be_in_two_runs() {
    let font = "<w:rFonts w:ascii=\"VNI-Times\" w:hAnsi=\"VNI-Times\"/>";
    let body = runs(&[rp(font, "Vie"), rp(&format!("{font}<w:b/>"), "ät")].concat());
    assert_eq!(html(&body), "<p>Việ<strong>t</strong></p>");
}

#[test]
fn unicode_in_an_old_font_stays() {
    assert_eq!(in_font(".VnTime", "Á, tiếng Việt là đây"), "<p>Á, tiếng Việt là đây</p>");
    assert_eq!(in_font("Times New Roman", "Céng hßa"), "<p>Céng hßa</p>");
}

#[test]
fn the_font_comes_from_styles_and_themes_too() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"character\" w:styleId=\"U\"><w:name w:val=\"U\"/><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:hAnsiTheme=\"minorHAnsi\"/></w:rPr></w:style>";
    let body = [runs(&[r("Céng "), rp("<w:rStyle w:val=\"U\"/>", "é")].concat()), p("héi")].concat();
    assert_eq!(Docx::new(&body).styles(styles).read().html, "<p>Cộng é</p>\n<p>hội</p>");
}
