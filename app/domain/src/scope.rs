//! On whose behalf the store is asked. Every store function for readers takes a [`Scope`], so that the check
//! cannot be forgotten; functions for the desk take the [`crate::accounts::Person`].

use crate::id::ArticleId;

/// On whose behalf the pages of readers are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anybody: sees published content only.
    Visitor,
    /// Somebody who may see this article before it is published, as the desk has checked.
    Preview(ArticleId),
}
