//! The statistics without their pages: which requests are views, the beacon of the browser, and CSV files.

mod countries;
mod csv;
mod opening;
mod views;

pub(crate) use countries::open_countries;
pub(crate) use csv::file;
pub(crate) use opening::routes;
pub(crate) use views::{PageView, beacon, is_loaded_ahead};
