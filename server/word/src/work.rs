//! Counts steps of work in tests, which check that work is proportional to the length of a file. Outside tests
//! it is nothing.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Notes that this many steps were made: tokens, letters or blocks.
#[cfg(test)]
pub(super) fn tick(steps: usize) {
    STEPS.set(STEPS.get() + steps as u64);
}

#[cfg(not(test))]
pub(super) fn tick(_: usize) {}

/// The steps since the last call, in this thread.
#[cfg(test)]
pub(super) fn taken() -> u64 {
    STEPS.replace(0)
}
