//! Repeated failures are logged once.

use std::{
    fmt::Display,
    sync::atomic::{AtomicBool, Ordering},
};

/// Whether the last attempt failed.
#[derive(Debug, Default)]
pub(super) struct FailureLog(AtomicBool);

impl FailureLog {
    /// Records a result; the first of consecutive failures is logged.
    pub(super) fn note<T, E: Display>(&self, what: &str, result: &Result<T, E>) {
        let failed_before = self.0.swap(result.is_err(), Ordering::Relaxed);
        if let (Err(cause), false) = (result, failed_before) {
            tracing::error!("{what}: {cause}");
        }
    }
}
