//! The browser's half of the parts that the server alone draws: they stand in the page already.

use leptos::prelude::*;

/// Nothing: the part is there, and hydration does not touch it.
pub fn served(_draw: impl FnOnce() -> AnyView) -> String {
    String::new()
}

/// What only the server draws is not in the wasm.
pub trait Draw {
    /// Nothing.
    fn drawn(self) -> AnyView;
}

impl<T> Draw for T {
    fn drawn(self) -> AnyView {
        ().into_any()
    }
}

/// The view itself, since it moves here.
pub(crate) fn as_html<T>(view: T) -> T {
    view
}
