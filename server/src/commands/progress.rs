//! How far a long command has come.

use super::say;
use crate::archive::Contents;
use domain::statistics::grouped;
use std::time::{Duration, Instant};

/// How often the command says it.
const SAY_EVERY: Duration = Duration::from_secs(1);
const MEGABYTE: u64 = 1024 * 1024;

/// Says what has been copied, now and then.
pub(super) struct Progress {
    doing: &'static str,
    said: Instant,
}

impl Progress {
    /// `doing` begins each line.
    pub(super) fn new(doing: &'static str) -> Self {
        Self { doing, said: Instant::now() }
    }

    /// Says it, unless it has just been said.
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

/// A count of files or bytes, as people read it.
pub(super) fn count(count: impl TryInto<i64>) -> String {
    grouped(count.try_into().unwrap_or(i64::MAX))
}
