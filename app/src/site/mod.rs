//! The frame of the site and its static pages.

pub mod footer;
pub mod header;
pub mod side_column;

#[cfg(feature = "ssr")]
pub mod settings_page;
#[cfg(feature = "ssr")]
pub mod setup_page;
#[cfg(feature = "ssr")]
pub mod static_page;
