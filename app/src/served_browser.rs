//! The browser's half of the parts that the server alone draws: they stand in the page already.

use leptos::prelude::*;

/// Nothing: the part is there, and hydration does not touch it.
pub fn served(_draw: impl FnOnce() -> AnyView) -> String {
    String::new()
}
