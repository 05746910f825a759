//! Keeps the draft of the form on a page of the desk, which is not hydrated. Pages of readers do not load it, so that
//! people who are signed in read as quickly as others.

// The types of rendered pages nest deeper than the default limit of 128.
#![recursion_limit = "256"]

use std::panic;
use wasm_bindgen::{prelude::wasm_bindgen, throw_str};

/// Called by `frontend/desk/drafts.js` after the wasm has loaded.
#[wasm_bindgen]
pub fn keep_drafts() {
    // Throws a JavaScript error: it is in the console once, and the form goes on without drafts.
    panic::set_hook(Box::new(|panicked| throw_str(&panicked.to_string())));
    app::editing::drafting::start();
}
