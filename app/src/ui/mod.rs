//! Parts that two features or more are drawn with.

pub mod breadcrumb;
pub mod drawn;
pub mod error_view;
pub mod frame;
pub mod link_tree;
pub mod page_head;
pub mod picture;
pub mod prose;
pub mod scroll;
