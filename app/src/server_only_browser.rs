//! The browser's counterpart of `server_only.rs`: these parts are in the served page already.

use leptos::prelude::*;

/// Empty: hydration skips the content.
pub fn server_html(_render: impl FnOnce() -> AnyView) -> String {
    String::new()
}

/// Server-only views are not in the wasm.
pub trait ServerOnly {
    /// An empty view.
    fn server_only(self) -> AnyView;
}

impl<T> ServerOnly for T {
    fn server_only(self) -> AnyView {
        ().into_any()
    }
}

/// The view itself, since it changes in the browser.
pub(crate) fn as_html<T>(view: T) -> T {
    view
}
