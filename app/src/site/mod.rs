//! The frame of the site and its static pages.

pub mod calls;
pub mod footer;
pub mod header;
pub mod not_found_page;
pub mod side_column;
pub mod static_page;
