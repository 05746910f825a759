//! Polls: a question with two or more options, open during a period, in which everybody votes once.
//!
//! `rules.rs` has the rules of voting and who may see the result; `voter.rs` identifies voters; `networks.rs`
//! limits ballots per network; `ballot.rs` has ballots and receipts. The SQL is in `store.rs`, `vote_queue.rs`
//! queues votes, and `live.rs` updates open pages. `desk.rs` and `form.rs` are for the desk.

use crate::{
    clock::Moment,
    id::{OptionId, PollId},
    live::Topic,
};
use serde::{Deserialize, Serialize};

mod rules;
pub use rules::{Hours, Phase, ResultsShown, WrongChoices, check_choices, per_mille, rotating_poll};

#[cfg(feature = "store")]
pub mod ballot;
#[cfg(feature = "store")]
pub mod desk;
#[cfg(feature = "store")]
pub mod form;
#[cfg(feature = "store")]
pub mod live;
#[cfg(feature = "store")]
pub mod networks;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "store")]
pub mod vote_queue;
// Types shown on pages, for code that must not use the store.
#[cfg(feature = "store")]
pub use store::{DayCount, Found, PollCard, PollList, Report, Viewer};
#[cfg(all(test, feature = "store"))]
mod tests;
#[cfg(feature = "store")]
pub mod voter;

/// The kind of the topics of polls.
pub const LIVE: &str = "poll";

/// The topic of a poll's standing; its messages are [`Standing`]s.
pub fn live_topic(poll: PollId) -> Topic {
    Topic { kind: LIVE, id: poll.0 }
}

/// A poll's question and options. What changes while people vote is in [`Standing`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// The question.
    pub question: String,
    /// An address with more about the question.
    pub link: Option<String>,
    /// Two or more, in the order of display.
    pub options: Vec<PollOption>,
    /// The least number of options that a voter must choose, from 1.
    pub min_choices: u32,
    /// The most options that a voter may choose, up to the number of options.
    pub max_choices: u32,
}

/// An option of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// Its id.
    pub id: OptionId,
    /// The text of the option.
    pub label: String,
    /// An address with more about it.
    pub link: Option<String>,
}

/// Everything a reader sees of a poll: question, standing, and the reader's own ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotPaper {
    /// Question and options.
    pub poll: Poll,
    /// When it opens or opened, if that is set.
    pub opens: Option<Moment>,
    /// When it closes or closed, if that is set.
    pub closes: Option<Moment>,
    /// Who may see the result, and when.
    pub results: ResultsShown,
    /// The standing, as this reader may see it.
    pub standing: Standing,
    /// This reader's ballot.
    pub own: Option<OwnBallot>,
}

/// The state of a poll and its result. Sent to all open pages whenever it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The poll.
    pub id: PollId,
    /// Whether it is open.
    pub phase: Phase,
    /// The result, if it may be seen.
    pub tally: Option<Tally>,
}

/// The votes of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many people have voted (ballots).
    pub voters: u32,
    /// The votes for each option, in the order of display.
    pub options: Vec<Count>,
}

/// The votes for an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Ballots for it.
    pub votes: u32,
    /// Votes counted by the old site, for which there are no ballots.
    pub opening: u32,
}

impl Count {
    /// All votes for the option.
    pub fn all(self) -> u32 {
        self.votes.saturating_add(self.opening)
    }
}

impl Tally {
    /// All votes for all options (ticks); a voter may choose several options.
    pub fn ticks(&self) -> u32 {
        self.options.iter().fold(0, |sum, count| sum.saturating_add(count.all()))
    }

    /// Votes counted by the old site, of all options.
    pub fn opening(&self) -> u32 {
        self.options.iter().fold(0, |sum, count| sum.saturating_add(count.opening))
    }

    /// The share of an option in thousandths: of the voters, or of all ticks if there are votes of an old
    /// site, of which only ticks are known.
    pub fn share(&self, count: Count) -> u32 {
        if self.opening() > 0 {
            per_mille(count.all(), self.ticks())
        } else {
            per_mille(count.votes, self.voters)
        }
    }
}

/// A ballot, as shown to its voter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnBallot {
    /// When it was cast.
    pub cast: Moment,
    /// The chosen options.
    pub choices: Vec<OptionId>,
    /// The receipt: `17-ABCD-EFGH-IJKL`.
    pub receipt: String,
}

/// The outcome of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cast {
    /// The ballot is stored.
    Counted(OwnBallot),
    /// The vote was refused; nothing was stored.
    Refused(VoteRefusal),
}

/// Why a vote was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoteRefusal {
    /// The poll does not exist.
    NoPoll,
    /// The browser sends no voter key: it refuses cookies.
    NoKey,
    /// This voter has voted already.
    AlreadyVoted(OwnBallot),
    /// The poll opens later.
    NotOpenYet(Moment),
    /// The poll has closed.
    Closed(Moment),
    /// The choices break a rule of the poll.
    Choices(WrongChoices),
    /// The network has reached its limit of ballots within the hour.
    NetworkFull {
        /// When the next ballot from it will be accepted.
        again: Moment,
    },
    /// Nothing could be stored: the disk is full, or another fault.
    NotStored,
}
