//! Where a poll stands on a page, and what came with it there.

use domain::id::OptionId;
use serde::{Deserialize, Serialize};

/// Where a poll stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the side column.
    Side,
    /// Between the texts of an article.
    Body,
    /// On its own page, below a heading that asks the question.
    Page,
    /// Within a page of another site, where nobody can vote.
    Framed,
}

/// A vote that was refused without JavaScript: what the form said stays in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Why, in words.
    pub sentence: String,
    /// What had been ticked.
    pub ticked: Vec<OptionId>,
}
