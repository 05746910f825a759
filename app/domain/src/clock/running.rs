//! The clock for everything that runs on a schedule.

use super::Timestamp;
use std::{path::PathBuf, time::Duration};

/// The longest sleep before the clock is read again, in case it has been set.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// The same for a clock that tests set.
const TEST_SLEEP: Duration = Duration::from_millis(10);

/// The source of the current time.
#[derive(Debug, Clone)]
pub struct Clock {
    /// In tests, a file with the current time.
    pub(super) file: Option<PathBuf>,
}

impl Clock {
    /// The system clock.
    pub fn system() -> Self {
        Self { file: None }
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        let written = self.file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        written.and_then(|text| Timestamp::parse(text.trim())).unwrap_or_else(Timestamp::now)
    }

    /// Waits until an instant is reached, even if the clock is set meanwhile.
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
