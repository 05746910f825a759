//! Takes the HTML of a body apart.

use crate::drafting::{blocks::Scanner, merge::words::unescaped};

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A heading with its level, from 2 to 4 in a body.
    Heading { level: usize, text: String },
    /// The text of a paragraph, a list item, a cell or a caption.
    Text(String),
    /// A picture.
    Picture { alt: String },
    /// A link.
    Link { address: String },
}

/// The parts of a body, in order. Takes time proportional to its length.
pub(super) fn scan(html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut scanner = Scanner::default();
    let (mut text, mut level) = (String::new(), None);
    let mut rest = html;
    while let Some((before, tag)) = scanner.next_tag(rest) {
        text.push_str(&rest[..before]);
        if tag.is_block() {
            end(&mut parts, &mut text, level.take());
            level = if tag.closes { None } else { (1..=6).find(|level| tag.is(&format!("h{level}"))) };
        } else if tag.is("br") {
            text.push(' ');
        } else if tag.is("a") && !tag.closes {
            parts.push(Part::Link { address: unescaped(tag.attribute("href")) });
        } else if tag.is("img") {
            parts.push(Part::Picture { alt: unescaped(tag.attribute("alt")) });
        }
        rest = &rest[before + tag.html.len()..];
    }
    text.push_str(rest);
    end(&mut parts, &mut text, level);
    parts
}

fn end(parts: &mut Vec<Part>, text: &mut String, level: Option<usize>) {
    let words = unescaped(&std::mem::take(text));
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    let text = words.to_owned();
    parts.push(match level {
        Some(level) => Part::Heading { level, text },
        None => Part::Text(text),
    });
}
