//! Dates that do not exist.

use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// `31/11/2026`, `31-11-2026`, `ngày 31 tháng 11 năm 2026`, `ngày 31 tháng 11`.
static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})|ngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?)\b",
    )
    .ok()
});
/// A year with 29 days in February, for dates without a year.
const LEAP: i16 = 2000;

/// A sentence for each date of a text that does not exist.
pub(super) fn impossible(text: &str) -> impl Iterator<Item = String> {
    let found = WRITTEN.iter().flat_map(|written| written.captures_iter(text));
    found.filter_map(|found| {
        let number = |group: usize| found.get(group).map(|digits| digits.as_str());
        let (day, month, year) = match number(1) {
            Some(day) => (day, number(3)?, number(4)),
            None => (number(5)?, number(6)?, number(7)),
        };
        let year = year.map_or(Some(LEAP), |year| year.parse().ok())?;
        let exists = Date::new(year, month.parse().ok()?, day.parse().ok()?).is_ok();
        (!exists).then(|| format!("Không có ngày “{}”: xin xem lại.", &found[0]))
    })
}
