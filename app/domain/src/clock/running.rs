//! The clock that everything on a timetable reads and waits for.

use super::Timestamp;
use std::{path::PathBuf, time::Duration};

/// The longest sleep before the clock is read again: somebody may have set it meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// The same for a clock that a test moves.
const TEST_SLEEP: Duration = Duration::from_millis(10);

/// Where the present comes from.
#[derive(Debug, Clone)]
pub struct Clock {
    /// A file that holds the present, in tests.
    pub(super) file: Option<PathBuf>,
}

impl Clock {
    /// The clock of the system.
    pub fn system() -> Self {
        Self { file: None }
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        let written = self.file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        written.and_then(|text| Timestamp::parse(text.trim())).unwrap_or_else(Timestamp::now)
    }

    /// Waits until an instant is there, however the clock is set meanwhile.
    pub async fn reached(&self, instant: Timestamp) {
        loop {
            let left = instant.0 - self.now().0;
            if left <= 0 {
                return;
            }
            let longest = if self.file.is_some() { TEST_SLEEP } else { LONGEST_SLEEP };
            tokio::time::sleep(Duration::from_millis(left.unsigned_abs()).min(longest)).await;
        }
    }
}
