//! What somebody types about a poll, as typed, and what of it may be stored. `check.rs` says which is which.

mod check;
#[cfg(test)]
mod tests;

use super::{Hours, ResultsShown};
use crate::id::OptionId;
use check::tidy;

/// The most options.
pub const MAX_OPTIONS: usize = 40;

/// A field of the form. Rows of options are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PollField {
    /// What is asked.
    Question,
    /// Where more is said about the question.
    Link,
    /// The options as a whole.
    Options,
    /// What the voter reads, in one row.
    Option(usize),
    /// Where more is said about it.
    OptionLink(usize),
    /// How many options one voter ticks at least.
    MinChoices,
    /// How many at most.
    MaxChoices,
    /// When it opens.
    OpensAt,
    /// When it closes.
    ClosesAt,
    /// Who sees the result when.
    Results,
    /// The most ballots from one network within an hour.
    NetworkLimit,
}

impl PollField {
    /// Its name in HTML.
    pub fn name(self) -> String {
        let name = match self {
            Self::Question => "cau-hoi",
            Self::Link => "lien-ket",
            Self::Options => "cac-phuong-an",
            Self::Option(row) => return format!("phuong-an-{}", row + 1),
            Self::OptionLink(row) => return format!("lien-ket-phuong-an-{}", row + 1),
            Self::MinChoices => "it-nhat",
            Self::MaxChoices => "nhieu-nhat",
            Self::OpensAt => "gio-mo",
            Self::ClosesAt => "gio-dong",
            Self::Results => "ket-qua",
            Self::NetworkLimit => "gioi-han-mang",
        };
        name.to_owned()
    }
}

/// What is wrong with the form.
pub type Problem = crate::form::Problem<PollField>;

/// The form, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollForm {
    /// What people vote on; none where the form does not ask for it any more, since they have voted.
    pub asked: Option<Asked>,
    /// Where more is said about the question.
    pub link: String,
    /// When it opens, as a field for date and hour holds it; empty: it is open already.
    pub opens_at: String,
    /// When it closes; empty: never.
    pub closes_at: String,
    /// The stored name of a [`ResultsShown`].
    pub results: String,
    /// The most ballots from one network within an hour; 0 is no limit.
    pub network_limit: String,
}

impl Default for PollForm {
    fn default() -> Self {
        Self {
            asked: Some(Asked { min_choices: "1".into(), max_choices: "1".into(), ..Asked::default() }),
            link: String::new(),
            opens_at: String::new(),
            closes_at: String::new(),
            results: ResultsShown::Always.as_str().to_owned(),
            // A large school votes in one morning.
            network_limit: "500".to_owned(),
        }
    }
}

/// What people vote on, as typed. From the first ballot on it stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// The options, with rows that were left empty.
    pub options: Vec<OptionRow>,
    /// How many options one voter ticks at least.
    pub min_choices: String,
    /// How many at most.
    pub max_choices: String,
}

/// A row of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionRow {
    /// The id of the option that stood in the row; empty: a new one.
    pub id: String,
    /// What the voter reads.
    pub label: String,
    /// Where more is said about it.
    pub link: String,
}

/// What people vote on, once nothing is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAsked {
    /// The question.
    pub question: String,
    /// The options, in the order of the ballot paper.
    pub options: Vec<CheckedOption>,
    /// From 1.
    pub min_choices: u32,
    /// From the least to the number of options.
    pub max_choices: u32,
}

/// An option, once nothing is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedOption {
    /// The id that its row claims.
    pub id: Option<OptionId>,
    /// What the voter reads.
    pub label: String,
    /// Where more is said about it.
    pub link: Option<String>,
}

/// What may change while people vote, once nothing is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Where more is said about the question.
    pub link: Option<String>,
    /// When it is open.
    pub hours: Hours,
    /// Who sees the result when.
    pub results: ResultsShown,
    /// The most ballots from one network within an hour; 0 is no limit.
    pub network_limit: u32,
}

impl Asked {
    /// The same with so many rows of options at least, up to the most that a poll may have.
    pub fn with_rows(mut self, rows: usize) -> Self {
        let rows = rows.min(MAX_OPTIONS).max(self.options.len());
        self.options.resize_with(rows, OptionRow::default);
        self
    }

    /// Whether voters would read the same and could choose the same. Rows that are empty, and spaces, do not count.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |asked: &Self| {
            let rows = asked.options.iter().map(|row| (tidy(&row.label), row.link.trim().to_owned()));
            let rows: Vec<_> = rows.filter(|(label, link)| !label.is_empty() || !link.is_empty()).collect();
            let number = |text: &str| text.trim().to_owned();
            (tidy(&asked.question), rows, number(&asked.min_choices), number(&asked.max_choices))
        };
        said(self) == said(other)
    }
}
