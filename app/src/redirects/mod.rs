//! The desk's pages about redirects, and about addresses that were asked for in vain.

pub mod form_page;
pub mod list_page;
pub mod missing_page;
