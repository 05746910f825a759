//! The names of backups: only files with such a name are ever removed.

use crate::clock::{Date, Timestamp, Zone};
use std::{fmt, str::FromStr};

const BEGIN: &str = "trangnhat-";
const END: &str = ".tar";

/// The name of a backup, from the local time of its beginning: `trangnhat-2026-11-25-030000.tar`. A later one is greater.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupName {
    day: Date,
    /// Hour, minute and second in six digits.
    time: String,
}

impl BackupName {
    /// The name of a backup that begins now.
    pub fn at(now: Timestamp, zone: &Zone) -> Option<Self> {
        let machine = zone.moment(now).machine;
        let time: String = machine.get(11..19)?.chars().filter(char::is_ascii_digit).collect();
        Some(Self { day: machine.get(..10)?.parse().ok()?, time })
    }

    /// The day of the backup.
    pub fn day(&self) -> Date {
        self.day
    }
}

impl fmt::Display for BackupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{BEGIN}{}-{}{END}", self.day, self.time)
    }
}

/// The text is not a [`BackupName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotABackupName;

impl FromStr for BackupName {
    type Err = NotABackupName;

    fn from_str(text: &str) -> Result<Self, NotABackupName> {
        let middle =
            text.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)).ok_or(NotABackupName)?;
        let (day, time) = middle.rsplit_once('-').ok_or(NotABackupName)?;
        let name = Self { day: day.parse().map_err(|_| NotABackupName)?, time: time.to_owned() };
        let is_time = time.len() == 6 && time.bytes().all(|byte| byte.is_ascii_digit());
        // Other spellings of a day are no names that this program has written.
        if is_time && name.to_string() == text { Ok(name) } else { Err(NotABackupName) }
    }
}
