//! The browser's counterpart of `served.rs`: these parts are in the served page already.

use leptos::prelude::*;

/// Empty: hydration skips the content.
pub fn served(_draw: impl FnOnce() -> AnyView) -> String {
    String::new()
}

/// Server-only views are not in the wasm.
pub trait Draw {
    /// An empty view.
    fn drawn(self) -> AnyView;
}

impl<T> Draw for T {
    fn drawn(self) -> AnyView {
        ().into_any()
    }
}

/// The view itself, since it changes in the browser.
pub(crate) fn as_html<T>(view: T) -> T {
    view
}
