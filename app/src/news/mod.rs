//! The news for readers. The server renders the pages ([`crate::page`]); only the notice of newer news runs
//! in the browser.

pub mod newer_news;
pub(crate) mod open_news;

#[cfg(feature = "ssr")]
pub mod all_series_page;
#[cfg(feature = "ssr")]
pub mod article_foot;
#[cfg(feature = "ssr")]
pub mod article_page;
#[cfg(feature = "ssr")]
pub mod card;
#[cfg(feature = "ssr")]
pub mod feed_text;
#[cfg(feature = "ssr")]
pub mod front_page;
#[cfg(feature = "ssr")]
pub mod kicker;
#[cfg(feature = "ssr")]
pub mod list_page;
#[cfg(feature = "ssr")]
pub mod months;
#[cfg(feature = "ssr")]
pub mod neighbours;
#[cfg(feature = "ssr")]
pub mod share_row;
