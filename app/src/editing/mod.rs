//! The desk's pages about articles.

pub mod article_form_page;
pub mod articles_page;
pub mod desk_page;
pub(crate) mod preview_bar;
