//! Wakes up the served page in the browser, and nothing else.

// The types of a drawn page nest deeper than the default limit of 128.
#![recursion_limit = "256"]

use std::panic;
use wasm_bindgen::{prelude::wasm_bindgen, throw_str};

/// Called by the page's script once the wasm is there.
#[wasm_bindgen]
pub fn hydrate() {
    // An error of the browser: it stands in the console, once, and `plain.js` hears of it.
    panic::set_hook(Box::new(|panicked| throw_str(&panicked.to_string())));
    app::hydrate();
}
