//! Categories at the desk. Readers see them in [`crate::news`].

pub mod form_page;
pub mod list_page;
