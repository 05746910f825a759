//! For whom the store is queried, which database, and when. Every store function for readers takes a
//! [`Reading`], so that the check cannot be forgotten; functions for the desk take an [`Editing`].

use crate::id::ArticleId;
#[cfg(feature = "store")]
use crate::{
    accounts::Person,
    clock::{Timestamp, Zone},
    db::Db,
};
#[cfg(feature = "store")]
use std::sync::Arc;

/// For whom public pages are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anybody: sees published content only.
    Visitor,
    /// A person who may see this article before it is published; the desk has checked that.
    Preview(ArticleId),
}

/// The context of a reader's query.
#[cfg(feature = "store")]
#[derive(Debug, Clone)]
pub struct Reading {
    /// The database.
    pub db: Db,
    /// For whom.
    pub scope: Scope,
    /// The present: one time for the whole response.
    pub now: Timestamp,
}

#[cfg(feature = "store")]
impl Reading {
    /// The context of a visitor.
    pub fn visitor(db: &Db, now: Timestamp) -> Self {
        Self { db: db.clone(), scope: Scope::Visitor, now }
    }
}

/// The context of a query or a change at the desk.
#[cfg(feature = "store")]
#[derive(Debug, Clone)]
pub struct Editing {
    /// The database.
    pub db: Db,
    /// The person who is signed in.
    pub person: Arc<Person>,
    /// The time zone of the site, in which times are typed.
    pub zone: Zone,
    /// The present: one time for the whole response.
    pub now: Timestamp,
}
