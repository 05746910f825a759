//! What the site is: its types, its rules and, with the feature `store`, the SQL behind them.
//!
//! One folder per feature: `mod.rs` holds types and rules and compiles for the browser too; `store.rs` holds
//! the SQL and is compiled for the server only. There is no rendering and no HTTP here.

pub mod accounts;
#[cfg(feature = "store")]
pub mod announcing;
#[cfg(feature = "store")]
pub mod audit;
#[cfg(feature = "store")]
pub mod backups;
#[cfg(feature = "store")]
pub mod categories;
#[cfg(feature = "store")]
pub mod chain;
pub mod clock;
#[cfg(test)]
mod desk_site;
pub mod drafting;
#[cfg(feature = "store")]
pub mod editing;
#[cfg(feature = "store")]
pub mod form;
#[cfg(feature = "store")]
pub mod form_key;
#[cfg(feature = "store")]
pub mod former_slugs;
pub mod id;
pub mod live;
#[cfg(feature = "store")]
pub mod lock;
pub mod media;
#[cfg(feature = "store")]
pub mod menus;
#[cfg(feature = "store")]
pub mod network;
pub mod news;
#[cfg(feature = "store")]
pub mod order;
pub mod polls;
#[cfg(feature = "store")]
mod private_file;
#[cfg(feature = "store")]
pub mod redirects;
pub mod scope;
#[cfg(feature = "store")]
pub mod search;
#[cfg(feature = "store")]
pub mod secret;
#[cfg(feature = "store")]
pub mod sharing;
pub mod site;
#[cfg(feature = "store")]
pub mod static_pages;
pub mod statistics;
pub mod text;
#[cfg(feature = "store")]
pub mod tree;

#[cfg(feature = "store")]
pub mod db;
