//! A question in the language of the index.

use super::{
    frequency::{count_articles, count_each},
    index::{pair, ranges},
    spellings::{load_beginnings, load_spellings},
};
use crate::{
    db::{Db, DbError, all_in_order, all_of, any_of, without},
    search::{
        query::{Query, Run},
        score::{FITS_LESS, Sought, rarity},
        words::folded,
    },
};

/// How many articles with the rarest word of a question are looked at, about.
const LOOKED_AT: i64 = 250;

/// What was typed, with what the site has of it. With each part stands about how many articles have it.
pub(super) struct Question<'a> {
    pub(super) query: &'a Query,
    /// The words with their spellings and weights, in order.
    pub(super) sought: Vec<Sought>,
    word_counts: Vec<i64>,
    /// The pairs of neighbours of each run.
    pairs: Vec<Vec<Part>>,
    /// What every article must belong to.
    marks: Vec<Part>,
    /// About how many articles there are.
    all: i64,
    /// The newest articles, if the rarest word is a common one: `None` for all articles.
    pub(super) newest: Option<String>,
    /// The same for articles that have the words together.
    newest_together: Option<String>,
}

/// Something that articles must have, as a full-text query, behind the number of articles that have it.
type Part = (i64, String);

/// How closely words must be spelled as they were typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Closeness {
    /// As typed.
    Typed,
    /// With other marks where they may be missing.
    Spelled,
    /// Also with the last word incomplete.
    Begun,
}

impl<'a> Question<'a> {
    /// What the site has of a question, among articles that belong to all `marks`.
    pub(super) async fn load(db: &Db, query: &'a Query, marks: Vec<String>) -> Result<Self, DbError> {
        let mut sought = load_spellings(db, query).await?;
        let words = sought.iter().map(|word| spelled(word, Closeness::Spelled));
        let pairs = query.wanted.iter().flat_map(pairs);
        let parts: Vec<String> = words.chain(marks).chain(pairs).collect();
        let all = count_articles(db).await?;
        let counts = count_each(db, &parts, all).await?;
        for (word, count) in sought.iter_mut().zip(&counts) {
            word.weight = rarity(*count, all);
        }
        let of_pairs = query.wanted.iter().map(|run| run.words.len() - 1).sum::<usize>();
        let apart = counts.len() - of_pairs;
        let (newest_apart, newest_together) = (newest(&counts[..apart], all), newest(&counts, all));
        let word_counts = counts[..sought.len()].to_vec();
        let mut parts = counts.into_iter().zip(parts).skip(sought.len());
        let marks = parts.by_ref().take(apart - sought.len()).collect();
        let pairs =
            query.wanted.iter().map(|run| parts.by_ref().take(run.words.len() - 1).collect()).collect();
        Ok(Self { query, sought, word_counts, pairs, marks, all, newest: newest_apart, newest_together })
    }

    /// All words; where they were typed next to each other also `together`, at least those in quotation marks. With
    /// `by_pairs` words are left out that are in one of these pairs, whatever their marks.
    pub(super) fn words(&self, closeness: Closeness, together: bool, by_pairs: bool) -> String {
        let mut parts = self.marks.clone();
        let mut in_pairs = false;
        let mut first = 0;
        for (place, run) in self.query.wanted.iter().enumerate() {
            let open =
                self.query.open && closeness == Closeness::Begun && place + 1 == self.query.wanted.len();
            let paired = if run.quoted || together { run.words.len() - usize::from(open) } else { 0 };
            // A pair has no marks, so it says all of a word that was typed without them.
            let said = |index: usize| {
                paired > 1
                    && index < paired
                    && (by_pairs || (closeness != Closeness::Typed && run.words[index].is_ascii()))
            };
            for index in (0..run.words.len()).filter(|index| !said(*index)) {
                let word = first + index;
                parts.push((self.word_counts[word], spelled(&self.sought[word], closeness)));
            }
            if paired > 1 {
                parts.extend_from_slice(&self.pairs[place][..paired - 1]);
                in_pairs = true;
            }
            first += run.words.len();
        }
        self.all_of(parts, if in_pairs { &self.newest_together } else { &self.newest })
    }

    /// What has all of these, none of what is unwanted, and is among the `newest`.
    fn all_of(&self, mut parts: Vec<Part>, newest: &Option<String>) -> String {
        parts.sort();
        let mut all: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
        if let Some(newest) = newest {
            all.insert(1, newest.clone());
        }
        without(&all_in_order(&all), &self.unwanted())
    }

    /// All words for suggestions. Of the last one there may be the beginning only, behind another word at least two
    /// letters of it. Titles have few words, so that all articles can be looked at.
    pub(super) async fn begun(&self, db: &Db) -> Result<String, DbError> {
        let words = self.sought.iter().zip(&self.word_counts);
        let mut parts: Vec<Part> =
            words.map(|(word, count)| (*count, spelled(word, Closeness::Spelled))).collect();
        if let Some(last) = self.sought.last().filter(|_| self.query.open) {
            parts.pop();
            let mut typed = self.query.words().rev();
            match (typed.next(), typed.next().filter(|_| last.joined)) {
                (Some(begun), Some(before)) if begun.chars().count() > 1 => {
                    let behind = load_beginnings(db, begun).await?;
                    let pairs: Vec<String> = behind.iter().map(|word| pair(folded(before), word)).collect();
                    parts.push((0, any_of(pairs.iter().map(String::as_str))));
                }
                (_, Some(_)) => {}
                _ => parts.push((0, spelled(last, Closeness::Begun))),
            }
        }
        Ok(self.all_of(parts, &None))
    }

    /// The words and pairs, each with what articles must belong to, and its weight.
    pub(super) fn parts(&self) -> Vec<(f64, String)> {
        let words = self.sought.iter().map(|word| (word.weight, spelled(word, Closeness::Spelled)));
        let pairs = self.pairs.iter().flatten().map(|(count, pair)| (rarity(*count, self.all), pair.clone()));
        let nowhere = rarity(0, self.all);
        let part = |(weight, part): (f32, String)| {
            let mut all = vec![part];
            all.extend(self.marks.iter().map(|(_, mark)| mark.clone()));
            (f64::from(weight), without(&all_of(&all), &self.unwanted()))
        };
        words.chain(pairs).filter(|(weight, _)| *weight < nowhere).map(part).collect()
    }

    fn unwanted(&self) -> Vec<String> {
        let one = |run: &Run| {
            let words = run.words.iter().map(|word| any_of([word.as_str()]));
            all_of(&words.chain(pairs(run)).collect::<Vec<_>>())
        };
        self.query.unwanted.iter().map(one).collect()
    }
}

/// One word in its spellings.
fn spelled(word: &Sought, closeness: Closeness) -> String {
    let least = match closeness {
        Closeness::Typed => 1.0,
        Closeness::Spelled => FITS_LESS,
        Closeness::Begun => 0.0,
    };
    any_of(word.spellings.iter().filter(|(_, fit)| **fit >= least).map(|(word, _)| word.as_str()))
}

/// The pairs of neighbours of a run, without marks.
fn pairs(run: &Run) -> impl Iterator<Item = String> + '_ {
    run.words.windows(2).map(|two| any_of([pair(folded(&two[0]), &folded(&two[1])).as_str()]))
}

/// The newest of `all` articles, so many that about [`LOOKED_AT`] have the rarest of the words, if so many articles have
/// each. `None` if these are all articles.
fn newest(counts: &[i64], all: i64) -> Option<String> {
    let rarest = counts.iter().min().copied().unwrap_or_default();
    (rarest > LOOKED_AT).then(|| any_of(ranges(all, LOOKED_AT * all / rarest).iter().map(String::as_str)))
}
