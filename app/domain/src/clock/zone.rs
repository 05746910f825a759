//! The server's part of time: the current time and the site's time zone.

use super::{Moment, Month, Timestamp};
use jiff::{
    civil::{Date, DateTime, Weekday},
    fmt::rfc2822::DateTimePrinter,
    tz::TimeZone,
};

impl Timestamp {
    /// The current time, from the system clock.
    pub fn now() -> Self {
        Self(jiff::Timestamp::now().as_millisecond())
    }

    /// As HTTP headers write it (RFC 9110): `Sun, 24 Mar 2024 14:06:00 GMT`.
    pub fn http_date(self) -> String {
        // Only years before 0 or after 9999 cannot be written.
        DateTimePrinter::new().timestamp_to_rfc9110_string(&self.instant()).unwrap_or_default()
    }

    /// The same for the calendar; 1970 if it is beyond all calendars.
    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// Parses RFC 3339 with an offset, such as `2024-03-24T21:06:00+07:00`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let instant: jiff::Timestamp = text.parse().ok()?;
        Some(Self(instant.as_millisecond()))
    }
}

impl Moment {
    /// Formats an instant in an IANA time zone. Both are checked before they are stored; if one is invalid
    /// all the same, UTC or the epoch is used: a page with a wrong date is better than no page.
    pub fn at(instant: Timestamp, zone: &str) -> Self {
        Self::within(instant, TimeZone::get(zone).unwrap_or(TimeZone::UTC))
    }

    fn within(instant: Timestamp, zone: TimeZone) -> Self {
        let local = jiff::Timestamp::from_millisecond(instant.0)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned_datetime(zone);
        let weekday = match local.weekday() {
            Weekday::Monday => "Thứ hai",
            Weekday::Tuesday => "Thứ ba",
            Weekday::Wednesday => "Thứ tư",
            Weekday::Thursday => "Thứ năm",
            Weekday::Friday => "Thứ sáu",
            Weekday::Saturday => "Thứ bảy",
            Weekday::Sunday => "Chủ nhật",
        };
        Self {
            machine: local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            words: format!("{weekday}, {}", local.strftime("%d/%m/%Y %H:%M")),
        }
    }
}

impl Month {
    /// The start of each month of the instant's year in a time zone, January first, and the end of the year:
    /// 13 instants.
    pub fn bounds_of_year(self, zone: &str) -> Vec<Timestamp> {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let start = |year: i16, month: i8| {
            let midnight = Date::new(year, month, 1).and_then(|date| date.to_zoned_datetime(zone.clone()));
            // Every `Month` is within the calendar of the library.
            Timestamp(midnight.map_or(0, |start| start.timestamp().as_millisecond()))
        };
        (1..=12).map(|month| start(self.year(), month)).chain([start(self.year() + 1, 1)]).collect()
    }
}

/// An IANA time zone.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

/// An hour of a calendar day in a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalHour {
    /// The day of the hour.
    pub day: Date,
    /// Its number, 0 to 23.
    pub hour: i8,
}

impl Zone {
    /// The zone with this name; UTC if there is none (names are checked before they are stored).
    pub fn named(name: &str) -> Self {
        Self(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }

    /// The hour of an instant.
    pub fn hour(&self, instant: Timestamp) -> LocalHour {
        let instant = jiff::Timestamp::from_millisecond(instant.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let local = self.0.to_datetime(instant);
        LocalHour { day: local.date(), hour: local.hour() }
    }
}

impl Zone {
    /// Formats an instant for people.
    pub fn moment(&self, instant: Timestamp) -> Moment {
        Moment::within(instant, self.0.clone())
    }

    /// As e-mails and RSS write an instant (RFC 2822): `Sun, 24 Mar 2024 21:06:00 +0700`.
    pub fn mail_date(&self, instant: Timestamp) -> String {
        let local = instant.instant().to_zoned_datetime(self.0.clone());
        // Only years before 0 or after 9999 cannot be written.
        DateTimePrinter::new().zoned_datetime_to_string(&local).unwrap_or_default()
    }

    /// Parses the value of a `datetime-local` field, `2026-11-27T08:30`; the seconds that some browsers add
    /// are dropped. An hour that does not exist in the zone becomes the next one.
    pub fn read_local(&self, text: &str) -> Option<Timestamp> {
        let local: DateTime = text.get(..16).filter(|text| text.contains('T'))?.parse().ok()?;
        let instant = self.0.to_ambiguous_zoned_datetime(local).compatible().ok()?;
        Some(Timestamp(instant.timestamp().as_millisecond()))
    }

    /// Formats an instant as the value of a `datetime-local` field.
    pub fn write_local(&self, instant: Timestamp) -> String {
        let instant = jiff::Timestamp::from_millisecond(instant.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.0.to_datetime(instant).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The hour and minute of an instant: `21:06`.
    pub fn write_time(&self, instant: Timestamp) -> String {
        self.write_local(instant).split_once('T').map_or_else(String::new, |(_, time)| time.to_owned())
    }

    /// The first such full hour (0 to 23) of a day after this instant.
    pub fn next_hour(&self, hour: u8, after: Timestamp) -> Option<Timestamp> {
        let mut day = self.hour(after).day;
        for _ in 0..3 {
            let due = self.read_local(&format!("{day}T{hour:02}:00"))?;
            if due > after {
                return Some(due);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }

    /// The IANA name of this time zone.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The Vietnamese name of this time zone.
    pub fn spoken(&self) -> &'static str {
        match self.0.iana_name() {
            Some("Asia/Ho_Chi_Minh" | "Asia/Saigon") => "Giờ Việt Nam",
            _ => "Giờ của trang web",
        }
    }

    /// The start of a calendar day.
    pub fn day_begins(&self, day: Date) -> Option<Timestamp> {
        let midnight = day.to_zoned_datetime(self.0.clone()).ok()?;
        Some(Timestamp(midnight.timestamp().as_millisecond()))
    }
}

/// The days from 1970-01-01 to a date such as `2026-11-25`; 0 if the text is no date.
pub fn day_number(day: &str) -> i64 {
    let hours = |day: Date| day.duration_since(Date::constant(1970, 1, 1)).as_hours();
    day.parse().map_or(0, |day| hours(day) / 24)
}

/// Whether the IANA database has this zone.
pub fn zone_exists(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_the_vietnamese_way() {
        let instant = Timestamp::parse("2024-03-24T14:06:00Z").expect("a valid instant");
        let moment = Moment::at(instant, "Asia/Ho_Chi_Minh");
        assert_eq!(moment.words, "Chủ nhật, 24/03/2024 21:06");
        assert_eq!(moment.machine, "2024-03-24T21:06:00+07:00");
    }

    #[test]
    fn an_instant_is_written_as_headers_and_mails_do() {
        let instant = Timestamp::parse("2024-03-03T14:06:00.5Z").expect("a valid instant");
        assert_eq!(instant.http_date(), "Sun, 03 Mar 2024 14:06:00 GMT");
        let zone = Zone::named("Asia/Ho_Chi_Minh");
        assert_eq!(zone.mail_date(instant), "Sun, 3 Mar 2024 21:06:00 +0700");
    }

    #[test]
    fn a_year_begins_at_midnight_of_its_zone() {
        let month: Month = "2024-03".parse().expect("a month");
        let bounds = month.bounds_of_year("Asia/Ho_Chi_Minh");
        assert_eq!(bounds.len(), 13);
        assert_eq!(Some(bounds[0]), Timestamp::parse("2024-01-01T00:00:00+07:00"));
        assert_eq!(Some(bounds[2]), Timestamp::parse("2024-03-01T00:00:00+07:00"));
        assert_eq!(Some(bounds[12]), Timestamp::parse("2025-01-01T00:00:00+07:00"));
        let last: Month = "9998-12".parse().expect("a month");
        assert!(last.bounds_of_year("Asia/Ho_Chi_Minh").is_sorted());
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        assert_eq!(day_number("1970-01-02"), 1);
        for (one, next) in [("2026-12-31", "2027-01-01"), ("2028-02-29", "2028-03-01")] {
            assert_eq!(day_number(one) + 1, day_number(next), "{one}");
        }
    }

    #[test]
    fn a_form_field_is_read_as_it_is_written() {
        let zone = Zone::named("Asia/Ho_Chi_Minh");
        let instant = Timestamp::parse("2026-11-27T08:30:00+07:00").expect("a valid instant");
        assert_eq!(zone.write_local(instant), "2026-11-27T08:30");
        assert_eq!(zone.read_local("2026-11-27T08:30"), Some(instant));
        assert_eq!(zone.read_local("2026-11-27T08:30:59"), Some(instant));
        for wrong in
            ["", "2026-11-27", "2026-11-27 08:30", "2026-13-27T08:30", "27/11/2026 08:30", "ệệệệệệệệệệ"]
        {
            assert_eq!(zone.read_local(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_date_without_an_offset_is_refused() {
        assert_eq!(Timestamp::parse("2024-03-24 21:06"), None);
        assert_eq!(Timestamp::parse("2024-02-30T00:00:00+07:00"), None);
    }
}
