//! Pictures at the desk.

pub mod picture_page;
pub mod pictures_page;
