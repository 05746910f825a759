//! The report of a period.

use super::*;

async fn assert_known(site: &Site, periods: &[(&str, bool)]) {
    for (period, known) in periods {
        assert_eq!(site.find_report(period).await.is_some(), *known, "{period:?}");
        let parsed: Period = period.parse().expect("a period");
        let table = site.counter.table(Scope::Visitor, parsed, Dimension::Kind).await;
        assert_eq!(table.expect("an answer").is_some(), *known, "the table of {period:?}");
    }
}

#[tokio::test]
async fn a_site_that_has_counted_nothing_has_today_alone() {
    let site = Site::at(MORNING).await;
    assert_known(
        &site,
        &[
            ("", true),
            ("2026", true),
            ("2026-11", true),
            ("2026-11-25", true),
            ("2026-11-24", false),
            ("2026-11-26", false),
            ("2026-10", false),
            ("2026-12", false),
            ("2025", false),
            ("2027", false),
            ("1970", false),
            ("9998-12-31", false),
        ],
    )
    .await;
    let report = site.report("").await;
    assert_eq!(
        (report.sums, report.opening, report.before, report.bars.len()),
        (Sums::default(), 0, None, 1)
    );
    assert!(report.tables.is_empty());
    assert_eq!(report.first.to_string(), "2026-11-25");
}

#[tokio::test]
async fn before_the_first_and_after_the_present_there_is_nothing() {
    let site = Site::at("2026-10-31T23:59:59+07:00").await;
    site.show([1]);
    site.write().await;
    site.set_clock("2026-12-24T08:00:00+07:00");
    assert_known(
        &site,
        &[
            ("2026-10-30", false),
            ("2026-10-31", true),
            ("2026-11-11", true),
            ("2026-12-24", true),
            ("2026-12-25", false),
            ("2026-09", false),
            ("2026-10", true),
            ("2026-12", true),
            ("2027-01", false),
            ("2025", false),
            ("2026", true),
            ("2027", false),
        ],
    )
    .await;
    let report = site.report("2026-11").await;
    assert_eq!(
        (report.first.to_string(), report.today.to_string()),
        ("2026-10-31".into(), "2026-12-24".into())
    );
    assert!(!report.running);
    assert!(site.report("2026-12").await.running);
}

#[tokio::test]
async fn what_the_replaced_site_had_counted_is_known_too() {
    let place = Place::new().await;
    place.set_clock(at(MORNING));
    place.put_openings(&[("", 1_000_000), ("2024-03", 500)]).await;
    let site = place.open().await;
    assert_known(
        &site,
        &[
            ("2023", false),
            ("2024", true),
            ("2024-02", false),
            ("2024-02-29", false),
            ("2024-03-01", true),
            ("2025", true),
            ("2025-05-05", true),
        ],
    )
    .await;
    assert_eq!(site.report("").await.bars.len(), 3);
}

/// The visits of the period before, for comparison.
async fn before(site: &Site, period: &str) -> Option<i64> {
    site.report(period).await.before.map(|sums| sums.visits)
}

#[tokio::test]
async fn a_running_month_is_compared_with_the_same_part_of_the_last() {
    let site = Site::at("2026-10-05T08:00:00+07:00").await;
    site.show(0..3);
    site.set_clock("2026-10-20T08:00:00+07:00");
    site.show(0..10);
    site.set_clock("2026-11-04T23:00:00+07:00");
    site.write().await;
    assert_eq!(before(&site, "2026-11").await, None);
    for (now, visits) in [
        ("2026-11-05T07:59:59+07:00", None),
        ("2026-11-05T08:00:00+07:00", Some(3)),
        ("2026-11-10T00:00:00+07:00", Some(3)),
        ("2026-11-19T23:59:59+07:00", Some(3)),
        ("2026-11-20T07:59:59+07:00", Some(3)),
        ("2026-11-20T09:00:00+07:00", Some(13)),
        ("2026-11-30T23:59:59+07:00", Some(13)),
    ] {
        site.set_clock(now);
        assert_eq!(before(&site, "2026-11").await, visits, "{now}");
        assert_eq!(before(&site, "2026-10").await, None, "nothing was counted in September");
    }
}

#[tokio::test]
async fn a_running_day_is_compared_with_the_same_hours_of_yesterday() {
    let site = Site::at("2026-11-24T09:30:00+07:00").await;
    site.show(0..1);
    site.set_clock("2026-11-24T15:30:00+07:00");
    site.show(0..4);
    site.set_clock("2026-11-25T00:30:00+07:00");
    site.show(0..2);
    site.write().await;
    for (now, visits) in [
        ("2026-11-25T08:00:00+07:00", None),
        ("2026-11-25T10:00:00+07:00", Some(1)),
        ("2026-11-25T14:59:59+07:00", Some(1)),
        ("2026-11-25T16:00:00+07:00", Some(5)),
        // The day has ended: it is compared with the whole day before.
        ("2026-11-26T00:00:00+07:00", Some(5)),
    ] {
        site.set_clock(now);
        assert_eq!(before(&site, "2026-11-25").await, visits, "{now}");
    }
    assert_eq!(before(&site, "2026-11-26").await, Some(2));
}

#[tokio::test]
async fn a_running_year_is_compared_with_the_same_part_of_the_last() {
    let site = Site::at("2025-03-10T08:00:00+07:00").await;
    site.show(0..3);
    site.set_clock("2025-11-20T08:00:00+07:00");
    site.show(0..10);
    site.set_clock("2026-01-01T00:00:00+07:00");
    site.write().await;
    for (now, visits) in [
        ("2026-03-09T23:00:00+07:00", None),
        ("2026-03-10T09:00:00+07:00", Some(3)),
        ("2026-11-19T23:00:00+07:00", Some(3)),
        ("2026-11-20T09:00:00+07:00", Some(13)),
        ("2027-01-01T00:00:00+07:00", Some(13)),
    ] {
        site.set_clock(now);
        assert_eq!(before(&site, "2026").await, visits, "{now}");
        assert_eq!(before(&site, "").await, None, "there is nothing before all of it");
    }
}

#[tokio::test]
async fn a_month_that_has_ended_is_compared_with_all_of_the_last() {
    let site = Site::at("2026-09-30T23:59:59+07:00").await;
    site.show(0..6);
    site.set_clock("2026-11-01T00:00:00+07:00");
    site.write().await;
    assert_eq!(before(&site, "2026-10").await, Some(6));
}

#[tokio::test]
async fn what_has_not_begun_is_to_come() {
    let site = Site::at("2026-11-10T09:30:00+07:00").await;
    let to_come = |report: Report| report.bars.iter().map(|bar| bar.to_come).collect::<Vec<_>>();
    let begun = |begun: usize, all: usize| (0..all).map(|number| number >= begun).collect::<Vec<_>>();
    for (period, there, all) in [("2026-11-10", 10, 24), ("2026-11", 10, 30), ("2026", 11, 12), ("", 1, 1)] {
        assert_eq!(to_come(site.report(period).await), begun(there, all), "{period}");
    }
    site.show([1]);
    site.write().await;
    site.set_clock("2028-02-29T00:00:00+07:00");
    for (period, there, all) in [
        ("2028-02-29", 1, 24),
        ("2028-02", 29, 29),
        ("2028", 2, 12),
        ("", 3, 3),
        ("2026-11-10", 24, 24),
        ("2026-11", 30, 30),
        ("2027-02", 28, 28),
        ("2027", 12, 12),
    ] {
        assert_eq!(to_come(site.report(period).await), begun(there, all), "{period}");
    }
}

#[tokio::test]
async fn a_period_is_shown_by_its_parts() {
    let site = Site::at("2026-02-10T09:30:00+07:00").await;
    site.show([1]);
    site.write().await;
    let names = |report: &Report| {
        let name = |bar: &report::Bar| (bar.period.map(|part| part.to_string()), bar.hour);
        report.bars.iter().map(name).collect::<Vec<_>>()
    };
    let day: Vec<_> = (0..24).map(|hour| (None, Some(hour))).collect();
    assert_eq!(names(&site.report("2026-02-10").await), day);
    let month: Vec<_> = (1..=28).map(|day| (Some(format!("2026-02-{day:02}")), None)).collect();
    assert_eq!(names(&site.report("2026-02").await), month);
    let year: Vec<_> = (1..=12).map(|month| (Some(format!("2026-{month:02}")), None)).collect();
    assert_eq!(names(&site.report("2026").await), year);
    site.set_clock("2028-05-01T00:00:00+07:00");
    let all: Vec<_> = (2026..=2028).map(|year| (Some(year.to_string()), None)).collect();
    assert_eq!(names(&site.report("").await), all);
}

#[tokio::test]
async fn weekdays_are_told_with_how_many_there_have_been() {
    let site = Site::at("2026-10-30T08:00:00+07:00").await;
    site.show([1]);
    // Sunday, Monday, Monday, Saturday.
    for (day, people) in [("01", 1), ("02", 2), ("09", 3), ("28", 4)] {
        site.set_clock(&format!("2026-11-{day}T08:00:00+07:00"));
        site.show(0..people);
    }
    site.write().await;
    site.set_clock("2026-12-24T08:00:00+07:00");
    // November 2026 has 30 days and begins on a Sunday.
    let whole = [(5, 5), (0, 4), (0, 4), (0, 4), (0, 4), (4, 4), (1, 5)];
    assert_eq!(site.report("2026-11").await.weekdays, whole);
    // December 2026 begins on a Tuesday; it is Thursday the 24th.
    let running = [(0, 3), (0, 4), (0, 4), (0, 4), (0, 3), (0, 3), (0, 3)];
    assert_eq!(site.report("2026-12").await.weekdays, running);
    let monday = [(3, 1), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)];
    assert_eq!(site.report("2026-11-09").await.weekdays, monday);
    // From Friday, 30 October, to Thursday, 24 December: eight weeks.
    let all = [(5, 8), (0, 8), (0, 8), (0, 8), (1, 8), (4, 8), (1, 8)];
    assert_eq!(site.report("").await.weekdays, all);
    assert_eq!(site.report("2026").await.weekdays, all);
}

#[tokio::test]
async fn hours_add_up_over_days() {
    let site = Site::at("2026-11-01T00:30:00+07:00").await;
    for _ in 0..3 {
        site.show(0..2);
        site.pass(9 * HOUR);
        site.show(0..1);
        site.pass(15 * HOUR);
    }
    site.write().await;
    let mut expected = [0; 24];
    (expected[0], expected[9]) = (6, 3);
    assert_eq!(site.report("2026-11").await.hours, expected);
    assert_eq!(site.report("").await.hours, expected);
}

#[tokio::test]
async fn a_day_that_the_last_month_has_not_is_compared_with_all_of_it() {
    let site = Site::at("2026-02-28T15:00:00+07:00").await;
    site.show(0..4);
    site.write().await;
    for now in ["2026-03-28T16:00:00+07:00", "2026-03-29T08:00:00+07:00", "2026-03-31T08:00:00+07:00"] {
        site.set_clock(now);
        assert_eq!(site.report("2026-03").await.before, Some(sums(4, 4)), "{now}");
    }
}

#[tokio::test]
async fn a_leap_day_is_not_compared_with_a_whole_year() {
    let site = Site::at("2027-02-10T08:00:00+07:00").await;
    site.show(0..3);
    site.set_clock("2027-11-20T08:00:00+07:00");
    site.show(0..10);
    site.write().await;
    for now in ["2028-02-28T23:00:00+07:00", "2028-02-29T09:00:00+07:00", "2028-03-01T09:00:00+07:00"] {
        site.set_clock(now);
        assert_eq!(site.report("2028").await.before, Some(sums(3, 3)), "{now}");
    }
}

#[tokio::test]
async fn weekdays_of_the_replaced_site_do_not_count() {
    let place = Place::new().await;
    place.set_clock(at(MORNING));
    place.put_openings(&[("2024-03", 500)]).await;
    let site = place.open().await;
    site.show(0..10);
    site.write().await;
    // The only Wednesday with counted hours.
    assert_eq!(site.report("").await.weekdays[2], (10, 1));
}

#[tokio::test]
async fn figures_and_report_agree_after_a_clock_set_back() {
    let site = Site::at(MORNING).await;
    site.show(0..4);
    site.pass(-DAY);
    site.show(0..3);
    site.write().await;
    assert_eq!(site.figures(), [3, 7, 7]);
    assert_eq!(site.report("2026-11").await.sums, sums(7, 7));
    assert_eq!(site.report("").await.sums, sums(7, 7));
}

#[tokio::test]
async fn nobody_sees_a_single_visit_arrive_in_all_tables() {
    let site = Site::at(MORNING).await;
    site.show(0..3);
    site.write().await;
    let today: Period = "2026-11-25".parse().expect("a period");
    let kinds = async || {
        let table = site.counter.table(Scope::Visitor, today, Dimension::Kind).await.expect("an answer");
        table.expect("a table").rows[0].count.views
    };
    let report =
        async || site.counter.report(Scope::Visitor, today).await.expect("an answer").expect("a report");
    assert_eq!((kinds().await, report().await.sums.views), (3, 3));
    site.show([7]);
    site.write().await;
    assert_eq!((kinds().await, report().await.sums.views), (3, 4), "tables are kept, sums are not");
    assert_eq!(report().await.tables[0].rows[0].count.views, 3);
    site.counter.settle().await.expect("settled");
    assert_eq!(kinds().await, 4);
}
