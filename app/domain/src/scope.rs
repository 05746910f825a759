//! Who asks. Every store function that answers a person takes a [`Scope`], so that nobody can forget the question; at the
//! desk it takes the [`crate::accounts::Person`].

use crate::id::ArticleId;

/// On whose behalf pages of readers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anybody: sees what is published, and nothing else.
    Visitor,
    /// Somebody of whom the desk knows that they may see this article before it is published.
    Preview(ArticleId),
}
