//! Polls: a question with two or more options, open between two minutes, in which everybody votes once.
//!
//! `rules.rs` says who may vote for what and who sees the result; `voter.rs` who a voter is; `networks.rs` how many
//! ballots may come from one place; `ballot.rs` what a ballot
//! proves. The SQL is in `store.rs`, `booth.rs` takes ballots in, and `live.rs` tells open screens. `desk.rs` and `form.rs` are for those who make polls.

use crate::{
    clock::Moment,
    id::{OptionId, PollId},
    live::Topic,
};
use serde::{Deserialize, Serialize};

mod rules;
pub use rules::{Hours, Phase, ResultsShown, WrongChoices, check_choices, per_mille, turn};

#[cfg(feature = "store")]
pub mod ballot;
#[cfg(feature = "store")]
pub mod booth;
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
// What pages show, for those who must not touch the store.
#[cfg(feature = "store")]
pub use store::{DayCount, Found, Looker, PollCard, PollList, Report};
#[cfg(all(test, feature = "store"))]
mod tests;
#[cfg(feature = "store")]
pub mod voter;

/// The topics of polls.
pub const LIVE: &str = "poll";

/// How a poll stands, as a topic; its news is a [`Standing`].
pub fn live_topic(poll: PollId) -> Topic {
    Topic { kind: LIVE, id: poll.0 }
}

/// A poll as it is asked. What changes while people vote is [`Standing`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// What is asked.
    pub question: String,
    /// Where more is said about the question.
    pub link: Option<String>,
    /// Two or more, in the order of the ballot paper.
    pub options: Vec<PollOption>,
    /// How many options one voter ticks at least, from 1.
    pub min_choices: u32,
    /// How many options one voter ticks at most, up to the number of options.
    pub max_choices: u32,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// Its id.
    pub id: OptionId,
    /// What the voter reads.
    pub label: String,
    /// Where more is said about it.
    pub link: Option<String>,
}

/// What a reader is handed: the poll, how it stands, and what this reader has voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotPaper {
    /// What is asked.
    pub poll: Poll,
    /// When it opens, if that was ever decided.
    pub opens: Option<Moment>,
    /// When it closes, if ever.
    pub closes: Option<Moment>,
    /// Whether the result is to be seen only by those who have voted, or only at the end.
    pub results: ResultsShown,
    /// How it stands for this reader.
    pub standing: Standing,
    /// This reader's own ballot.
    pub own: Option<OwnBallot>,
}

/// How a poll stands. Travels to every open screen whenever it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Which poll.
    pub id: PollId,
    /// Whether it is open.
    pub phase: Phase,
    /// The result, where it may be seen.
    pub tally: Option<Tally>,
}

/// The counts of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many people have voted: ballots.
    pub voters: u32,
    /// The counts of the options, in the order of the ballot paper.
    pub options: Vec<Count>,
}

/// The counts of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Ballots that name it.
    pub votes: u32,
    /// Votes that a replaced site had counted, for which there are no ballots.
    pub opening: u32,
}

impl Count {
    /// All votes for the option.
    pub fn all(self) -> u32 {
        self.votes.saturating_add(self.opening)
    }
}

impl Tally {
    /// All votes for all options: ticks, of which one voter may make several.
    pub fn ticks(&self) -> u32 {
        self.options.iter().fold(0, |sum, count| sum.saturating_add(count.all()))
    }

    /// Votes that a replaced site had counted.
    pub fn opening(&self) -> u32 {
        self.options.iter().fold(0, |sum, count| sum.saturating_add(count.opening))
    }

    /// The share of an option in thousandths: of the people who voted, or of all ticks where a replaced site left ticks
    /// and not people.
    pub fn share(&self, count: Count) -> u32 {
        if self.opening() > 0 {
            per_mille(count.all(), self.ticks())
        } else {
            per_mille(count.votes, self.voters)
        }
    }
}

/// A ballot, shown to the one who cast it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnBallot {
    /// When it was cast.
    pub cast: Moment,
    /// What it names.
    pub choices: Vec<OptionId>,
    /// The code that finds it: `17-ABCD-EFGH-IJKL`.
    pub receipt: String,
}

/// What became of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cast {
    /// It is a ballot, and on the disk.
    Counted(OwnBallot),
    /// It is not, and nothing was stored.
    Refused(VoteRefusal),
}

/// Why a vote was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoteRefusal {
    /// There is no such poll.
    NoPoll,
    /// The browser brings no key: it refuses cookies.
    NoKey,
    /// This voter has a ballot already.
    AlreadyVoted(OwnBallot),
    /// The poll opens later.
    NotOpenYet(Moment),
    /// The poll has closed.
    Closed(Moment),
    /// The choices break a rule of the poll.
    Choices(WrongChoices),
    /// As many ballots as one network may cast within the hour.
    NetworkFull {
        /// When ballots are taken from it again.
        again: Moment,
    },
    /// The store took nothing: the disk is full, or something else failed.
    NotStored,
}
