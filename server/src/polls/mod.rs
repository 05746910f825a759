//! What polls answer without a page: votes from a plain form, and tables.

mod csv;
mod vote;

pub(crate) use csv::{days, result};
pub(crate) use vote::vote;
