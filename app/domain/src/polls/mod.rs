//! Polls: a question with two or more options. Voting is not open yet; the poll is shown as it will be.

use crate::id::{OptionId, PollId};
use serde::{Deserialize, Serialize};

#[cfg(feature = "store")]
pub mod store;

/// A poll as the block shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// What is asked.
    pub question: String,
    /// How many options one voter may tick, from 1 to the number of options.
    pub max_choices: u32,
    /// Two or more, in the order of the ballot paper.
    pub options: Vec<PollOption>,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// Its id.
    pub id: OptionId,
    /// What the voter reads.
    pub label: String,
}

/// When a poll's result may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultsShown {
    /// By everybody, at any time.
    Always,
    /// By those who have voted.
    AfterVoting,
    /// By everybody, once the poll is closed.
    AfterClosing,
}

impl ResultsShown {
    /// The name it is stored under.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::AfterVoting => "after_voting",
            Self::AfterClosing => "after_closing",
        }
    }
}
