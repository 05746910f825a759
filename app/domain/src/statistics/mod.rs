//! Visitor statistics: the four figures of the block. Every figure is counted hours plus an opening balance;
//! counting itself is not here yet, so today the figures are the opening balance alone.

use serde::{Deserialize, Serialize};

#[cfg(feature = "store")]
pub mod store;

/// What the statistics block shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Visits of the latest day known.
    pub today: i64,
    /// Visits of the latest month known.
    pub month: i64,
    /// Visits since the site began, the replaced site's included.
    pub total: i64,
    /// The day of the opening balance (`2024-03-24`), if the figures come from one.
    pub as_of: Option<String>,
}

/// A count the Vietnamese way: thousands are parted by points, `25.378.017`.
pub fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if count < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A day of the calendar the Vietnamese way: `2024-03-24` becomes `24/03/2024`. Anything else stays as it is.
pub fn day_in_words(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_grouped_with_points() {
        for (count, text) in
            [(0, "0"), (999, "999"), (1_000, "1.000"), (25_378_017, "25.378.017"), (-1_234, "-1.234")]
        {
            assert_eq!(grouped(count), text);
        }
    }

    #[test]
    fn a_day_is_written_day_first() {
        assert_eq!(day_in_words("2024-03-24"), "24/03/2024");
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(count in any::<i64>()) {
            prop_assert_eq!(grouped(count).replace('.', ""), count.to_string());
        }
    }
}
