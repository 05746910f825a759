//! Merges bodies by blocks.

use super::{
    Asking, Place,
    matching::{Texts, match_blocks},
    order::{Slot, merged_order, places},
};
use crate::drafting::blocks::{Block, cut, is_space};

/// Merges two bodies that were made from `base`. Where a question is open, the block is left out.
pub(super) fn merge(base: &str, mine: &str, theirs: &str, asking: &mut Asking<'_>) -> String {
    if mine == theirs || theirs == base {
        return mine.to_owned();
    }
    if mine == base {
        return theirs.to_owned();
    }
    let [base, mine, theirs] = [base, mine, theirs].map(blocks);
    let mut texts = Texts::default();
    let [base_texts, mine_texts, theirs_texts] = [&base, &mine, &theirs].map(|side| texts.read(side));
    let mine_of = match_blocks(&base_texts, &mine_texts).base_of;
    let theirs_of = match_blocks(&base_texts, &theirs_texts).base_of;
    let (in_mine, in_theirs) = (places(base.len(), &mine_of), places(base.len(), &theirs_of));
    let text_of = |slot| match slot {
        Slot::Base(_) => None,
        Slot::Mine(at) => Some(mine_texts[at].id),
        Slot::Theirs(at) => Some(theirs_texts[at].id),
    };
    let mut merged = String::new();
    for slot in merged_order(base.len(), &mine_of, &theirs_of, text_of) {
        match slot {
            Slot::Mine(at) => push(&mut merged, mine[at].html, mine[at].gap),
            Slot::Theirs(at) => push(&mut merged, theirs[at].html, theirs[at].gap),
            Slot::Base(at) => {
                let sides = [in_mine[at].map(|at| mine[at]), in_theirs[at].map(|at| theirs[at])];
                let gap = sides.iter().flatten().next().map_or("", |block| block.gap);
                let [mine, theirs] = sides.map(|block| block.map(|block| block.html.to_owned()));
                let base = Some(base[at].html.to_owned());
                push(&mut merged, &asking.settle(Place::Block, base, mine, theirs).unwrap_or_default(), gap);
            }
        }
    }
    merged.truncate(merged.trim_end_matches(is_space).len());
    merged
}

/// The blocks of a body, without white space before the first.
fn blocks(body: &str) -> Vec<Block<'_>> {
    cut(body).into_iter().filter(|block| !block.html.is_empty()).collect()
}

/// Adds a block. Any other block may follow now, so there is always white space between them.
fn push(merged: &mut String, html: &str, gap: &str) {
    if !html.is_empty() {
        merged.push_str(html);
        merged.push_str(if gap.is_empty() { "\n" } else { gap });
    }
}
