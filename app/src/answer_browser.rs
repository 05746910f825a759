//! The browser's side of answering: it has no status to set, but it can follow a redirect and reload a page.

use crate::error::AppError;
use domain::statistics::{Figures, MostRead};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::{fmt::Display, sync::Arc};

/// Does nothing: a browser has no status to set.
pub fn set_status(_error: &AppError) {}

/// Replaces the current address by the canonical address of this page.
pub fn moved_permanently(path: &str) {
    let (navigate, path) = (use_navigate(), path.to_owned());
    // After rendering: a navigation during rendering would render the page twice.
    Effect::new(move |_| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&path, options);
    });
}

/// Not found.
pub fn not_found() -> AppError {
    AppError::NotFound
}

/// The request is invalid.
pub fn bad_request() -> AppError {
    AppError::BadRequest
}

/// An error in the browser.
pub fn fault(_cause: &impl Display) -> AppError {
    AppError::Offline
}

/// The title unchanged: the browser escapes it.
pub fn title_text(title: String) -> String {
    title
}

/// Empty: the figures are part of the served page.
pub fn figures() -> Figures {
    Figures::default()
}

/// Empty: the most-read articles are rendered on the server only.
pub fn most_read() -> Arc<MostRead> {
    Arc::default()
}

/// Reloads the page from the server, when this page belongs to another version.
pub fn reload() {
    Effect::new(|_| {
        // If the browser refuses, the page keeps showing its message.
        let _ = window().location().reload();
    });
}
