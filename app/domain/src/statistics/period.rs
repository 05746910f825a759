//! The periods of the statistics pages: a day by hours, a month by days, a year by months, the total by
//! years.

use super::day_in_words;
use crate::clock::{Date, Month};
use std::{fmt, ops::RangeInclusive, str::FromStr};

/// A period, written `2026-11-25`, `2026-11`, `2026`, or empty for the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Since the site began.
    All,
    /// A year, 1970 to 9998.
    Year(i16),
    /// A month.
    Month(Month),
    /// A day.
    Day(Date),
}

impl Period {
    /// Its first and last day; for the total, the range of the library's calendar.
    pub fn days(self) -> RangeInclusive<Date> {
        match self {
            Self::All => Date::MIN..=Date::MAX,
            Self::Year(year) => day(year, 1, 1)..=day(year, 12, 31),
            Self::Month(month) => {
                let first = day(month.year(), month.number(), 1);
                first..=first.last_of_month()
            }
            Self::Day(day) => day..=day,
        }
    }

    /// The next longer period that contains it.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::All => None,
            Self::Year(_) => Some(Self::All),
            Self::Month(month) => Some(Self::Year(month.year())),
            Self::Day(day) => Some(Self::Month(Month::of(day))),
        }
    }

    /// The previous period of the same length.
    pub fn before(self) -> Option<Self> {
        self.beside(self.days().start().yesterday().ok()?)
    }

    /// The next period of the same length.
    pub fn after(self) -> Option<Self> {
        self.beside(self.days().end().tomorrow().ok()?)
    }

    /// The period of the same length that contains a day.
    fn beside(self, day: Date) -> Option<Self> {
        match self {
            Self::All => None,
            Self::Year(_) => Some(Self::Year(day.year())),
            Self::Month(_) => Some(Self::Month(Month::of(day))),
            Self::Day(_) => Some(Self::Day(day)),
        }
    }

    /// For people: `ngày 25/11/2026`, `tháng 11/2026`, `năm 2026`, `từ trước đến nay`.
    pub fn words(self) -> String {
        match self {
            Self::All => "từ trước đến nay".to_owned(),
            Self::Year(year) => format!("năm {year}"),
            Self::Month(month) => month.words(),
            Self::Day(day) => format!("ngày {}", day_in_words(&day.to_string())),
        }
    }
}

fn day(year: i16, month: i8, day: i8) -> Date {
    // Years and months are within the library's calendar.
    Date::new(year, month, day).unwrap_or(Date::MIN)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(month) => month.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// The text is not a [`Period`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPeriod;

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let month = |text: &str| text.parse::<Month>().map_err(|_| NotAPeriod);
        match text.len() {
            0 => Ok(Self::All),
            4 => Ok(Self::Year(month(&format!("{text}-01"))?.year())),
            7 => Ok(Self::Month(month(text)?)),
            10 => {
                month(text.get(..7).ok_or(NotAPeriod)?)?;
                let day: Date = text.parse().map_err(|_| NotAPeriod)?;
                // Only one spelling: the library accepts others too.
                if day.to_string() == text { Ok(Self::Day(day)) } else { Err(NotAPeriod) }
            }
            _ => Err(NotAPeriod),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    #[test]
    fn a_period_has_one_spelling() {
        for text in ["", "2026", "2026-11", "2026-11-25", "1970", "9998-12-31"] {
            assert_eq!(period(text).to_string(), text);
        }
        for wrong in [
            "x",
            "26",
            "1969",
            "9999",
            "2026-13",
            "2026-02-30",
            "2026-1-1",
            "20261125",
            "+026",
            "2026-11-25 ",
            "２０",
        ] {
            assert_eq!(wrong.parse::<Period>(), Err(NotAPeriod), "{wrong}");
        }
    }

    #[test]
    fn periods_lie_beside_and_within_each_other() {
        for (text, before, after, above) in [
            ("2026", "2025", "2027", ""),
            ("2026-01", "2025-12", "2026-02", "2026"),
            ("2028-03-01", "2028-02-29", "2028-03-02", "2028-03"),
            ("2026-12-31", "2026-12-30", "2027-01-01", "2026-12"),
        ] {
            let period = period(text);
            let written = |period: Option<Period>| period.map(|period| period.to_string());
            assert_eq!(written(period.before()).as_deref(), Some(before));
            assert_eq!(written(period.after()).as_deref(), Some(after));
            assert_eq!(written(period.above()).as_deref(), Some(above));
        }
        assert_eq!(Period::All.before(), None);
        assert_eq!(period("2028-02").days().end().to_string(), "2028-02-29");
    }
}
