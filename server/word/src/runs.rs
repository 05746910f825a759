//! The text of a paragraph: spans of equal look. Here they are put in order: old encodings become Unicode,
//! letters are composed, spaces collapse, and pieces that look the same are joined.

use super::{
    look::Marks,
    old_fonts::{Font, is_unicode_vietnamese},
    symbols::is_private,
    work::tick,
};
use std::rc::Rc;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The end of a line within a paragraph. In what Word writes, line ends are spaces, so that it is free.
pub(super) const LINE: char = '\n';

/// Text of one look.
#[derive(Debug, Clone, Default)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) marks: Marks,
    pub(super) link: Option<Rc<str>>,
    /// The number of a note, and not part of a sentence.
    pub(super) is_note: bool,
    pub(super) font: Font,
}

/// White space that is not yet written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Lines(usize),
}

impl Span {
    /// Whether both could be one. The fonts matter only until the text is Unicode.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        self.marks == other.marks && self.link == other.link && !self.is_note && !other.is_note
    }

    /// The span without its text.
    pub(super) fn empty(&self) -> Self {
        Self { text: String::new(), link: self.link.clone(), ..*self }
    }
}

/// The plain text, in one line, without the numbers of notes.
pub(super) fn plain(spans: &[Span]) -> String {
    let text: String = spans.iter().filter(|span| !span.is_note).map(|span| span.text.as_str()).collect();
    text.replace(LINE, " ")
}

/// Whether all of a text has a mark.
pub(super) fn is_wholly(spans: &[Span], mark: Marks) -> bool {
    let mut words = spans.iter().filter(|span| !span.is_note).peekable();
    words.peek().is_some() && words.all(|span| span.marks.has(mark))
}

/// One line of text without invisible letters: for alternative texts.
pub(super) fn one_line(text: &str) -> String {
    let paragraphs = tidy(vec![Span { text: text.replace(LINE, " "), ..Span::default() }], false);
    paragraphs.iter().map(|spans| plain(spans)).collect()
}

/// The text in order, in one paragraph or, if it `may_part`, in several: empty lines part them. None is empty.
pub(super) fn tidy(mut spans: Vec<Span>, may_part: bool) -> Vec<Vec<Span>> {
    decode(&mut spans);
    let mut paragraphs = vec![Vec::new()];
    let mut gap = Gap::None;
    for span in spans {
        for letter in span.text.chars() {
            tick(1);
            gap = match (letter, gap) {
                (LINE, Gap::Lines(lines)) => Gap::Lines(lines + 1),
                (LINE, _) => Gap::Lines(1),
                (letter, Gap::None) if letter.is_whitespace() => Gap::Space,
                (letter, gap) if letter.is_whitespace() || is_invisible(letter) => gap,
                (letter, gap) => {
                    if matches!(gap, Gap::Lines(2..)) && may_part {
                        paragraphs.push(Vec::new());
                    }
                    if let Some(open) = paragraphs.last_mut() {
                        push_gap(open, gap, &span);
                        push(open, letter, &span);
                    }
                    Gap::None
                }
            };
        }
    }
    paragraphs.retain(|spans| !spans.is_empty());
    for span in paragraphs.iter_mut().flatten() {
        span.text = span.text.nfc().collect();
    }
    paragraphs
}

/// White space has the marks of both neighbours, so that marks begin and end at words.
fn push_gap(open: &mut Vec<Span>, gap: Gap, next: &Span) {
    let Some(last) = open.last() else { return };
    let letter = match gap {
        Gap::None => return,
        Gap::Space => ' ',
        Gap::Lines(_) => LINE,
    };
    let marks = last.marks.shared(next.marks).without(Marks::SUB).without(Marks::SUP);
    let between = if last.looks_like(next) {
        next.empty()
    } else {
        let link = last.link.clone().filter(|link| next.link.as_ref() == Some(link));
        Span { marks, link, ..Span::default() }
    };
    push(open, letter, &between);
}

/// Adds a letter in the look of a span. A combining mark stays with its letter, whatever its look.
fn push(open: &mut Vec<Span>, letter: char, look: &Span) {
    match open.last_mut() {
        Some(last) if last.looks_like(look) || is_combining_mark(letter) => last.text.push(letter),
        // The digits of one number.
        Some(last) if last.is_note && look.is_note => last.text.push(letter),
        _ => open.push(Span { text: letter.to_string(), ..look.empty() }),
    }
}

/// Makes the text Unicode, whatever its fonts.
fn decode(spans: &mut [Span]) {
    // Whoever typed Unicode while such a font was set did so for the whole paragraph.
    let old = |span: &&Span| span.font.is_vietnamese();
    let is_unicode = spans.iter().filter(old).any(|span| span.text.chars().any(is_unicode_vietnamese));
    let mut before: Option<(Font, char)> = None;
    for span in spans {
        if span.font != Font::Unicode && !(is_unicode && span.font.is_vietnamese()) {
            let last = before.filter(|(font, _)| *font == span.font).map(|(_, letter)| letter);
            span.text = span.font.decoded(&span.text, last);
        }
        before = span.text.chars().next_back().map(|letter| (span.font, letter)).or(before);
    }
}

/// Letters without a form of their own, and those whose form only some font knows. Zero-width joiners stay: they
/// join faces.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || is_private(letter)
        || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}')
}
