//! The desk's side of polls: what those see who make them or put them into articles, and why a change is refused.

use super::{
    Hours, Phase, ResultsShown,
    form::{Asked, CheckedOption, OptionRow, PollField, PollForm},
};
use crate::{
    clock::{Timestamp, Zone},
    id::{OptionId, PollId},
};
use std::collections::BTreeSet;

/// How many polls one page of the desk's list shows.
pub const PAGE_SIZE: i64 = 30;

/// A poll in the desk's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPollCard {
    /// The poll.
    pub id: PollId,
    /// What is asked.
    pub question: String,
    /// When it is open.
    pub hours: Hours,
    /// Whether it is.
    pub phase: Phase,
    /// Who sees the result when.
    pub results: ResultsShown,
    /// How many people have voted.
    pub ballots: u32,
    /// Votes that a replaced site had counted.
    pub opening: u32,
    /// Whether it was chosen for the side column.
    pub side: bool,
}

/// A page of the desk's list, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskPollList {
    /// At most [`PAGE_SIZE`] polls.
    pub cards: Vec<DeskPollCard>,
    /// The poll before which the next page begins, if there is one.
    pub next: Option<PollId>,
}

/// A poll as it is changed. What was voted is not among it: who makes a poll sees the result where readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPoll {
    /// The poll.
    pub id: PollId,
    /// How often it was saved, from 1.
    pub version: i64,
    /// What is asked.
    pub question: String,
    /// Where more is said about the question.
    pub link: Option<String>,
    /// The options, in the order of the ballot paper.
    pub options: Vec<DeskOption>,
    /// How many options one voter ticks at least.
    pub min_choices: u32,
    /// How many at most.
    pub max_choices: u32,
    /// When it is open.
    pub hours: Hours,
    /// Who sees the result when.
    pub results: ResultsShown,
    /// The most ballots from one network within an hour; 0 is no limit.
    pub network_limit: u32,
    /// How many people have voted.
    pub ballots: u32,
    /// Whether it was chosen for the side column.
    pub side: bool,
    /// Who saved it last; none where a content pack did.
    pub updated_by: Option<String>,
    /// When.
    pub updated_at: Option<Timestamp>,
}

/// An option of such a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskOption {
    /// The option.
    pub id: OptionId,
    /// What the voter reads.
    pub label: String,
    /// Where more is said about it.
    pub link: Option<String>,
    /// Votes of a replaced site. Nobody changes them here.
    pub opening_votes: u32,
}

impl DeskPoll {
    /// Votes that a replaced site had counted.
    pub fn opening(&self) -> u32 {
        self.options.iter().fold(0, |sum, option| sum.saturating_add(option.opening_votes))
    }

    /// What people vote on, as a form holds it.
    pub fn asked(&self) -> Asked {
        let options = self.options.iter().map(|option| OptionRow {
            id: option.id.to_string(),
            label: option.label.clone(),
            link: option.link.clone().unwrap_or_default(),
        });
        Asked {
            question: self.question.clone(),
            options: options.collect(),
            min_choices: self.min_choices.to_string(),
            max_choices: self.max_choices.to_string(),
        }
    }

    /// The form as it is stored; without what people vote on, once they have.
    pub fn form(&self, zone: &Zone) -> PollForm {
        let local = |instant: Option<Timestamp>| instant.map(|instant| zone.write_local(instant));
        PollForm {
            asked: (self.ballots == 0).then(|| self.asked()),
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

/// Which stored option each of these becomes; none is a new one. An option that still reads the same is the same one,
/// wherever it stands now, since votes of a replaced site belong to what their voters read; else it is the one whose row
/// it was. No stored option is taken twice, and none of another poll.
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
