//! The log at the desk.

pub mod log_page;
pub mod sentence;
