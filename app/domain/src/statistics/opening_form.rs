//! The form with which administrators type what a replaced site had counted.

use super::{grouped, period::Period};
use crate::{
    chain::{Hash, hexadecimal},
    form::{self, Problems},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The largest number of visits.
const MOST_VISITS: i64 = 1_000_000_000_000;
/// The most lines: every day of twenty years.
const MOST_LINES: usize = 8_000;

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpeningField {
    /// The total.
    Total,
    /// Years, months and days.
    Periods,
}

impl OpeningField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "tong",
            Self::Periods => "cac-ky",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<OpeningField>;

/// Why nothing was stored.
pub type Refusal = form::Refusal<OpeningField, ChangedMeanwhile>;

/// Somebody else has changed the figures since the form was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedMeanwhile;

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningForm {
    /// The total; empty if it is not known.
    pub total: String,
    /// A line `period = visits` for each year, month or day that is known.
    pub periods: String,
}

impl OpeningForm {
    /// The form with these visits by period; the total has the empty period.
    pub fn of(visits: &BTreeMap<String, i64>) -> Self {
        let periods = visits.iter().filter(|(period, _)| !period.is_empty());
        let lines: Vec<String> =
            periods.map(|(period, visits)| format!("{period} = {}", grouped(*visits))).collect();
        Self {
            total: visits.get("").map(|total| grouped(*total)).unwrap_or_default(),
            periods: lines.join("\n"),
        }
    }

    /// A hash of the figures. The form sends it back, so that nobody overwrites figures that somebody else has saved
    /// meanwhile.
    pub fn mark(&self) -> String {
        let hash: Hash = Sha256::digest(format!("{}\n{}", self.total, self.periods)).into();
        hexadecimal(&hash)
    }

    /// The visits by period.
    ///
    /// # Errors
    /// All problems, field by field; of the lines the first one.
    pub fn check(&self) -> Result<BTreeMap<String, i64>, Vec<Problem>> {
        let (mut problems, mut visits) = (Problems::none(), BTreeMap::new());
        match self.total.trim() {
            "" => {}
            typed => match read_visits(typed) {
                Some(total) => drop(visits.insert(String::new(), total)),
                None => problems.add(OpeningField::Total, "Xin ghi một số, ví dụ 25.378.017."),
            },
        }
        let lines = self.periods.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
        for (place, line) in lines {
            if visits.len() > MOST_LINES {
                problems.add(OpeningField::Periods, format!("Chỉ ghi được tối đa {MOST_LINES} dòng."));
                break;
            }
            let place = place + 1;
            let Some((period, number)) = read_line(line) else {
                let sentence = format!(
                    "Dòng {place} (“{line}”) cần có dạng “kỳ = số”, ví dụ 2024-03 = 348.760 hoặc 24/03/2024 = 9.593."
                );
                problems.add(OpeningField::Periods, sentence);
                break;
            };
            if visits.insert(period.clone(), number).is_some() {
                problems.add(
                    OpeningField::Periods,
                    format!("Dòng {place} ghi lại kỳ {period} đã có ở dòng trên."),
                );
                break;
            }
        }
        problems.done(visits)
    }
}

fn read_line(line: &str) -> Option<(String, i64)> {
    let (period, visits) = line.split_once('=')?;
    let typed = period.trim();
    // As it is written in Vietnamese: day, month, year.
    let period: Vec<String> = typed.rsplit('/').map(|part| format!("{part:0>2}")).collect();
    let period = if typed.contains('/') { period.join("-") } else { typed.to_owned() };
    let known: Period = period.parse().ok()?;
    (known != Period::All).then_some(())?;
    Some((period, read_visits(visits)?))
}

/// A number with or without dots or spaces between its groups.
fn read_visits(typed: &str) -> Option<i64> {
    let digits: String = typed.chars().filter(|letter| !matches!(letter, '.' | ' ' | '\u{a0}')).collect();
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|visits| plain && (0..=MOST_VISITS).contains(visits))
}

/// The span of a stored period.
pub(super) fn span(period: &str) -> &'static str {
    match period.len() {
        0 => "total",
        4 => "year",
        7 => "month",
        _ => "day",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(total: &str, periods: &str) -> OpeningForm {
        OpeningForm { total: total.into(), periods: periods.into() }
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        let typed = form(" 25.378.017 ", "2024-03 = 348.760\r\n\n 24/3/2024= 9 593\n2023=1000\n02/2024 = 7");
        let expected =
            [("", 25_378_017), ("2023", 1_000), ("2024-02", 7), ("2024-03", 348_760), ("2024-03-24", 9_593)];
        let expected: BTreeMap<String, i64> =
            expected.into_iter().map(|(period, visits)| (period.to_owned(), visits)).collect();
        assert_eq!(typed.check(), Ok(expected.clone()));
        let shown = OpeningForm::of(&expected);
        assert_eq!(shown.periods, "2023 = 1.000\n2024-02 = 7\n2024-03 = 348.760\n2024-03-24 = 9.593");
        assert_eq!(shown.check(), Ok(expected), "what is shown can be saved again");
        assert_eq!(form("", "").check(), Ok(BTreeMap::new()));
    }

    #[test]
    fn wrong_lines_are_named() {
        for wrong in [
            "x",
            "2024",
            "2024 = ",
            "2024 = -1",
            "2024-13 = 1",
            "30/02/2024 = 1",
            "= 5",
            "2024 = 9999999999999",
        ] {
            let problems = form("x", &format!("2023 = 1\n{wrong}")).check().expect_err("problems");
            let fields: Vec<OpeningField> = problems.iter().map(|problem| problem.field).collect();
            assert_eq!(fields, [OpeningField::Total, OpeningField::Periods], "{wrong}");
            assert!(problems[1].sentence.starts_with("Dòng 2"), "{}", problems[1].sentence);
        }
        let twice = form("", "2024-03-24 = 1\n24/03/2024 = 2").check().expect_err("problems");
        assert_eq!(twice[0].sentence, "Dòng 2 ghi lại kỳ 2024-03-24 đã có ở dòng trên.");
    }
}
