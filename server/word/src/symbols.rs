//! Symbols: letters of fonts that have a code of their own. Known ones become Unicode, others are dropped.

/// Fonts with symbols (the first letters of their names, in lower case).
const FONTS: [(&str, Table); 3] =
    [("symbol", SYMBOL), ("wingdings 2", WINGDINGS_2), ("wingdings", WINGDINGS)];

/// The letters that have the codes of symbols (in Latin-1), and the symbols, in the same order.
type Table = (&'static str, &'static str);

/// The font Symbol (Adobe's Symbol encoding), without what Vietnamese documents never have.
const SYMBOL: Table = (
    "DFGLPQSWYabcdefghijklmnopqrstuwxyz£¥®¬\u{ad}¯«°±³´·¸¹º»¼ÆÎÐÖÞÛå",
    "ΔΦΓΛΠΘΣΩΨαβχδεφγηιϕκλμνοπθρστυωξψζ≤∞→←↑↓↔°±≥×•÷≠≡≈…∅∈∠√⇒⇔∑",
);

const WINGDINGS: Table =
    ("\"&()*?ACDEFGHJLlnopqrstuv\u{9f}§¨«¶Øßàáâèïðñòûüýþ", "✂🕮☎✆✉✍✌👍👎☜☞☝☟☺☹●■□□❑❒⬧⧫◆❖•▪◻★✰➢←→↑↓➔⇦⇨⇧⇩✗✓☒☑");

const WINGDINGS_2: Table = ("OPQR\u{97}£", "✗✓☒☑●□");

/// The number of a font with symbols, by its name.
pub(super) fn font(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    FONTS.iter().position(|(known, _)| name.starts_with(known))
}

/// A letter of a font with symbols, in Unicode. Word writes its code as it is or in the private use area, from
/// U+F000.
pub(super) fn symbol(font: usize, letter: char) -> Option<char> {
    let code = match u32::from(letter) {
        code @ 0x21..=0xff => code,
        code @ 0xf021..=0xf0ff => code - 0xf000,
        _ => return Some(letter).filter(|letter| !is_private(*letter)),
    };
    let (letters, symbols) = FONTS.get(font)?.1;
    let known = letters.chars().zip(symbols.chars()).find(|(known, _)| u32::from(*known) == code);
    // Digits and signs are the same in the font Symbol, and words in such a font are a mistake.
    known.map(|(_, symbol)| symbol).or_else(|| char::from_u32(code).filter(char::is_ascii))
}

/// Whether only a certain font says what a letter means.
pub(super) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}')
}
