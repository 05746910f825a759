//! The browser's half of answering: it has no status to set, but it can follow a redirect and load a page anew.

use crate::error::AppError;
use domain::statistics::{Figures, MostRead};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::{fmt::Display, sync::Arc};

/// A browser has no status to set.
pub fn set_status(_error: &AppError) {}

/// Puts the one right address of this page in the place of the one that led here.
pub fn moved_permanently(path: &str) {
    let (navigate, path) = (use_navigate(), path.to_owned());
    // After the page is drawn: a move in the middle of drawing would draw it twice.
    Effect::new(move |_| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&path, options);
    });
}

/// There is no such thing.
pub fn not_found() -> AppError {
    AppError::NotFound
}

/// The question cannot be read.
pub fn bad_request() -> AppError {
    AppError::BadRequest
}

/// Something failed on this side.
pub fn fault(_cause: &impl Display) -> AppError {
    AppError::Offline
}

/// A title as the browser takes it: as it is.
pub fn title_text(title: String) -> String {
    title
}

/// The figures stand in the served page.
pub fn figures() -> Figures {
    Figures::default()
}

/// What is read most is drawn by the server alone.
pub fn most_read() -> Arc<MostRead> {
    Arc::default()
}

/// Loads the page anew from the server, after this side has shown that it belongs to another version.
pub fn reload() {
    Effect::new(|_| {
        // A browser that refuses stays on a page that says what is happening.
        let _ = window().location().reload();
    });
}
