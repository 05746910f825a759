//! What is wrong with a form that somebody has filled in, and why nothing of it was stored.

use crate::clock::Timestamp;
use std::convert::Infallible;

/// What is wrong with a field, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<Field> {
    /// Which field.
    pub field: Field,
    /// What to do.
    pub sentence: String,
}

/// Why a change was refused. Nothing was stored. `Own` are the reasons that this form alone has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal<Field, Own = Infallible> {
    /// It is not there, or not for this person to see.
    Gone,
    /// This person may not do this.
    NotAllowed,
    /// Something that was typed is wrong.
    Problems(Vec<Problem<Field>>),
    /// Somebody else has saved it meanwhile.
    Stale {
        /// Who, if that is known.
        by: Option<String>,
        /// When, if that is known.
        at: Option<Timestamp>,
        /// The version that is stored now.
        version: i64,
    },
    /// What this form alone has.
    Own(Own),
}

impl<Field, Own> Refusal<Field, Own> {
    /// What is wrong with fields.
    pub fn problems(&self) -> &[Problem<Field>] {
        if let Self::Problems(problems) = self { problems } else { &[] }
    }
}

/// The sentence beside a field, where that is wrong.
pub fn sentence<Field: PartialEq>(problems: &[Problem<Field>], field: Field) -> Option<String> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.sentence.clone())
}
