//! Polls at the desk: the types for people who create polls or insert them into articles, and why a change is
//! refused.

use super::{
    Hours, Phase, ResultsShown,
    form::{CheckedOption, OptionRow, PollField, PollForm, QuestionForm},
};
use crate::{
    clock::{Timestamp, Zone},
    id::{OptionId, PollId},
};
use std::collections::BTreeSet;

/// How many polls a page of the desk's list shows.
pub const PAGE_SIZE: i64 = 30;

/// A poll in the desk's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPollCard {
    /// The poll.
    pub id: PollId,
    /// The question.
    pub question: String,
    /// When it is open.
    pub hours: Hours,
    /// Whether it is open now.
    pub phase: Phase,
    /// Who may see the result, and when.
    pub results: ResultsShown,
    /// How many people have voted.
    pub ballots: u32,
    /// Votes counted by the old site.
    pub opening: u32,
    /// Whether it is chosen for the side column.
    pub side: bool,
}

/// A page of the desk's list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskPollList {
    /// At most [`PAGE_SIZE`] polls.
    pub cards: Vec<DeskPollCard>,
    /// The key of the next page, if there is one: the last poll of this page.
    pub next: Option<PollId>,
}

/// A poll for editing. The votes are not included: whoever creates a poll sees the result where readers see
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPoll {
    /// The poll.
    pub id: PollId,
    /// How often it was saved, from 1; for detecting concurrent edits.
    pub version: i64,
    /// The question.
    pub question: String,
    /// An address with more about the question.
    pub link: Option<String>,
    /// The options, in the order of display.
    pub options: Vec<DeskOption>,
    /// The least number of options that a voter must choose.
    pub min_choices: u32,
    /// The most options that a voter may choose.
    pub max_choices: u32,
    /// When it is open.
    pub hours: Hours,
    /// Who may see the result, and when.
    pub results: ResultsShown,
    /// The most ballots from one network within an hour; 0 means no limit.
    pub network_limit: u32,
    /// How many people have voted.
    pub ballots: u32,
    /// Whether it is chosen for the side column.
    pub side: bool,
    /// Who saved it last; `None` for a content pack.
    pub updated_by: Option<String>,
    /// When it was saved last.
    pub updated_at: Option<Timestamp>,
}

/// An option of a poll for editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskOption {
    /// The option.
    pub id: OptionId,
    /// The text of the option.
    pub label: String,
    /// An address with more about it.
    pub link: Option<String>,
    /// Votes counted by the old site. They cannot be changed here.
    pub opening_votes: u32,
}

impl DeskPoll {
    /// Votes counted by the old site, of all options.
    pub fn opening(&self) -> u32 {
        self.options.iter().fold(0, |sum, option| sum.saturating_add(option.opening_votes))
    }

    /// Question and options, as form values.
    pub fn question_form(&self) -> QuestionForm {
        let options = self.options.iter().map(|option| OptionRow {
            id: option.id.to_string(),
            label: option.label.clone(),
            link: option.link.clone().unwrap_or_default(),
        });
        QuestionForm {
            text: self.question.clone(),
            options: options.collect(),
            min_choices: self.min_choices.to_string(),
            max_choices: self.max_choices.to_string(),
        }
    }

    /// The form with the stored values; without question and options once somebody has voted.
    pub fn form(&self, zone: &Zone) -> PollForm {
        let local = |instant: Option<Timestamp>| instant.map(|instant| zone.write_local(instant));
        PollForm {
            question: (self.ballots == 0).then(|| self.question_form()),
            link: self.link.clone().unwrap_or_default(),
            opens_at: local(self.hours.opens).unwrap_or_default(),
            closes_at: local(self.hours.closes).unwrap_or_default(),
            results: self.results.as_str().to_owned(),
            network_limit: self.network_limit.to_string(),
        }
    }
}

/// Why a change of a poll was refused. Nothing was stored.
pub type Refusal = crate::form::Refusal<PollField, Counted>;

/// People have voted on the question as it is stored, so that it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted;

/// For each typed option, the stored option that it becomes; `None` for a new one. An option with an
/// unchanged text stays the same option, even if it has moved, since votes of the old site belong to the text
/// that their voters read; otherwise the id of its row decides. No stored option is used twice, and none of
/// another poll.
pub fn kept_options(stored: &[DeskOption], typed: &[CheckedOption]) -> Vec<Option<OptionId>> {
    let same = |option: &CheckedOption| {
        stored.iter().find(|known| known.label == option.label).map(|known| known.id)
    };
    let mut kept: Vec<Option<OptionId>> = typed.iter().map(same).collect();
    let mut taken: BTreeSet<OptionId> = kept.iter().flatten().copied().collect();
    for (kept, option) in kept.iter_mut().zip(typed).filter(|(kept, _)| kept.is_none()) {
        let known = option.id.filter(|id| stored.iter().any(|known| known.id == *id));
        *kept = known.filter(|id| taken.insert(*id));
    }
    kept
}
