//! The form of a poll, as typed, and the checked values. The rules are in `check.rs`.

mod check;
#[cfg(test)]
mod tests;

use super::{Hours, ResultsShown};
use crate::{id::OptionId, text::one_line};

/// The most options.
pub const MAX_OPTIONS: usize = 40;

/// A field of the form. Rows of options are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PollField {
    /// The question.
    Question,
    /// An address with more about the question.
    Link,
    /// The options as a whole.
    Options,
    /// The text of the option in one row.
    Option(usize),
    /// An address with more about that option.
    OptionLink(usize),
    /// The least number of options that a voter must choose.
    MinChoices,
    /// The most options that a voter may choose.
    MaxChoices,
    /// When it opens.
    OpensAt,
    /// When it closes.
    ClosesAt,
    /// Who may see the result, and when.
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
    /// Question and options; `None` if somebody has voted, since the form then has no such fields.
    pub question: Option<QuestionForm>,
    /// An address with more about the question.
    pub link: String,
    /// When it opens, the value of a `datetime-local` field; empty: it is open already.
    pub opens_at: String,
    /// When it closes; empty: never.
    pub closes_at: String,
    /// The stored name of a [`ResultsShown`].
    pub results: String,
    /// The most ballots from one network within an hour; 0 means no limit.
    pub network_limit: String,
}

impl Default for PollForm {
    fn default() -> Self {
        Self {
            question: Some(QuestionForm {
                min_choices: "1".into(),
                max_choices: "1".into(),
                ..QuestionForm::default()
            }),
            link: String::new(),
            opens_at: String::new(),
            closes_at: String::new(),
            results: ResultsShown::Always.as_str().to_owned(),
            // Enough for a large school that votes in one morning.
            network_limit: "500".to_owned(),
        }
    }
}

/// Question and options, as typed. They cannot be changed after the first ballot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionForm {
    /// The question.
    pub text: String,
    /// The options, including empty rows.
    pub options: Vec<OptionRow>,
    /// The least number of options that a voter must choose.
    pub min_choices: String,
    /// The most options that a voter may choose.
    pub max_choices: String,
}

/// A row of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionRow {
    /// The id of the row's option; empty: a new one.
    pub id: String,
    /// The text of the option.
    pub label: String,
    /// An address with more about it.
    pub link: String,
}

/// Question and options, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedQuestion {
    /// The question.
    pub text: String,
    /// The options, in the order of display.
    pub options: Vec<CheckedOption>,
    /// The least number of choices, from 1.
    pub min_choices: u32,
    /// The most choices, from `min_choices` to the number of options.
    pub max_choices: u32,
}

/// An option, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedOption {
    /// The id in its row, not yet verified.
    pub id: Option<OptionId>,
    /// The text of the option.
    pub label: String,
    /// An address with more about it.
    pub link: Option<String>,
}

/// The settings that may change while people vote, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// An address with more about the question.
    pub link: Option<String>,
    /// When it is open.
    pub hours: Hours,
    /// Who may see the result, and when.
    pub results: ResultsShown,
    /// The most ballots from one network within an hour; 0 means no limit.
    pub network_limit: u32,
}

impl QuestionForm {
    /// Adds empty rows up to this number, at most [`MAX_OPTIONS`].
    pub fn with_rows(mut self, rows: usize) -> Self {
        let rows = rows.min(MAX_OPTIONS).max(self.options.len());
        self.options.resize_with(rows, OptionRow::default);
        self
    }

    /// Whether question, options and choices are the same, ignoring empty rows and spacing.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |question: &Self| {
            let rows = question.options.iter().map(|row| (one_line(&row.label), row.link.trim().to_owned()));
            let rows: Vec<_> = rows.filter(|(label, link)| !label.is_empty() || !link.is_empty()).collect();
            let number = |text: &str| text.trim().to_owned();
            (one_line(&question.text), rows, number(&question.min_choices), number(&question.max_choices))
        };
        said(self) == said(other)
    }
}
