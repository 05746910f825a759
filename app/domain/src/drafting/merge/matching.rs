//! Which block of a side was which block of the base. A block is recognised, in this order: by its text, in
//! the order that a diff finds; by its text at another place, when it was moved; by its likeness, when it was
//! changed; and by its place alone, when it is the only new block between two known ones.

use super::words::{diff, number};
use crate::drafting::blocks::{Block, Scanner};
use imara_diff::Token;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

/// A word that stands in more unknown blocks than this says nothing about which is which.
const COMMON: usize = 8;
/// How many blocks with common words are compared with each changed block.
const CANDIDATES: usize = 3;
/// The least likeness of two versions of one block, in thousandths.
const LIKE: usize = 500;

/// The texts and words of blocks as numbers, the same for all sides.
#[derive(Default)]
pub(super) struct Texts<'a> {
    texts: HashMap<&'a str, u32>,
    words: HashMap<&'a str, u32>,
}

/// A block for matching.
pub(super) struct Text<'a> {
    /// The number of its text.
    pub(super) id: u32,
    html: &'a str,
    /// The numbers of its words, sorted.
    words: Vec<u32>,
}

impl<'a> Texts<'a> {
    /// Reads the blocks of a side.
    pub(super) fn read(&mut self, blocks: &[Block<'a>]) -> Vec<Text<'a>> {
        blocks.iter().map(|block| self.text(block.html)).collect()
    }

    /// Words are what stands between tags, and tags with attributes: pictures, links, polls.
    fn text(&mut self, html: &'a str) -> Text<'a> {
        let id = number(&mut self.texts, html);
        let mut scanner = Scanner::default();
        let mut words = Vec::new();
        let mut rest = html;
        while let Some((before, tag)) = scanner.next_tag(rest) {
            words.extend(rest[..before].split_whitespace().map(|word| number(&mut self.words, word)));
            if tag.html.contains('=') {
                words.push(number(&mut self.words, tag.html));
            }
            rest = &rest[before + tag.html.len()..];
        }
        words.extend(rest.split_whitespace().map(|word| number(&mut self.words, word)));
        words.sort_unstable();
        Text { id, html, words }
    }
}

/// The result of matching.
pub(super) struct Matches {
    /// For each block of the side the block of the base that it was.
    pub(super) base_of: Vec<Option<usize>>,
    /// How many comparisons it took, for the test that this does not grow with the square.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests count it"))]
    pub(super) looks: usize,
}

/// Matches the blocks of a side with those of the base.
pub(super) fn match_blocks(base: &[Text<'_>], side: &[Text<'_>]) -> Matches {
    let mut matching =
        Matching { base, side, base_of: vec![None; side.len()], is_known: vec![false; base.len()], looks: 0 };
    matching.unchanged();
    matching.moved();
    matching.changed();
    matching.lone();
    Matches { base_of: matching.base_of, looks: matching.looks }
}

struct Matching<'a> {
    base: &'a [Text<'a>],
    side: &'a [Text<'a>],
    base_of: Vec<Option<usize>>,
    is_known: Vec<bool>,
    looks: usize,
}

impl Matching<'_> {
    fn pair(&mut self, base: usize, side: usize) {
        self.base_of[side] = Some(base);
        self.is_known[base] = true;
    }

    fn unchanged(&mut self) {
        let tokens = |texts: &[Text<'_>]| texts.iter().map(|text| Token(text.id)).collect::<Vec<_>>();
        let highest = self.base.iter().chain(self.side).map(|text| text.id as usize + 1).max().unwrap_or(0);
        let diff = diff(&tokens(self.base), &tokens(self.side), highest);
        let unchanged = (0..self.base.len()).filter(|at| !diff.is_removed(*at as u32));
        let others = (0..self.side.len()).filter(|at| !diff.is_added(*at as u32));
        for (base, side) in unchanged.zip(others) {
            self.pair(base, side);
        }
    }

    fn moved(&mut self) {
        let mut open: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in (0..self.base.len()).rev().filter(|at| !self.is_known[*at]) {
            open.entry(self.base[at].id).or_default().push(at);
        }
        for at in 0..self.side.len() {
            if self.base_of[at].is_none()
                && let Some(base) = open.get_mut(&self.side[at].id).and_then(Vec::pop)
            {
                self.pair(base, at);
            }
        }
    }

    fn changed(&mut self) {
        let mut likely: BTreeSet<(usize, usize)> = BTreeSet::new();
        self.neighbours(&mut likely);
        self.with_common_words(&mut likely);
        let mut alike: Vec<_> = likely
            .into_iter()
            .map(|(base, side)| (Reverse(self.likeness(base, side)), base.abs_diff(side), base, side))
            .filter(|(Reverse(likeness), ..)| *likeness >= LIKE)
            .collect();
        alike.sort_unstable();
        for (_, _, base, side) in alike {
            if self.base_of[side].is_none() && !self.is_known[base] {
                self.pair(base, side);
            }
        }
    }

    /// Pairs of unknown blocks at the same distance from a known one before or after them.
    fn neighbours(&self, likely: &mut BTreeSet<(usize, usize)>) {
        let mut next = Some(0);
        for (at, of) in self.base_of.iter().enumerate() {
            let open = next.filter(|base| !self.is_known.get(*base).copied().unwrap_or(true));
            match (of, open) {
                (Some(of), _) => next = Some(of + 1),
                (None, Some(base)) => {
                    likely.insert((base, at));
                    next = Some(base + 1);
                }
                (None, None) => next = None,
            }
        }
        let mut next = self.base.len().checked_sub(1);
        for (at, of) in self.base_of.iter().enumerate().rev() {
            let open = next.filter(|base| !self.is_known[*base]);
            match (of, open) {
                (Some(of), _) => next = of.checked_sub(1),
                (None, Some(base)) => {
                    likely.insert((base, at));
                    next = base.checked_sub(1);
                }
                (None, None) => next = None,
            }
        }
    }

    /// For each unknown block of the side the unknown blocks of the base with most of its words.
    fn with_common_words(&mut self, likely: &mut BTreeSet<(usize, usize)>) {
        let mut having: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, text) in self.base.iter().enumerate().filter(|(at, _)| !self.is_known[*at]) {
            for word in &text.words {
                let blocks = having.entry(*word).or_default();
                // One more than is used, so that a common word is recognised.
                if blocks.len() <= COMMON && blocks.last() != Some(&at) {
                    blocks.push(at);
                }
            }
        }
        having.retain(|_, blocks| blocks.len() <= COMMON);
        for (at, text) in self.side.iter().enumerate().filter(|(at, _)| self.base_of[*at].is_none()) {
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            for base in text.words.iter().filter_map(|word| having.get(word)).flatten() {
                *votes.entry(*base).or_default() += 1;
                self.looks += 1;
            }
            let mut votes: Vec<_> = votes.into_iter().map(|(base, votes)| (Reverse(votes), base)).collect();
            votes.sort_unstable();
            likely.extend(votes.into_iter().take(CANDIDATES).map(|(_, base)| (base, at)));
        }
    }

    /// How alike two blocks are, in thousandths: by their words in any order, or by how they begin and end,
    /// which recognises a word that is being typed.
    fn likeness(&mut self, base: usize, side: usize) -> usize {
        let (base, side) = (&self.base[base], &self.side[side]);
        self.looks += base.words.len() + side.words.len() + 1;
        let all = base.words.len() + side.words.len();
        let by_words = (2000 * common(&base.words, &side.words)).checked_div(all).unwrap_or(0);
        let (base, side) = (inner(base.html).as_bytes(), inner(side.html).as_bytes());
        let same = |(one, other): &(&u8, &u8)| one == other;
        let begin = base.iter().zip(side).take_while(same).count();
        let end = base[begin..].iter().rev().zip(side[begin..].iter().rev()).take_while(same).count();
        let by_ends = (1000 * (begin + end)).checked_div(base.len().max(side.len())).unwrap_or(0);
        // Nothing was removed, only added.
        let grown = if begin + end == base.len() { LIKE } else { 0 };
        by_words.max(by_ends).max(grown)
    }

    /// The only unknown block between two known ones, on both sides.
    fn lone(&mut self) {
        for at in 0..self.side.len() {
            let before = at.checked_sub(1).map(|at| self.base_of[at].map(|of| of + 1));
            let after = self.base_of.get(at + 1).copied();
            let (Some(base), None) = (before.unwrap_or(Some(0)), self.base_of[at]) else { continue };
            let ends = after.map_or(base + 1 == self.base.len(), |of| of == Some(base + 1));
            if ends && !self.is_known[base] {
                self.pair(base, at);
            }
        }
    }
}

/// A block without its own tags, which are the same for most blocks.
fn inner(html: &str) -> &str {
    let begin = if html.starts_with('<') { html.find('>').map_or(0, |at| at + 1) } else { 0 };
    let inner = &html[begin..];
    if inner.ends_with('>') { inner.rfind("</").map_or(inner, |end| &inner[..end]) } else { inner }
}

/// How many words two sorted lists have in common.
fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut at, mut place, mut common) = (0, 0, 0);
    while let (Some(word), Some(another)) = (one.get(at), other.get(place)) {
        common += usize::from(word == another);
        at += usize::from(word <= another);
        place += usize::from(another <= word);
    }
    common
}
