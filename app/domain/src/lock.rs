//! Locks over what is whole after every step.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a panic of another holder: only for what nobody leaves half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
