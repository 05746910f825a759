//! Progress messages of long commands.

use super::say;
use crate::archive::Contents;
use domain::statistics::grouped;
use std::time::{Duration, Instant};

/// The least time between two messages.
const SAY_EVERY: Duration = Duration::from_secs(1);
const MEGABYTE: u64 = 1024 * 1024;

/// Prints the progress from time to time.
pub(super) struct Progress {
    doing: &'static str,
    said: Instant,
}

impl Progress {
    /// `doing` is the beginning of each line.
    pub(super) fn new(doing: &'static str) -> Self {
        Self { doing, said: Instant::now() }
    }

    /// Prints the progress, unless it has been printed within the last second.
    pub(super) fn say(&mut self, done: Contents, all: Contents) {
        if self.said.elapsed() < SAY_EVERY {
            return;
        }
        self.said = Instant::now();
        let files = format!("{}/{} tệp", count(done.files), count(all.files));
        let bytes = format!("{}/{} MB", count(done.bytes / MEGABYTE), count(all.bytes / MEGABYTE));
        say(&format!("{}: {files}, {bytes}…", self.doing));
    }
}

/// A number of files or bytes, formatted for people.
pub(super) fn count(count: impl TryInto<i64>) -> String {
    grouped(count.try_into().unwrap_or(i64::MAX))
}
