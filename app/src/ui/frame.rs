//! The frame around every page. It is rendered completely on the server; only what pages need for their
//! titles and metadata is sent to the browser, which keeps it during client-side navigation. It is read
//! synchronously: an asynchronous header would break hydration (leptos #3707).

use domain::site::{About, Frame};
use leptos::prelude::*;
use std::sync::Arc;

/// Takes the value provided by the server or embedded in the page, and provides it to all components.
pub(crate) fn provide_about() -> Arc<About> {
    // This closure never runs in the browser, since every page from the server contains the value.
    let about = SharedValue::new(|| use_frame().about.clone());
    let about = Arc::new(about.into_inner());
    provide_context(Arc::clone(&about));
    about
}

/// What pages need for their titles and metadata.
pub fn use_about() -> Arc<About> {
    expect_context::<Arc<About>>()
}

/// The frame around this page, for parts rendered by [`crate::server_only`]: the server provides it before it
/// renders (`server::pages`); in the browser there is none.
pub fn use_frame() -> Arc<Frame> {
    expect_context::<Arc<Frame>>()
}
