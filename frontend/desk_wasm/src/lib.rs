//! Hydrates the served page for somebody who is signed in: everything that the readers' wasm does, and the
//! parts of the desk.

// The types of rendered pages nest deeper than the default limit of 128.
#![recursion_limit = "256"]

use std::panic;
use wasm_bindgen::{prelude::wasm_bindgen, throw_str};

/// Called by the page's script after the wasm has loaded.
#[wasm_bindgen]
pub fn hydrate() {
    // Throws a JavaScript error: it is in the console once, and `plain.js` receives it.
    panic::set_hook(Box::new(|panicked| throw_str(&panicked.to_string())));
    app::hydrate_signed_in();
}
