//! What stands apart from the text: title, lead, and the captions of pictures.

use super::{
    WordPicture,
    blocks::{Block, Kind, Paragraph},
    look::Marks,
    runs::{is_wholly, plain},
    work::tick,
};

/// The most letters of a paragraph that is taken for a title or a caption because of its look or its first word.
const LETTERS: usize = 200;
/// The first words of captions, before a number or a colon.
const WORDS: [&str; 2] = ["hình", "ảnh"];

/// Takes the captions out of the text. The recursion is as deep as tables are nested, which is limited.
pub(super) fn take_captions(blocks: &mut Vec<Block>, pictures: &mut [WordPicture]) {
    let mut last = None;
    blocks.retain_mut(|block| {
        tick(1);
        let picture = last.take();
        match block {
            Block::Picture(number) => last = Some(*number),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| take_captions(&mut cell.blocks, pictures));
            }
            Block::Paragraph(paragraph) => {
                if let Some(picture) = picture.and_then(|number| pictures.get_mut(number))
                    && is_caption(paragraph)
                {
                    picture.caption = plain(&paragraph.spans);
                    return false;
                }
            }
            Block::Rule => {}
        }
        true
    });
}

fn is_caption(paragraph: &Paragraph) -> bool {
    if paragraph.kind == Kind::Caption {
        return has_words(paragraph);
    }
    if paragraph.item.is_some() || paragraph.kind != Kind::Body || !is_short(paragraph) {
        return false;
    }
    let text = plain(&paragraph.spans).to_lowercase();
    let names_picture = WORDS.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            rest.starts_with(':') || rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
        })
    });
    names_picture || is_wholly(&paragraph.spans, Marks::ITALIC)
}

fn is_short(paragraph: &Paragraph) -> bool {
    let letters = paragraph.spans.iter().flat_map(|span| span.text.chars()).take(LETTERS + 1).count();
    letters <= LETTERS
}

/// Whether there is more than numbers of notes.
fn has_words(paragraph: &Paragraph) -> bool {
    paragraph.spans.iter().any(|span| !span.is_note)
}

/// Takes title and lead out of the text.
pub(super) fn take_title_and_lead(blocks: &mut Vec<Block>) -> (Option<String>, Option<String>) {
    let styled = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.kind == Kind::Title && has_words(paragraph),
        _ => false,
    };
    let Some(at) = blocks.iter().position(styled).or_else(|| first_like_a_title(blocks)) else {
        return (None, None);
    };
    let title = take(blocks, at);
    // Pictures may stand between title and lead.
    let next = blocks.iter().skip(at).position(|block| !matches!(block, Block::Picture(_) | Block::Rule));
    let lead = next.map(|next| at + next).filter(|next| match blocks.get(*next) {
        Some(Block::Paragraph(paragraph)) => is_lead(paragraph),
        _ => false,
    });
    (title, lead.and_then(|at| take(blocks, at)))
}

/// The place of the first paragraph, if it looks like a title.
fn first_like_a_title(blocks: &[Block]) -> Option<usize> {
    let at = blocks.iter().position(|block| !matches!(block, Block::Picture(_) | Block::Rule))?;
    let Some(Block::Paragraph(paragraph)) = blocks.get(at) else { return None };
    let is_heading = matches!(paragraph.kind, Kind::Heading(_));
    let stands_out = is_heading || paragraph.is_centred || is_wholly(&paragraph.spans, Marks::BOLD);
    (stands_out && paragraph.item.is_none() && has_words(paragraph) && is_short(paragraph)).then_some(at)
}

fn is_lead(paragraph: &Paragraph) -> bool {
    let marked = is_wholly(&paragraph.spans, Marks::BOLD) || is_wholly(&paragraph.spans, Marks::ITALIC);
    paragraph.kind == Kind::Subtitle || paragraph.kind == Kind::Body && paragraph.item.is_none() && marked
}

fn take(blocks: &mut Vec<Block>, at: usize) -> Option<String> {
    match blocks.remove(at) {
        Block::Paragraph(paragraph) => Some(plain(&paragraph.spans)).filter(|text| !text.is_empty()),
        _ => None,
    }
}
