//! Visitor statistics as readers see them.

pub mod most_read;
pub(crate) mod open_figures;
pub mod statistics_block;

#[cfg(feature = "ssr")]
pub mod bars;
#[cfg(feature = "ssr")]
pub mod counting_page;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
pub mod opening_page;
#[cfg(feature = "ssr")]
mod ranking;
#[cfg(feature = "ssr")]
pub mod statistics_page;
#[cfg(feature = "ssr")]
pub mod viewed_page;
