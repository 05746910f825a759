//! The desk's pages about articles, and the bar over the pages of readers.

#[cfg(feature = "ssr")]
pub mod article_form_page;
#[cfg(feature = "ssr")]
pub mod articles_page;
#[cfg(not(feature = "ssr"))]
pub(crate) mod bar;
pub mod calls;
pub(crate) mod compared;
#[cfg(feature = "ssr")]
pub mod desk_page;
#[cfg(feature = "drafts")]
pub mod drafting;
#[cfg(feature = "ssr")]
pub mod drafts_page;
#[cfg(feature = "ssr")]
pub mod preview_bar;
