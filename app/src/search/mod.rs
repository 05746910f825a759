//! The search: the box in the header, the page with results, and suggestions while somebody types
//! (`frontend/src/suggest.js`, loaded by the first person who uses the box).

pub mod calls;

#[cfg(feature = "ssr")]
pub mod filters;
#[cfg(feature = "ssr")]
pub mod result_card;
#[cfg(feature = "ssr")]
pub mod results_page;
pub mod search_box;
#[cfg(feature = "ssr")]
pub mod vain_page;
