//! On whose behalf the store is asked, of which database, and when. Every store function for readers takes a [`Reading`],
//! so that the check cannot be forgotten; functions for the desk take an [`Editing`].

use crate::id::ArticleId;
#[cfg(feature = "store")]
use crate::{
    accounts::Person,
    clock::{Timestamp, Zone},
    db::Db,
};
#[cfg(feature = "store")]
use std::sync::Arc;

/// On whose behalf the pages of readers are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anybody: sees published content only.
    Visitor,
    /// Somebody who may see this article before it is published, as the desk has checked.
    Preview(ArticleId),
}

/// A question of a reader.
#[cfg(feature = "store")]
#[derive(Debug, Clone)]
pub struct Reading {
    /// The database.
    pub db: Db,
    /// On whose behalf.
    pub scope: Scope,
    /// The present, one instant for all of an answer.
    pub now: Timestamp,
}

#[cfg(feature = "store")]
impl Reading {
    /// What anybody asks.
    pub fn visitor(db: &Db, now: Timestamp) -> Self {
        Self { db: db.clone(), scope: Scope::Visitor, now }
    }
}

/// A question or a change of somebody at the desk.
#[cfg(feature = "store")]
#[derive(Debug, Clone)]
pub struct Editing {
    /// The database.
    pub db: Db,
    /// Who asks.
    pub person: Arc<Person>,
    /// The zone of the site, in which times are typed.
    pub zone: Zone,
    /// The present, one instant for all of an answer.
    pub now: Timestamp,
}
