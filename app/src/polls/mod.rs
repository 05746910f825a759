//! Polls as readers see them; `desk/` is for people who create them.

pub mod calls;
pub mod framed;
pub mod open_polls;
pub mod place;
pub mod poll_block;
mod report_kept;

#[cfg(feature = "ssr")]
pub mod days_chart;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod poll_page;
#[cfg(feature = "ssr")]
pub mod polls_page;
#[cfg(feature = "ssr")]
pub mod refusal;
#[cfg(feature = "ssr")]
mod report;
#[cfg(feature = "ssr")]
pub mod voter_cookie;
