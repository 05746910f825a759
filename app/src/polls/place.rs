//! Where a poll is shown on a page, and a refused vote.

use domain::id::OptionId;
use serde::{Deserialize, Serialize};

/// Where a poll is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the side column.
    Side,
    /// In the body of an article.
    Body,
    /// On its own page, below a heading with the question.
    Page,
    /// Embedded in a page of another site, without voting.
    Framed,
}

/// A vote that was refused without JavaScript: the form is shown again with its choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The reason, as a sentence.
    pub sentence: String,
    /// The options that were chosen.
    pub ticked: Vec<OptionId>,
}
