//! Scheduled backups: when one is due, which are kept, and how the last one went. Making a backup is the server's work
//! (`server/src/backups`).

pub mod form;
mod kept;
mod name;
pub mod store;

#[cfg(test)]
mod tests;

pub use kept::Kept;
pub use name::BackupName;

use crate::clock::{Timestamp, Zone};

/// The pause after a failure, in milliseconds.
const AGAIN: i64 = 60 * 60 * 1000;

/// When backups are made, where, and how long they are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Whether they are made by themselves.
    pub is_on: bool,
    /// The hour of the day, 0 to 23, in the site's time zone.
    pub hour: u8,
    /// The folder; empty for the folder `backups` in the data folder.
    pub folder: String,
    /// For how long they are kept.
    pub kept: Kept,
}

/// How the last backups went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Since when backups are made by themselves.
    pub on_since: Option<Timestamp>,
    /// When somebody asked for one that has not been begun.
    pub asked_at: Option<Timestamp>,
    /// When the one began that is being made.
    pub running_since: Option<Timestamp>,
    /// Where it is being written.
    pub running_part: Option<String>,
    /// When the last failure was; none if a backup was made after it.
    pub failed_at: Option<Timestamp>,
    /// What failed and what to do, in Vietnamese.
    pub failure: String,
    /// The last backup that was made and checked.
    pub last: Option<Made>,
}

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// When it was complete.
    pub at: Timestamp,
    /// Its path.
    pub file: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// The number of files in it.
    pub files: i64,
}

impl State {
    /// When the next backup is due; `None` if none is. A time in the past means at once.
    pub fn due(&self, schedule: &Schedule, zone: &Zone, now: Timestamp) -> Option<Timestamp> {
        if let Some(asked) = self.asked_at {
            return Some(asked.min(now));
        }
        if !schedule.is_on {
            return None;
        }
        if let Some(failed) = self.failed_at {
            return Some(Timestamp(failed.min(now).0.saturating_add(AGAIN)));
        }
        // A clock that was ahead delays nothing.
        let on_since = self.on_since.unwrap_or(now);
        let since = self.last.as_ref().map_or(on_since, |last| last.at.max(on_since)).min(now);
        zone.next_hour(schedule.hour, since)
    }
}
