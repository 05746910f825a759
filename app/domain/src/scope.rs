//! Who asks. Every store function that answers a person takes a [`Scope`], so that nobody can forget the question.

/// On whose behalf data is read. Signed-in accounts will stand beside the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Somebody who is not signed in: sees what is published, and nothing else.
    Visitor,
}
