//! Static pages at the desk. Readers see them in [`crate::site::static_page`].

pub mod form_page;
pub mod list_page;
