//! The frame around every page. The server draws it whole; what pages say of the site in their titles and metadata
//! travels to the browser, which keeps it while the reader moves on. It is read without waiting: a waiting header would
//! break hydration (leptos #3707).

use domain::site::{About, Frame};
use leptos::prelude::*;
use std::sync::Arc;

/// Takes what the server provided, or what it wrote into the page, and provides it to all components.
pub(crate) fn provide_about() -> Arc<About> {
    // In the browser this closure never runs, since every page the server sends carries the value.
    let about = SharedValue::new(|| use_frame().about.clone());
    let about = Arc::new(about.into_inner());
    provide_context(Arc::clone(&about));
    about
}

/// What pages say of the site.
pub fn use_about() -> Arc<About> {
    expect_context::<Arc<About>>()
}

/// The frame around this page, for parts drawn by [`crate::served`]: the server provides it before it draws
/// (`server::pages`), and the browser has none.
pub fn use_frame() -> Arc<Frame> {
    expect_context::<Arc<Frame>>()
}
