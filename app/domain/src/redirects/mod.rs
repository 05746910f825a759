//! Redirects by hand, from addresses of this site that have no page, and the list of addresses that were asked for in
//! vain. A page always wins: a redirect is looked up only where the answer would be "not found", so pages that exist
//! cost no statement more.
//!
//! No target is the source of another redirect, so there are neither chains nor loops. Addresses of the replaced
//! site that follow from its rules are no rows here (`app/src/routes/old.rs`).

mod counts;
pub mod form;
mod probes;
mod source;
pub mod store;
mod target;

#[cfg(test)]
mod tests;

pub use counts::{Counts, Hits, MissingAddresses};
pub use source::{NotASource, Source};
pub use target::{NotATarget, Target};

use crate::{clock::Timestamp, id::RedirectId};
use sqlx::FromRow;

/// How many redirects a page of the list shows.
pub const PAGE_SIZE: i64 = 50;
/// The most addresses asked in vain that are kept.
pub const MISSING_KEPT: i64 = 500;
/// The most of them that the desk shows.
pub const MISSING_SHOWN: i64 = 100;
/// After how many days an address is forgotten that nobody asks for any more.
pub const MISSING_DAYS: i64 = 90;

/// A redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// Its id.
    pub id: RedirectId,
    /// The address without a page.
    pub source: Source,
    /// Where it leads.
    pub target: Target,
    /// How often it was used, by readers and programs.
    pub hits: i64,
    /// When it was last used.
    pub last_hit_at: Option<Timestamp>,
    /// Grows with each change.
    pub version: i64,
}

/// A redirect to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRedirect {
    /// The address without a page.
    pub source: Source,
    /// Where it leads.
    pub target: Target,
}

/// An address that has no page.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct MissingAddress {
    /// The address.
    pub address: Source,
    /// How often readers asked for it.
    pub times: i64,
    /// How often crawlers asked for it.
    pub crawler_times: i64,
    /// The page of this site from which a reader came last.
    pub linked_from: Option<Source>,
    /// When it was last asked for.
    pub last_at: Timestamp,
}
