//! The log at the desk, over HTTP.

mod csv;
mod log;

use crate::access::{Access, RouteEntry};
use app::{
    audit::log_page::{FROM, KIND, UNTIL, WHAT, WHO},
    routes::desk as addresses,
};
use domain::{
    accounts::Right::ReadLog,
    audit::{Action, Filter, SubjectKind},
    clock::{Date, Zone},
};
use std::collections::HashMap;

/// The routes of the log.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let read = Access::With(ReadLog);
    vec![
        RouteEntry::get(addresses::LOG, read, log::log),
        RouteEntry::get(addresses::LOG_CSV, read, csv::file),
    ]
}

/// The filter in a query, and its days. Values that cannot be parsed are ignored.
fn read_filter(asked: &HashMap<String, String>, zone: &Zone) -> (Filter, (Option<Date>, Option<Date>)) {
    let value = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let days: (Option<Date>, Option<Date>) = (value(FROM).parse().ok(), value(UNTIL).parse().ok());
    let filter = Filter {
        account: value(WHO).parse().ok(),
        action: Action::parse(value(WHAT)),
        subject: SubjectKind::parse(value(KIND)),
        from: days.0.and_then(|day| zone.day_begins(day)),
        // The last day is included.
        until: days.1.and_then(|day| zone.day_begins(day.tomorrow().ok()?)),
    };
    (filter, days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clock::Timestamp;

    fn read(asked: &[(&str, &str)]) -> Filter {
        let asked = asked.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        read_filter(&asked, &Zone::named("Asia/Ho_Chi_Minh")).0
    }

    #[test]
    fn days_are_whole_days_of_the_site() {
        let filter = read(&[("tu", "2026-11-25"), ("den", "2026-11-25")]);
        assert_eq!(filter.from, Timestamp::parse("2026-11-25T00:00:00+07:00"));
        assert_eq!(filter.until, Timestamp::parse("2026-11-26T00:00:00+07:00"));
    }

    #[test]
    fn what_cannot_be_read_is_not_asked_for() {
        for wrong in ["", "x", "-1", "2026-02-30", "9999-12-31", "'; drop table accounts; --"] {
            let filter = read(&[("nguoi", wrong), ("viec", wrong), ("loai", wrong), ("den", wrong)]);
            assert_eq!(filter, Filter::default(), "{wrong}");
        }
    }
}
