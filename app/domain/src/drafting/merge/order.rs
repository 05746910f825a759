//! The order of merged blocks. Work here is proportional to the number of blocks, but for one binary search
//! for each.

use std::collections::BTreeMap;

/// One place of the merged order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A block of the base, whatever the sides made of it, also if they removed it.
    Base(usize),
    /// A new block of the first side.
    Mine(usize),
    /// A new block of the other side.
    Theirs(usize),
}

/// The order in which blocks are merged; each block of the base and each new block of a side appears once. For
/// each block of a side `mine_of` and `theirs_of` say which block of the base it was.
///
/// Blocks that neither side moved stay in the order of the base. All others follow the block after which their
/// own side has them: first those of the first side, then those of the other. A block that both moved is
/// where the first side has it. New blocks of both sides at the same place with the same `text_of` appear once.
pub(super) fn merged_order(
    base: usize,
    mine_of: &[Option<usize>],
    theirs_of: &[Option<usize>],
    text_of: impl Fn(Slot) -> Option<u32>,
) -> Vec<Slot> {
    let (by_mine, by_theirs) = (moved(base, mine_of), moved(base, theirs_of));
    let stays: Vec<bool> = (0..base).map(|at| !by_mine[at] && !by_theirs[at]).collect();
    let mut mine = Followers::new(base);
    for (at, of) in mine_of.iter().enumerate() {
        match *of {
            None => mine.add(Slot::Mine(at)),
            Some(of) if stays[of] => mine.after(of),
            Some(of) if by_mine[of] => mine.add(Slot::Base(of)),
            Some(_) => {}
        }
    }
    let mut theirs = Followers::new(base);
    for (at, of) in theirs_of.iter().enumerate() {
        match *of {
            None => theirs.add(Slot::Theirs(at)),
            Some(of) if stays[of] => theirs.after(of),
            Some(of) if !by_mine[of] => theirs.add(Slot::Base(of)),
            Some(_) => {}
        }
    }
    let mut order = Vec::with_capacity(base + mine_of.len() + theirs_of.len());
    for (place, (mine, theirs)) in mine.slots.into_iter().zip(theirs.slots).enumerate() {
        // The first place is before all blocks of the base.
        order.extend(place.checked_sub(1).filter(|at| stays[*at]).map(Slot::Base));
        let mut added: BTreeMap<u32, usize> = BTreeMap::new();
        for slot in mine {
            order.push(slot);
            if let Some(text) = text_of(slot) {
                *added.entry(text).or_default() += 1;
            }
        }
        for slot in theirs {
            match text_of(slot).and_then(|text| added.get_mut(&text)).filter(|open| **open > 0) {
                Some(open) => *open -= 1,
                None => order.push(slot),
            }
        }
    }
    order
}

/// Where a side has each block of the base.
pub(super) fn places(base: usize, of: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut places = vec![None; base];
    for (at, of) in of.iter().enumerate() {
        if let Some(place) = of.and_then(|of| places.get_mut(of)) {
            *place = Some(at);
        }
    }
    places
}

/// What follows each block that stays; the first entry is what comes before all of them.
struct Followers {
    slots: Vec<Vec<Slot>>,
    place: usize,
}

impl Followers {
    fn new(base: usize) -> Self {
        Self { slots: vec![Vec::new(); base + 1], place: 0 }
    }

    fn after(&mut self, of: usize) {
        self.place = of + 1;
    }

    fn add(&mut self, slot: Slot) {
        self.slots[self.place].push(slot);
    }
}

/// Which blocks of the base a side has moved: those outside of its longest sequence in the order of the base.
fn moved(base: usize, of: &[Option<usize>]) -> Vec<bool> {
    // For each length of a rising sequence, the smallest block it can end with; and before each block, the
    // block before it in such a sequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    for of in of.iter().flatten().copied() {
        let length = ends.partition_point(|end| *end < of);
        if let Some(last) = length.checked_sub(1) {
            before.insert(of, ends[last]);
        }
        if length == ends.len() {
            ends.push(of);
        } else {
            ends[length] = of;
        }
    }
    let mut moved = vec![false; base];
    for of in of.iter().flatten() {
        moved[*of] = true;
    }
    let mut next = ends.last().copied();
    while let Some(of) = next {
        moved[of] = false;
        next = before.get(&of).copied();
    }
    moved
}
