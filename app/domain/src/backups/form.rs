//! The form of the schedule, as typed, and its check.

use super::{Kept, Schedule};
use crate::form::{self, Problems};

/// The most days, weeks or months.
const MOST_KEPT: u32 = 400;
/// The longest path of a folder, in characters.
const MAX_FOLDER: usize = 300;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BackupField {
    /// Whether backups are made by themselves.
    On,
    /// The hour.
    Hour,
    /// The folder.
    Folder,
    /// How many days.
    Days,
    /// How many weeks.
    Weeks,
    /// How many months.
    Months,
}

impl BackupField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "tu-dong",
            Self::Hour => "gio",
            Self::Folder => "thu-muc",
            Self::Days => "ngay",
            Self::Weeks => "tuan",
            Self::Months => "thang",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<BackupField>;
/// Why a change was refused. Nothing was stored.
pub type Refusal = form::Refusal<BackupField, BackupRule>;

/// A reason that only backups have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupRule {
    /// Somebody else has changed the schedule since the form was opened.
    ChangedMeanwhile,
    /// A backup is being made already.
    Running,
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupForm {
    /// Whether backups are made by themselves.
    pub is_on: bool,
    /// The hour.
    pub hour: String,
    /// The folder.
    pub folder: String,
    /// How many days.
    pub days: String,
    /// How many weeks.
    pub weeks: String,
    /// How many months.
    pub months: String,
}

impl BackupForm {
    /// The form with what is stored.
    pub fn of(schedule: &Schedule) -> Self {
        let Schedule { is_on, hour, folder, kept: Kept { days, weeks, months } } = schedule;
        Self {
            is_on: *is_on,
            hour: hour.to_string(),
            folder: folder.clone(),
            days: days.to_string(),
            weeks: weeks.to_string(),
            months: months.to_string(),
        }
    }

    /// Checks the fields. `folder` is what is wrong with the folder on this machine.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check(&self, folder: Option<&str>) -> Result<Schedule, Vec<Problem>> {
        let mut problems = Problems::none();
        let hour = self.hour.trim().parse().ok().filter(|hour| *hour < 24);
        if hour.is_none() {
            problems.add(BackupField::Hour, "Xin chọn giờ trong danh sách.");
        }
        let path = problems.line(BackupField::Folder, &self.folder, MAX_FOLDER);
        if let Some(sentence) = folder {
            problems.add(BackupField::Folder, sentence);
        } else if !path.is_empty() && !path.starts_with('/') {
            problems.add(
                BackupField::Folder,
                "Đường dẫn thư mục phải bắt đầu bằng dấu gạch chéo, như /mnt/sao-luu.",
            );
        }
        let mut number = |field, typed: &str, least: u32| {
            let number = typed.trim().parse().ok().filter(|number| (least..=MOST_KEPT).contains(number));
            if number.is_none() {
                problems.add(field, format!("Xin viết một số từ {least} đến {MOST_KEPT}."));
            }
            number.unwrap_or(least)
        };
        let kept = Kept {
            days: number(BackupField::Days, &self.days, 1),
            weeks: number(BackupField::Weeks, &self.weeks, 0),
            months: number(BackupField::Months, &self.months, 0),
        };
        problems.done(Schedule { is_on: self.is_on, hour: hour.unwrap_or_default(), folder: path, kept })
    }
}
