//! The frame around every page, loaded by the server with the page and kept by the browser while the reader moves
//! on. It is read without waiting: a waiting header would break hydration (leptos #3707).

use domain::site::Frame;
use leptos::prelude::*;
use std::sync::Arc;

/// Takes the frame the server provided, or the one it wrote into the page, and provides it to all components.
pub(crate) fn provide_frame() -> Arc<Frame> {
    let frame = SharedValue::new(|| {
        // The server provides it before it draws (`server::pages`); in the browser this closure never runs, since
        // every page the server sends carries it.
        (*expect_context::<Arc<Frame>>()).clone()
    });
    let frame = Arc::new(frame.into_inner());
    provide_context(Arc::clone(&frame));
    frame
}

/// The frame around this page.
pub fn use_frame() -> Arc<Frame> {
    expect_context::<Arc<Frame>>()
}
