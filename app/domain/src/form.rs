//! Problems of a form, and why nothing of it was stored.

use crate::{clock::Timestamp, text::one_line};
use std::convert::Infallible;

/// A problem of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<Field> {
    /// The field.
    pub field: Field,
    /// How to fix it.
    pub sentence: String,
}

/// Collects the problems of a form.
pub(crate) struct Problems<Field>(Vec<Problem<Field>>);

impl<Field> Problems<Field> {
    /// None yet.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// Adds a problem.
    pub(crate) fn add(&mut self, field: Field, sentence: impl Into<String>) {
        self.push(Problem { field, sentence: sentence.into() });
    }

    /// Adds a problem.
    pub(crate) fn push(&mut self, problem: Problem<Field>) {
        self.0.push(problem);
    }

    /// A text as one line, by [`one_line`]; a problem if it is longer than `most` characters.
    pub(crate) fn line(&mut self, field: Field, text: &str, most: usize) -> String {
        let line = one_line(text);
        let many = line.chars().count();
        if many > most {
            self.add(field, format!("Chỉ được viết tối đa {most} ký tự; hiện có {many} ký tự."));
        }
        line
    }

    /// What was checked, or all problems.
    pub(crate) fn done<T>(self, checked: T) -> Result<T, Vec<Problem<Field>>> {
        if self.0.is_empty() { Ok(checked) } else { Err(self.0) }
    }

    /// All problems.
    pub(crate) fn all(self) -> Vec<Problem<Field>> {
        self.0
    }
}

/// Why a change was refused. Nothing was stored. `Own` are reasons that only this form has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal<Field, Own = Infallible> {
    /// It does not exist, or this person must not see it.
    Gone,
    /// This person does not have the permission.
    NotAllowed,
    /// Some fields have problems.
    Problems(Vec<Problem<Field>>),
    /// Somebody else has saved it meanwhile.
    Stale {
        /// Who, if known.
        by: Option<String>,
        /// When, if known.
        at: Option<Timestamp>,
        /// The version that is stored now.
        version: i64,
    },
    /// A reason that only this form has.
    Own(Own),
}

impl<Field, Own> Refusal<Field, Own> {
    /// The problems of fields.
    pub fn problems(&self) -> &[Problem<Field>] {
        if let Self::Problems(problems) = self { problems } else { &[] }
    }
}

/// The sentence for a field, if it has a problem.
pub fn sentence<Field: PartialEq>(problems: &[Problem<Field>], field: Field) -> Option<String> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.sentence.clone())
}
