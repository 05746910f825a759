//! Compares two texts word by word, for a person to see.

use crate::drafting::blocks::Scanner;
use imara_diff::{Algorithm, Diff, Token};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A part of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What happened to it.
    pub kind: Kind,
    /// Its text, without tags and entities. A new line begins where a block does.
    pub text: String,
}

/// What happened to a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Both texts have it.
    Kept,
    /// Only the text before has it.
    Removed,
    /// Only the text after has it.
    Added,
}

/// Two texts compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The words of both, in order.
    pub pieces: Vec<Piece>,
    /// The words are the same; what differs is not visible in them: bold, links, the kind of block.
    pub only_markup: bool,
}

impl Comparison {
    /// The text after the changes.
    pub fn after(&self) -> String {
        let after = self.pieces.iter().filter(|piece| piece.kind != Kind::Removed);
        after.map(|piece| piece.text.as_str()).collect()
    }
}

/// Compares two texts word by word; `is_html` says whether they have tags and entities.
pub fn compare(before: &str, after: &str, is_html: bool) -> Comparison {
    let visible = |text: &str| if is_html { visible(text) } else { text.to_owned() };
    let (old, new) = (visible(before), visible(after));
    // Each word has the white space after it.
    let [old, new] = [&old, &new].map(|text| text.split_inclusive(char::is_whitespace).collect::<Vec<_>>());
    let mut ids = HashMap::new();
    let [old_ids, new_ids] = [&old, &new].map(|words| {
        let ids = words.iter().map(|word| Token(number(&mut ids, word.trim())));
        ids.collect::<Vec<_>>()
    });
    let diff = diff(&old_ids, &new_ids, ids.len());
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut other) = (0, 0);
    while at < old.len() || other < new.len() {
        let (kind, word) = if at < old.len() && diff.is_removed(at as u32) {
            at += 1;
            (Kind::Removed, old[at - 1])
        } else if other < new.len() && diff.is_added(other as u32) {
            other += 1;
            (Kind::Added, new[other - 1])
        } else {
            (at, other) = (at + 1, other + 1);
            (Kind::Kept, new[other - 1])
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(word),
            last => {
                // The last word of a text has no white space after it.
                if let Some(last) = last.filter(|last| !last.text.ends_with(char::is_whitespace)) {
                    last.text.push(' ');
                }
                pieces.push(Piece { kind, text: word.to_owned() });
            }
        }
    }
    let only_markup = before != after && pieces.iter().all(|piece| piece.kind == Kind::Kept);
    Comparison { pieces, only_markup }
}

/// The number of a text; a new one for each new text.
pub(super) fn number<'a>(ids: &mut HashMap<&'a str, u32>, text: &'a str) -> u32 {
    // No text has four thousand million words.
    let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    *ids.entry(text).or_insert(next)
}

/// The difference of two sequences of numbers below `numbers`.
pub(super) fn diff(before: &[Token], after: &[Token], numbers: usize) -> Diff {
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, before, after, u32::try_from(numbers).unwrap_or(u32::MAX));
    diff
}

/// The text of HTML as a person sees it.
fn visible(html: &str) -> String {
    let mut scanner = Scanner::default();
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = scanner.next_tag(rest) {
        text.push_str(&unescaped(&rest[..before]));
        if tag.is_block() || tag.is("br") {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                text.push('\n');
            }
        }
        if tag.is("img") {
            text.push_str(&format!("[Hình: {}]", unescaped(tag.attribute("alt"))));
        } else if !tag.attribute("data-poll").is_empty() {
            text.push_str(&format!("[Bình chọn {}]", tag.attribute("data-poll")));
        }
        rest = &rest[before + tag.html.len()..];
    }
    text.push_str(&unescaped(rest));
    text.truncate(text.trim_end().len());
    text
}

/// The text that a browser shows for the entities which the sanitizer writes.
pub(crate) fn unescaped(text: &str) -> String {
    let text = text.replace("&nbsp;", "\u{a0}").replace("&quot;", "\"");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
