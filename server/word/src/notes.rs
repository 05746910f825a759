//! Footnotes and endnotes. Both are counted together, in the order of the text.

use super::{
    NotRead,
    blocks::{Block, joined},
    numbering::Numbering,
    package::Package,
    relations::Relations,
    runs::{LINE, Span},
    story::{Body, Source, Story},
};
use std::collections::HashMap;

/// Where the text of a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// A note, by its kind and its id.
pub(super) type Note = (NoteKind, String);

/// The notes that a text refers to, in order.
#[derive(Debug, Default)]
pub(super) struct References {
    numbers: HashMap<Note, usize>,
    order: Vec<Note>,
}

impl References {
    /// The number of a note, from 1.
    pub(super) fn number(&mut self, note: Note) -> usize {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(note.clone()).or_insert(next);
        if number == next {
            self.order.push(note);
        }
        number
    }
}

/// The texts of the notes of `body`, in order. A note without text is empty.
pub(super) fn read(
    body: &mut Body,
    source: Source<'_>,
    package: &mut Package<'_>,
    numbering: &mut Numbering,
) -> Result<Vec<Vec<Span>>, NotRead> {
    let mut texts = HashMap::new();
    for (kind, part) in [(NoteKind::Foot, "footnotes"), (NoteKind::End, "endnotes")] {
        let Some(part) = source.relations.part(part) else { continue };
        if !body.references.order.iter().any(|(used, _)| *used == kind) {
            continue;
        }
        let Some(text) = package.text(part)? else { continue };
        let relations = Relations::of_part(package, part)?;
        let mut story = Story::of_notes(Source { relations: &relations, ..source }, package, numbering);
        story.read(&text)?;
        let (notes, left_out) = story.finish_notes();
        texts.extend(notes.into_iter().map(|(id, blocks)| ((kind, id), blocks)));
        body.left_out.pictures += left_out.pictures;
        body.left_out.linked_pictures += left_out.linked_pictures;
        body.left_out.equations += left_out.equations;
    }
    let order = &body.references.order;
    Ok(order.iter().map(|note| in_one(texts.remove(note).unwrap_or_default())).collect())
}

/// All text of a note in one paragraph, a line for each of its own.
fn in_one(blocks: Vec<Block>) -> Vec<Span> {
    let mut spans = Vec::new();
    push_lines(blocks, &mut spans);
    joined(spans)
}

/// The recursion is as deep as tables are nested, which is limited.
fn push_lines(blocks: Vec<Block>, spans: &mut Vec<Span>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if !spans.is_empty() {
                    spans.push(Span { text: LINE.to_string(), ..Span::default() });
                }
                spans.extend(paragraph.spans);
            }
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| push_lines(cell.blocks, spans));
            }
            Block::Picture(_) | Block::Rule => {}
        }
    }
}
