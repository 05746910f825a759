//! Merges two drafts that were made from the same one. What one side left alone is taken from the other; what
//! both changed in the same way is taken once. A person is asked only where both changed the same field, the
//! same block of the body or the same entry of a list in different ways, or where one removed what the other
//! changed.
//!
//! Nothing is lost: all that either side added is in the merged draft or in a question. `body.rs` merges the
//! body and `lists.rs` the lists; both find out with `matching.rs` which block of a side was which block of
//! the base, and with `order.rs` in which order blocks are merged. `words.rs` compares word by word.

mod body;
mod changes;
mod lists;
mod matching;
mod order;
pub(crate) mod words;

use super::Draft;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use changes::{BlockChange, Changes, changes};
pub use words::{Comparison, Kind, Piece, compare};

/// Where both sides changed the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The field with this name. Some fields hold the id of what was chosen; the page must show its name.
    Text(String),
    /// A block of the body.
    Block,
    /// An entry of a list.
    Item {
        /// The name of the list.
        list: String,
        /// The key of the entry.
        key: String,
    },
}

/// A question to a person: which of two changes shall stay?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Where.
    pub place: Place,
    /// What it was before. `None`: both sides added it.
    pub base: Option<String>,
    /// What the first side made of it. `None`: removed.
    pub mine: Option<String>,
    /// What the other side made of it. `None`: removed.
    pub theirs: Option<String>,
}

impl Question {
    /// Both changes, word by word.
    pub fn compared(&self) -> Compared {
        let of = |side: &Option<String>| {
            let (base, side) = (self.base.as_deref().unwrap_or(""), side.as_deref().unwrap_or(""));
            compare(base, side, self.place == Place::Block)
        };
        Compared { mine: of(&self.mine), theirs: of(&self.theirs) }
    }

    /// The text that a choice means. `None`: nothing stays.
    fn decide(&self, choice: &Choice) -> Option<String> {
        match (choice, &self.mine, &self.theirs) {
            (Choice::Mine, mine, _) => mine.clone(),
            (Choice::Theirs, _, theirs) => theirs.clone(),
            (Choice::Both, Some(mine), Some(theirs)) => {
                let gap = if self.place == Place::Block { "\n" } else { " " };
                Some([mine, gap, theirs].concat())
            }
            (Choice::Both, Some(one), None) | (Choice::Both, None, Some(one)) => Some(one.clone()),
            (Choice::Both, None, None) => None,
            (Choice::Written(text), _, _) => (!text.is_empty()).then(|| text.clone()),
        }
    }
}

/// The two sides of a question, each compared with the base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// What the first side changed.
    pub mine: Comparison,
    /// What the other side changed.
    pub theirs: Comparison,
}

/// What a person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// The first side.
    Mine,
    /// The other side.
    Theirs,
    /// Both, the first side first.
    Both,
    /// A text of their own; if empty, nothing stays.
    Written(String),
}

/// A question and what a person chose. It holds for exactly this question: after either side has changed the
/// place again, it is asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The question.
    pub question: Question,
    /// The choice.
    pub choice: Choice,
}

/// Merges two drafts that were made from `base`. Takes time proportional to their length.
///
/// # Errors
///
/// The questions without a decision. Without any decisions, these are all questions.
pub fn merge(
    base: &Draft,
    mine: &Draft,
    theirs: &Draft,
    decisions: &[Decision],
) -> Result<Draft, Vec<Question>> {
    let mut asking = Asking { decisions, open: Vec::new() };
    let texts = fields(&base.texts, &mine.texts, &theirs.texts).filter_map(|field| {
        let of = |draft: &Draft| Some(draft.text(field).to_owned());
        let text = asking.settle(Place::Text(field.clone()), of(base), of(mine), of(theirs))?;
        (!text.is_empty()).then(|| (field.clone(), text))
    });
    let texts = texts.collect();
    let body = body::merge(&base.body, &mine.body, &theirs.body, &mut asking);
    let lists = fields(&base.lists, &mine.lists, &theirs.lists).map(|field| {
        let sides = [base.list(field), mine.list(field), theirs.list(field)];
        (field.clone(), lists::merge(field, sides, &mut asking))
    });
    let lists = lists.filter(|(_, items)| !items.is_empty()).collect();
    if asking.open.is_empty() { Ok(Draft { texts, body, lists }) } else { Err(asking.open) }
}

/// Merges two drafts, and decides all questions by a rule. Returns the questions too.
pub fn merge_by_rule(
    base: &Draft,
    mine: &Draft,
    theirs: &Draft,
    rule: impl Fn(&Question) -> Choice,
) -> (Draft, Vec<Question>) {
    let questions = match merge(base, mine, theirs, &[]) {
        Ok(merged) => return (merged, Vec::new()),
        Err(questions) => questions,
    };
    let decide = |question: &Question| Decision { question: question.clone(), choice: rule(question) };
    let decisions: Vec<Decision> = questions.iter().map(decide).collect();
    // All questions are decided, so that this one succeeds.
    (merge(base, mine, theirs, &decisions).unwrap_or_else(|_| mine.clone()), questions)
}

/// The names of fields that any of the three has.
fn fields<'a, T>(
    base: &'a BTreeMap<String, T>,
    mine: &'a BTreeMap<String, T>,
    theirs: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = &'a String> {
    let all: BTreeSet<&String> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
    all.into_iter()
}

/// Decides between three versions of one thing, and collects the questions that nobody has answered.
struct Asking<'a> {
    decisions: &'a [Decision],
    open: Vec<Question>,
}

impl Asking<'_> {
    /// The version that stays; `None` if the thing is removed, or if a person must be asked.
    fn settle(
        &mut self,
        place: Place,
        base: Option<String>,
        mine: Option<String>,
        theirs: Option<String>,
    ) -> Option<String> {
        if mine == theirs || theirs == base {
            return mine;
        }
        if mine == base {
            return theirs;
        }
        let question = Question { place, base, mine, theirs };
        match self.decisions.iter().find(|decision| decision.question == question) {
            Some(decision) => question.decide(&decision.choice),
            None => {
                self.open.push(question);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
