//! Which backups are kept: the newest of each of the last days, weeks and months that have one.

use super::BackupName;
use crate::clock::Date;
use std::collections::BTreeSet;

/// For how long backups are kept. What counts are days, weeks and months that have a backup, so that nothing is removed
/// while none can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The newest backup of each of so many days.
    pub days: u32,
    /// The newest of each of so many weeks, which begin on Monday.
    pub weeks: u32,
    /// The newest of each of so many months.
    pub months: u32,
}

impl Default for Kept {
    fn default() -> Self {
        Self { days: 7, weeks: 4, months: 6 }
    }
}

impl Kept {
    /// The backups that may be removed, the oldest first. The newest is never among them.
    pub fn to_remove(self, names: &[BackupName]) -> Vec<BackupName> {
        let mut names = names.to_vec();
        names.sort_unstable();
        names.dedup();
        let mut kept: BTreeSet<&BackupName> = names.last().into_iter().collect();
        keep(&mut kept, &names, self.days, |day| day);
        // A week belongs to the year that has its Thursday.
        keep(&mut kept, &names, self.weeks, |day| (day.iso_week_date().year(), day.iso_week_date().week()));
        keep(&mut kept, &names, self.months, Date::first_of_month);
        names.iter().filter(|name| !kept.contains(name)).cloned().collect()
    }
}

/// Keeps the newest of each of the last `most` periods.
fn keep<'a, P: PartialEq>(
    kept: &mut BTreeSet<&'a BackupName>,
    names: &'a [BackupName],
    most: u32,
    period: impl Fn(Date) -> P,
) {
    let (mut last, mut left) = (None, most);
    for name in names.iter().rev() {
        let this = Some(period(name.day()));
        if this == last {
            continue;
        }
        if left == 0 {
            return;
        }
        left -= 1;
        last = this;
        kept.insert(name);
    }
}
