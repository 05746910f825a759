//! The news as readers see them. The server draws them all ([`crate::page`]).

pub mod all_series_page;
pub mod article_foot;
pub mod article_page;
pub mod card;
pub mod front_page;
pub mod kicker;
pub mod list_page;
pub mod months;
pub mod neighbours;
pub mod share_row;
