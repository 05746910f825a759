//! The desk's pages about the state of the program, and about backups.

pub mod backups_page;
pub mod health_page;
