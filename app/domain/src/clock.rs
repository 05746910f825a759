//! Times as stored and as displayed. Time zone arithmetic runs on the server only (feature `store`).

use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "store", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// An instant formatted for display: the server formats it in the site's time zone, so that server and
/// browser render the same text and the browser needs no calendar.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// For `<time datetime>` and metadata, in RFC 3339: `2024-03-24T21:06:00+07:00`.
    pub machine: String,
    /// For people: `Chủ nhật, 24/03/2024 21:06`.
    pub words: String,
}

impl Moment {
    /// The date only, `24/03/2024`, for lists that do not show the time.
    pub fn day(&self) -> &str {
        self.words.split(' ').rev().nth(1).unwrap_or(&self.words)
    }

    /// Date and time without the day of the week, for lists: `24/03/2024 21:06`.
    pub fn in_short(&self) -> &str {
        self.words.split_once(", ").map_or(&*self.words, |(_, rest)| rest)
    }

    /// The month of the instant.
    pub fn month(&self) -> Option<Month> {
        self.machine.get(..7)?.parse().ok()
    }
}

mod month;
pub use month::{Month, NotAMonth};

#[cfg(feature = "test-clock")]
mod moved;
#[cfg(feature = "store")]
mod running;
#[cfg(feature = "store")]
mod zone;
#[cfg(feature = "store")]
pub use jiff::civil::Date;
#[cfg(feature = "store")]
pub use running::Clock;
#[cfg(feature = "store")]
pub use zone::{LocalHour, Zone, day_number, zone_exists};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_gives_its_day_and_month() {
        let moment = Moment {
            machine: "2024-03-24T21:06:00+07:00".into(),
            words: "Chủ nhật, 24/03/2024 21:06".into(),
        };
        assert_eq!(moment.day(), "24/03/2024");
        assert_eq!(moment.in_short(), "24/03/2024 21:06");
        assert_eq!(moment.month(), "2024-03".parse().ok());
    }
}
