//! What a run adds to its paragraph.

use super::{
    super::{
        blocks::Piece,
        look::Marks,
        notes::NoteKind,
        old_fonts::Font,
        runs::{LINE, Span},
        xml::Element,
    },
    Story,
};
use std::borrow::Cow;

impl Story<'_, '_> {
    /// An element of a run that stands for a letter, a note, or the edge of a field.
    pub(super) fn run_content(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "tab" | "ptab" => self.push_text(" "),
            "cr" => self.push_line(),
            "br" => match element.attribute("type").as_deref() {
                None | Some("textWrapping") => self.push_line(),
                _ => self.push_text(" "),
            },
            "noBreakHyphen" => self.push_text("-"),
            // Invisible, except in TCVN3, where its code is that of a letter.
            "softHyphen" => self.push_text("\u{ad}"),
            "sym" => self.push_symbol(element),
            "footnoteReference" => self.push_note(NoteKind::Foot, element),
            "endnoteReference" => self.push_note(NoteKind::End, element),
            "commentReference" => self.left_out.comments += 1,
            "fldChar" => {
                let floor = self.flow().fields;
                self.fields.mark(&element.attribute("fldCharType").unwrap_or_default(), floor);
            }
            _ => {}
        }
    }

    /// Whether text here is not shown.
    pub(super) fn is_hidden(&mut self) -> bool {
        self.fields.hide_text() || self.flow().run.is_hidden()
    }

    /// Adds text as it is written; white space of any kind is a space.
    pub(super) fn push_text(&mut self, text: &str) {
        let is_break = |letter: char| matches!(letter, LINE | '\r' | '\t');
        let text =
            if text.contains(is_break) { Cow::Owned(text.replace(is_break, " ")) } else { text.into() };
        let font = self.flow().run.font();
        self.push(&text, font);
    }

    fn push_line(&mut self) {
        self.push(&LINE.to_string(), Font::Unicode);
    }

    /// A symbol. Without a font of its own it is in that of the run.
    fn push_symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(letter) = code.and_then(char::from_u32).filter(|letter| *letter != LINE) else { return };
        let run = self.flow().run.font();
        let font = element.attribute("font").map_or(run, |name| Font::named(&name));
        self.push(&letter.to_string(), font);
    }

    /// The number of a note, after a comma if it follows another one.
    fn push_note(&mut self, kind: NoteKind, element: &Element<'_>) {
        if !self.is_main() || self.is_hidden() {
            return;
        }
        let Some(id) = element.attribute("id") else { return };
        let number = self.references.number((kind, id.into_owned()));
        let follows = matches!(self.open_paragraph().pieces.last(), Some(Piece::Text(last)) if last.is_note);
        let text = if follows { format!(",{number}") } else { number.to_string() };
        let look = Span { marks: Marks::SUP, is_note: true, ..Span::default() };
        self.open_paragraph().push(&text, &look);
    }

    /// Adds text in the look of the run, unless it is hidden.
    fn push(&mut self, text: &str, font: Font) {
        if self.is_hidden() {
            return;
        }
        let marks = self.flow().run.marks();
        let look = Span { marks, link: self.fields.link(), font, ..Span::default() };
        self.open_paragraph().push(text, &look);
    }
}
