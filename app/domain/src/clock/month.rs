//! A calendar month, as written in addresses.

use serde::{Deserialize, Serialize};
#[cfg(feature = "store")]
use std::cmp::Ordering;
use std::{fmt, str::FromStr};

/// A month from 1970-01 to 9998-12, written `2024-03`. The range leaves room to compute with the years around
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    number: i8,
}

impl Month {
    /// The month with this number, 1 to 12, in the same year; a number out of range is clamped.
    pub fn in_same_year(self, number: i8) -> Self {
        Self { number: number.clamp(1, 12), ..self }
    }

    /// The month of a date; a date out of range gives the nearest January or December.
    #[cfg(feature = "store")]
    pub fn of(day: super::Date) -> Self {
        let year = day.year().clamp(1970, 9998);
        let number = match day.year().cmp(&year) {
            Ordering::Less => 1,
            Ordering::Equal => day.month(),
            Ordering::Greater => 12,
        };
        Self { year, number }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The number of the month, 1 to 12.
    pub fn number(self) -> i8 {
        self.number
    }

    /// For people: `tháng 3/2024`.
    pub fn words(self) -> String {
        format!("tháng {}/{}", self.number, self.year)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.number)
    }
}

/// The text is not a [`Month`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAMonth;

impl fmt::Display for NotAMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a month is written YYYY-MM")
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (year, number) = text.split_once('-').ok_or(NotAMonth)?;
        if year.len() != 4 || number.len() != 2 || !digits(year) || !digits(number) {
            return Err(NotAMonth);
        }
        let month = Self {
            year: year.parse().map_err(|_| NotAMonth)?,
            number: number.parse().map_err(|_| NotAMonth)?,
        };
        let there = (1970..=9998).contains(&month.year) && (1..=12).contains(&month.number);
        if there { Ok(month) } else { Err(NotAMonth) }
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;

    fn try_from(text: String) -> Result<Self, NotAMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_one_spelling() {
        let month: Month = "2024-03".parse().expect("a month");
        assert_eq!((month.to_string().as_str(), month.words().as_str()), ("2024-03", "tháng 3/2024"));
        assert_eq!(month.in_same_year(12).to_string(), "2024-12");
        for wrong in [
            "",
            "2024",
            "2024-3",
            "2024-13",
            "2024-00",
            "24-03",
            "1969-12",
            "9999-01",
            "2024-03-01",
            "２０２４-03",
            "+024-03",
        ] {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth), "{wrong}");
        }
    }
}
