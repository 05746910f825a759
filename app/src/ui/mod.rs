//! Components that two features or more use.

pub mod announcer;
pub mod error_view;
pub mod frame;
pub mod link_tree;
pub mod navigation;
pub mod page_head;
pub mod prefetch;
pub mod progress;

#[cfg(feature = "ssr")]
pub mod breadcrumb;
#[cfg(feature = "ssr")]
pub mod month_list;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
pub mod printed_address;
#[cfg(feature = "ssr")]
pub mod prose;
#[cfg(feature = "ssr")]
pub mod reading_tools;

pub(crate) mod at_once;
pub(crate) mod dom;
pub(crate) mod merge;
