//! The news as readers see it.

pub mod article_page;
pub mod calls;
pub mod card;
pub mod category_page;
pub mod front_page;
pub mod neighbours;
