//! What the statistics answer without a page: which requests are views, the beacon of the loaded site, and tables.

mod countries;
mod csv;
mod views;

pub(crate) use countries::open_countries;
pub(crate) use csv::file;
pub(crate) use views::{Sight, beacon};
