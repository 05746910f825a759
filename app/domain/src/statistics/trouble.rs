//! What fails every second is told once.

use std::{
    fmt::Display,
    sync::atomic::{AtomicBool, Ordering},
};

/// Whether something failed the last time.
#[derive(Debug, Default)]
pub(super) struct Trouble(AtomicBool);

impl Trouble {
    /// Takes how it went; a fault is logged when it begins.
    pub(super) fn note<T, E: Display>(&self, what: &str, result: &Result<T, E>) {
        let failed_before = self.0.swap(result.is_err(), Ordering::Relaxed);
        if let (Err(cause), false) = (result, failed_before) {
            tracing::error!("{what}: {cause}");
        }
    }
}
