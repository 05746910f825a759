//! Which backups are kept, and when the next one is due.

use super::*;
use proptest::prelude::*;

fn name(text: &str) -> BackupName {
    format!("trangnhat-{text}.tar").parse().unwrap_or_else(|_| panic!("{text}"))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn zone() -> Zone {
    Zone::named("Asia/Ho_Chi_Minh")
}

#[test]
fn a_name_tells_the_local_day_and_time() {
    let name = BackupName::at(at("2026-11-24T20:00:05Z"), &zone()).expect("a name");
    assert_eq!(name.to_string(), "trangnhat-2026-11-25-030005.tar");
    assert_eq!(name.to_string().parse(), Ok(name));
    for wrong in [
        "trangnhat.db",
        "trangnhat-2026-11-25.tar",
        "trangnhat-2026-11-25-0300.tar",
        "trangnhat-2026-11-25-0300xx.tar",
        "trangnhat-20261125-030000.tar",
        "trangnhat-2026-02-30-030000.tar",
        "trangnhat-2026-11-25-030000.tar.gz",
        "trangnhat-2026-11-25-030000.tar.0a1b2c3d.part",
        "../trangnhat-2026-11-25-030000.tar",
    ] {
        assert_eq!(wrong.parse::<BackupName>(), Err(name::NotABackupName), "{wrong}");
    }
}

#[test]
fn the_newest_of_the_last_days_weeks_and_months_are_kept() {
    let names = [
        "2026-08-31-030000",
        "2026-09-30-030000",
        "2026-10-30-030000",
        "2026-10-31-030000",
        "2026-11-15-030000",
        "2026-11-16-030000",
        "2026-11-22-030000",
        "2026-11-23-030000",
        "2026-11-24-030000",
        "2026-11-24-150000",
        "2026-11-25-030000",
    ];
    let names = names.map(name);
    let removed = |days, weeks, months| {
        let removed = Kept { days, weeks, months }.to_remove(&names);
        removed.iter().map(|name| name.to_string()[10..20].to_owned()).collect::<Vec<_>>()
    };
    // Sundays end a week: 15 and 22 November.
    assert_eq!(removed(2, 3, 3), ["2026-08-31", "2026-10-30", "2026-11-16", "2026-11-23", "2026-11-24"]);
    assert_eq!(removed(1, 0, 0).len(), 10);
    assert_eq!(removed(400, 0, 0), ["2026-11-24"], "one of a day");
}

/// Backups of some days and times of two years.
fn some() -> impl Strategy<Value = Vec<BackupName>> {
    let one = (0i64..730, 0u32..24).prop_map(|(day, hour)| {
        let now = Timestamp(1_760_000_000_000 + day * 86_400_000 + i64::from(hour) * 3_600_000);
        BackupName::at(now, &zone()).expect("a name")
    });
    proptest::collection::vec(one, 0..60)
}

fn kept(rule: Kept, names: &[BackupName]) -> Vec<BackupName> {
    let removed = rule.to_remove(names);
    let mut kept: Vec<_> = names.iter().filter(|name| !removed.contains(name)).cloned().collect();
    kept.sort();
    kept.dedup();
    kept
}

proptest! {
    #[test]
    fn the_newest_stays_and_no_more_than_was_asked_for(names in some(), days in 1u32..20, weeks in 0u32..10, months in 0u32..10) {
        let rule = Kept { days, weeks, months };
        let stay = kept(rule, &names);
        prop_assert_eq!(stay.last(), names.iter().max());
        prop_assert!(stay.len() <= usize::try_from(days + weeks + months).expect("few"));
        prop_assert_eq!(kept(rule, &stay), stay.clone(), "removing twice removes nothing more");
        let mut turned = names.clone();
        turned.reverse();
        prop_assert_eq!(kept(rule, &turned), stay, "whatever their order");
    }

    #[test]
    fn whoever_keeps_longer_keeps_what_others_keep(names in some(), days in 1u32..20, weeks in 0u32..10, months in 0u32..10) {
        let short = kept(Kept { days, weeks, months }, &names);
        let long = kept(Kept { days: days + 1, weeks: weeks + 1, months: months + 1 }, &names);
        prop_assert!(short.iter().all(|name| long.contains(name)));
    }

    /// Each new backup is followed by a removal, as the site does it: older ones are thinned, not lost.
    #[test]
    fn a_year_of_nights_leaves_days_weeks_and_months(first in 0i64..400) {
        let rule = Kept { days: 7, weeks: 4, months: 6 };
        let mut names = Vec::new();
        for night in first..first + 365 {
            names.push(BackupName::at(Timestamp(1_700_000_000_000 + night * 86_400_000), &zone()).expect("a name"));
            names = kept(rule, &names);
        }
        let months: std::collections::BTreeSet<_> = names.iter().map(|name| name.day().first_of_month()).collect();
        prop_assert_eq!(months.len(), 6);
        prop_assert!((7..=17).contains(&names.len()), "{}", names.len());
    }
}

fn nightly(state: State) -> (Schedule, State) {
    let schedule = Schedule { is_on: true, hour: 3, ..Schedule::default() };
    (schedule, State { on_since: state.on_since.or(Some(at("2026-11-20T10:00:00+07:00"))), ..state })
}

fn made(text: &str) -> Option<Made> {
    Some(Made { at: at(text), file: String::new(), bytes: 1, files: 1 })
}

#[test]
fn a_backup_is_due_at_its_hour_and_after_a_failure_an_hour_later() {
    let now = at("2026-11-25T09:00:00+07:00");
    let due = |(schedule, state): (Schedule, State)| state.due(&schedule, &zone(), now);
    assert_eq!(due(nightly(State::default())), Some(at("2026-11-21T03:00:00+07:00")), "the first night");
    let last = |text: &str| nightly(State { last: made(text), ..State::default() });
    assert_eq!(due(last("2026-11-25T03:00:40+07:00")), Some(at("2026-11-26T03:00:00+07:00")));
    assert_eq!(
        due(last("2026-11-25T02:59:00+07:00")),
        Some(at("2026-11-25T03:00:00+07:00")),
        "somebody asked"
    );
    assert_eq!(due(last("2026-11-22T03:00:00+07:00")), Some(at("2026-11-23T03:00:00+07:00")), "it was off");
    assert_eq!(
        due(last("2027-11-25T03:00:00+07:00")),
        Some(at("2026-11-26T03:00:00+07:00")),
        "a clock ahead"
    );
    let failed = |text: &str| {
        nightly(State {
            failed_at: Some(at(text)),
            last: made("2026-11-24T03:00:00+07:00"),
            ..State::default()
        })
    };
    assert_eq!(due(failed("2026-11-25T03:00:10+07:00")), Some(at("2026-11-25T04:00:10+07:00")));
    assert_eq!(
        due(failed("2028-01-01T00:00:00+07:00")),
        Some(at("2026-11-25T10:00:00+07:00")),
        "a clock ahead"
    );
    let (off, state) = (Schedule::default(), State { failed_at: Some(now), ..State::default() });
    assert_eq!(state.due(&off, &zone(), now), None);
    let asked = State { asked_at: Some(now), ..State::default() };
    assert_eq!(asked.due(&off, &zone(), now), Some(now));
}
