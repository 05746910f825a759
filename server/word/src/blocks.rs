//! What a document consists of: paragraphs, tables, pictures and lines. A paragraph that is being read is
//! `OpenParagraph`; here it becomes blocks.

use super::{
    look::{Marks, ParagraphLook},
    numbering::{Marker, Numbering},
    runs::{Span, tidy},
    styles::Style,
    tables::Table,
};
use std::rc::Rc;

/// A block of a text.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A picture, by its place among those read.
    Picture(usize),
    /// A line across the page.
    Rule,
}

/// A paragraph that is not empty, in order.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    pub(super) is_centred: bool,
    /// Its place in a list, if it begins an item.
    pub(super) item: Option<Item>,
    pub(super) spans: Vec<Span>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Body,
    /// A heading, with its level in the article: 2 to 4.
    Heading(u8),
    Title,
    Subtitle,
    Caption,
    Quote,
    /// An entry of a table of contents. It is left out.
    Contents,
    /// Empty, with a border.
    Rule,
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// From 0.
    pub(super) level: usize,
    /// Its number; `None` in a list with bullets.
    pub(super) number: Option<u32>,
}

/// A piece of a paragraph that is being read.
pub(super) enum Piece {
    Text(Span),
    Picture(usize),
    Rule,
}

/// A paragraph that is being read.
pub(super) struct OpenParagraph {
    pub(super) style: Rc<Style>,
    /// Its own properties.
    pub(super) look: ParagraphLook,
    pub(super) pieces: Vec<Piece>,
    /// Whether the next paragraph continues it: its end was deleted, or it is a large first letter.
    pub(super) is_continued: bool,
}

impl Kind {
    /// A heading of an outline level, counted from 0. The article's title is the only heading above them.
    pub(super) const fn of_outline(level: u8) -> Self {
        match level {
            0 => Self::Heading(2),
            1 => Self::Heading(3),
            2..=8 => Self::Heading(4),
            _ => Self::Body,
        }
    }
}

impl OpenParagraph {
    pub(super) const fn new(style: Rc<Style>, look: ParagraphLook) -> Self {
        Self { style, look, pieces: Vec::new(), is_continued: false }
    }

    /// Adds text, to the last span if it looks the same.
    pub(super) fn push(&mut self, text: &str, look: &Span) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) if last.looks_like(look) && last.font == look.font => last.text += text,
            _ => self.pieces.push(Piece::Text(Span { text: text.to_owned(), ..look.empty() })),
        }
    }

    /// What it is, by its outline level or its style.
    fn kind(&self) -> Kind {
        match (self.style.kind, self.look.outline) {
            (Kind::Body | Kind::Heading(_), Some(level)) => Kind::of_outline(level),
            (kind, _) => kind,
        }
    }

    /// Its blocks: pictures, and the text between them. In a cell a number may stand alone.
    pub(super) fn into_blocks(self, numbering: &mut Numbering, is_in_cell: bool) -> Vec<Block> {
        let kind = self.kind();
        let look = self.look.over(self.style.paragraph);
        let mut blocks = Vec::new();
        let mut text = Vec::new();
        for piece in self.pieces {
            let block = match piece {
                Piece::Text(span) => {
                    text.push(span);
                    continue;
                }
                Piece::Picture(number) => Block::Picture(number),
                Piece::Rule => Block::Rule,
            };
            push_text(&mut blocks, std::mem::take(&mut text), kind, look);
            blocks.push(block);
        }
        push_text(&mut blocks, text, kind, look);
        if blocks.is_empty() && kind == Kind::Rule {
            return vec![Block::Rule];
        }
        let list = look.list.filter(|id| *id > 0 && matches!(kind, Kind::Body | Kind::Heading(_)));
        if let Some(id) = list {
            number(&mut blocks, numbering, id, look, is_in_cell);
        }
        blocks
    }
}

/// Adds text as a paragraph, or as several if there are empty lines in it.
fn push_text(blocks: &mut Vec<Block>, text: Vec<Span>, kind: Kind, look: ParagraphLook) {
    if kind == Kind::Contents {
        return;
    }
    let may_part = matches!(kind, Kind::Body | Kind::Quote) && look.list.unwrap_or(0) == 0;
    for mut spans in tidy(text, may_part) {
        // A heading is bold by itself.
        if matches!(kind, Kind::Heading(_)) {
            for span in &mut spans {
                span.marks = span.marks.without(Marks::BOLD);
            }
        }
        let is_centred = look.centred == Some(true);
        blocks.push(Block::Paragraph(Paragraph { kind, is_centred, item: None, spans: joined(spans) }));
    }
}

/// Joins neighbours that have come to look the same.
pub(super) fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.looks_like(&span) => last.text += &span.text,
            _ => joined.push(span),
        }
    }
    joined
}

/// Gives the first paragraph its place in a list, or its number as text where a list would lose it.
fn number(
    blocks: &mut Vec<Block>,
    numbering: &mut Numbering,
    id: u32,
    look: ParagraphLook,
    is_in_cell: bool,
) {
    let level = usize::from(look.level.unwrap_or(0));
    let is_empty = blocks.is_empty();
    let first = blocks.iter_mut().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    match first {
        Some(paragraph) => match numbering.next(id, level) {
            None => {}
            Some(Marker::Number { label, is_worded, .. })
                if is_worded || matches!(paragraph.kind, Kind::Heading(_)) =>
            {
                let text = format!("{} ", label.trim());
                let first = paragraph.spans.first().map(Span::empty).unwrap_or_default();
                let look = Span { link: None, is_note: false, ..first };
                paragraph.spans.insert(0, Span { text, ..look });
                paragraph.spans = joined(std::mem::take(&mut paragraph.spans));
            }
            Some(_) if matches!(paragraph.kind, Kind::Heading(_)) => {}
            Some(Marker::Bullet) => paragraph.item = Some(Item { level, number: None }),
            Some(Marker::Number { number, .. }) => {
                paragraph.item = Some(Item { level, number: Some(number) });
            }
        },
        // The first column of many tables: numbers without text. An item without text would be lost.
        None if is_in_cell && is_empty => {
            if let Some(Marker::Number { label, .. }) = numbering.next(id, level) {
                let text = vec![Span { text: label, ..Span::default() }];
                push_text(blocks, text, Kind::Body, ParagraphLook { list: None, ..look });
            }
        }
        None => {}
    }
}
