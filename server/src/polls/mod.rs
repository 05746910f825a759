//! Polls over HTTP, other than pages: votes from a plain form, and tables; and the desk's forms.

mod csv;
pub(crate) mod desk;
mod vote;

pub(crate) use csv::{days, result};
pub(crate) use vote::vote;
