//! Problems of a form, and why nothing of it was stored.

use crate::clock::Timestamp;
use std::convert::Infallible;

/// A problem of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<Field> {
    /// The field.
    pub field: Field,
    /// How to fix it.
    pub sentence: String,
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
