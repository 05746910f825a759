//! Merges lists, entry by entry.

use super::{
    Asking, Place,
    order::{Slot, merged_order, places},
};
use crate::drafting::Item;
use std::collections::BTreeMap;

/// Merges two lists that were made from the first. Where a question is open, the entry is left out.
pub(super) fn merge(list: &str, [base, mine, theirs]: [&[Item]; 3], asking: &mut Asking<'_>) -> Vec<Item> {
    if mine == theirs || theirs == base {
        return mine.to_vec();
    }
    if mine == base {
        return theirs.to_vec();
    }
    // Entries that both sides have added count as entries of the base that had no text yet.
    let added = |side: &[Item], from: &[Item]| {
        let of = same_entries(from, side);
        let added = side.iter().zip(of).filter(|(_, of)| of.is_none()).map(|(item, _)| item.clone());
        added.collect::<Vec<_>>()
    };
    let (mine_added, theirs_added) = (added(mine, base), added(theirs, base));
    let both = same_entries(&theirs_added, &mine_added);
    let both = mine_added.iter().zip(both).filter(|(_, other)| other.is_some()).map(|(item, _)| item);
    let all: Vec<Item> = base.iter().chain(both).cloned().collect();
    let (mine_of, theirs_of) = (same_entries(&all, mine), same_entries(&all, theirs));
    let (in_mine, in_theirs) = (places(all.len(), &mine_of), places(all.len(), &theirs_of));
    let mut merged = Vec::new();
    for slot in merged_order(all.len(), &mine_of, &theirs_of, |_| None) {
        match slot {
            Slot::Mine(at) => merged.push(mine[at].clone()),
            Slot::Theirs(at) => merged.push(theirs[at].clone()),
            Slot::Base(at) => {
                let key = &all[at].key;
                let place = Place::Item { list: list.to_owned(), key: key.clone() };
                let was = base.get(at).map(|item| item.text.clone());
                let mine = in_mine[at].map(|at| mine[at].text.clone());
                let theirs = in_theirs[at].map(|at| theirs[at].text.clone());
                let text = asking.settle(place, was, mine, theirs);
                merged.extend(text.map(|text| Item { key: key.clone(), text }));
            }
        }
    }
    merged
}

/// For each entry of a side the entry of `base` with the same key. If a key is there twice, in their order.
fn same_entries(base: &[Item], side: &[Item]) -> Vec<Option<usize>> {
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, item) in base.iter().enumerate().rev() {
        open.entry(&item.key).or_default().push(at);
    }
    side.iter().map(|item| open.get_mut(&*item.key)?.pop()).collect()
}
