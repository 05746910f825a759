//! What must be changed in the editor when a merge brings changes of others, so that all else, and the caret
//! in it, is left alone.

use super::{fields, words};
use crate::drafting::{
    Draft,
    blocks::{Block, cut},
};
use imara_diff::Token;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The difference of two drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The names of fields with another text.
    pub texts: Vec<String>,
    /// The names of lists with other entries.
    pub lists: Vec<String>,
    /// The changes of the body, from its beginning to its end. Blocks that only moved are removed and added.
    pub body: Vec<BlockChange>,
}

/// Blocks of a body that are replaced. White space between blocks does not count as a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockChange {
    /// The number of blocks before them, in the body as it was.
    pub at: u32,
    /// How many blocks are removed there.
    pub removed: u32,
    /// The blocks that take their place.
    pub added: Vec<String>,
}

/// What changes from one draft to another.
pub fn changes(before: &Draft, after: &Draft) -> Changes {
    let none = Default::default();
    let texts =
        fields(&before.texts, &after.texts, &none).filter(|field| before.text(field) != after.text(field));
    let no_lists = Default::default();
    let lists = fields(&before.lists, &after.lists, &no_lists)
        .filter(|field| before.list(field) != after.list(field));
    let (texts, lists) = (texts.cloned().collect(), lists.cloned().collect());
    Changes { texts, lists, body: body_changes(&before.body, &after.body) }
}

fn body_changes(before: &str, after: &str) -> Vec<BlockChange> {
    if before == after {
        return Vec::new();
    }
    let [before, after] = [before, after].map(|body| {
        let blocks = cut(body).into_iter().filter(|block| !block.html.is_empty());
        blocks.collect::<Vec<Block<'_>>>()
    });
    let mut numbers = HashMap::new();
    let [old, new] = [&before, &after].map(|blocks| {
        let tokens = blocks.iter().map(|block| Token(words::number(&mut numbers, block.html)));
        tokens.collect::<Vec<_>>()
    });
    let diff = words::diff(&old, &new, numbers.len());
    let hunks = diff.hunks().map(|hunk| BlockChange {
        at: hunk.before.start,
        removed: hunk.before.end - hunk.before.start,
        added: hunk.after.map(|at| after[at as usize].html.to_owned()).collect(),
    });
    hunks.collect()
}
