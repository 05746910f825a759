//! When a visit begins, on which day it is counted, and who is online.

use super::*;
use std::time::Duration;

#[tokio::test]
async fn a_view_within_half_an_hour_belongs_to_the_visit() {
    let site = Site::at(MORNING).await;
    site.show([1]);
    site.pass(30 * MINUTE - 1);
    site.show([1]);
    assert_eq!(site.figures(), [1, 1, 1]);
    site.write().await;
    assert_eq!(site.place.stored().await, sums(2, 1));
}

#[tokio::test]
async fn a_view_after_half_an_hour_begins_a_visit() {
    let site = Site::at(MORNING).await;
    site.show([1]);
    site.pass(30 * MINUTE);
    site.show([1]);
    assert_eq!(site.figures(), [2, 2, 2]);
    site.write().await;
    assert_eq!(site.place.stored().await, sums(2, 2));
}

#[tokio::test]
async fn a_visit_goes_on_as_long_as_somebody_reads() {
    let site = Site::at(MORNING).await;
    for _ in 0..10 {
        site.show([1]);
        site.pass(20 * MINUTE);
    }
    site.pass(10 * MINUTE);
    assert_eq!(site.total(), 1);
    site.show([1]);
    assert_eq!(site.total(), 2);
    site.write().await;
    assert_eq!(site.place.stored().await, sums(11, 2));
}

#[tokio::test]
async fn a_visit_counts_for_the_hour_in_which_it_began() {
    let site = Site::at("2026-11-25T08:50:00+07:00").await;
    site.show([1, 2]);
    site.pass(20 * MINUTE);
    site.show([1, 3]);
    site.write().await;
    let hours = site.report("2026-11-25").await.bars;
    assert_eq!([hours[8].sums, hours[9].sums], [sums(2, 2), sums(2, 1)]);
    let figures = site.counter.figures();
    assert_eq!(figures.hours.len(), 24);
    assert_eq!(figures.hours[22..], [2, 1]);
}

#[tokio::test]
async fn people_are_told_apart_by_address_browser_and_language() {
    let site = Site::at(MORNING).await;
    let address = IpAddr::from([203, 0, 113, 7]);
    let firefox = b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let visitors = [
        Visitor::new(address, CHROME, b"vi"),
        Visitor::new(IpAddr::from([203, 0, 113, 8]), CHROME, b"vi"),
        Visitor::new(address, firefox, b"vi"),
        Visitor::new(address, CHROME, b"en"),
    ];
    for _ in 0..2 {
        for (number, visitor) in (1..).zip(&visitors) {
            site.counter.count(&view(visitor.clone()));
            assert!(site.total() >= number);
        }
    }
    assert_eq!(site.total(), 4);
}

/// The same reader a second before midnight and at midnight.
async fn assert_midnight(night: &str, midnight: &str, after: [i64; 3]) -> Site {
    let site = Site::at(night).await;
    site.show([1, 2]);
    assert_eq!(site.figures(), [2, 2, 2]);
    site.set_clock(midnight);
    assert_eq!(site.figures(), [0, after[1] - 1, 2], "before anybody has come");
    site.show([1]);
    assert_eq!(site.figures(), after);
    site.write().await;
    assert_eq!(site.place.stored().await, sums(3, 3));
    assert_eq!(site.report("").await.sums, sums(3, 3));
    for (day, visits) in [(&night[..10], 2), (&midnight[..10], 1)] {
        assert_eq!(site.report(day).await.sums, sums(visits, visits), "{day}");
    }
    site
}

#[tokio::test]
async fn at_midnight_a_day_begins_and_so_does_a_visit() {
    let site = assert_midnight("2026-11-25T23:59:59+07:00", "2026-11-26T00:00:00+07:00", [1, 3, 3]).await;
    assert_eq!(site.report("2026-11").await.sums, sums(3, 3));
    assert_eq!(site.report("2026-11-25").await.bars[23].sums, sums(2, 2));
    assert_eq!(site.report("2026-11-26").await.bars[0].sums, sums(1, 1));
}

#[tokio::test]
async fn a_day_ends_at_midnight_of_its_zone() {
    // Midnight UTC is 7 o'clock in Vietnam.
    let site = Site::at("2026-11-25T23:59:59Z").await;
    site.show([1]);
    site.pass(SECOND);
    site.show([1, 2]);
    assert_eq!(site.figures(), [2, 2, 2]);
    site.write().await;
    assert_eq!(site.report("2026-11-26").await.sums, sums(3, 2));
}

#[tokio::test]
async fn at_the_end_of_a_month_the_month_begins_anew_and_the_total_goes_on() {
    let site = assert_midnight("2026-11-30T23:59:59+07:00", "2026-12-01T00:00:00+07:00", [1, 1, 3]).await;
    assert_eq!(site.report("2026-11").await.sums, sums(2, 2));
    assert_eq!(site.report("2026-12").await.sums, sums(1, 1));
}

#[tokio::test]
async fn at_the_end_of_a_leap_february_the_leap_day_keeps_its_visits() {
    let site = assert_midnight("2028-02-29T23:59:59+07:00", "2028-03-01T00:00:00+07:00", [1, 1, 3]).await;
    assert_eq!(site.report("2028-02").await.sums, sums(2, 2));
}

#[tokio::test]
async fn at_the_end_of_a_year_nothing_is_lost() {
    let site = assert_midnight("2026-12-31T23:59:59+07:00", "2027-01-01T00:00:00+07:00", [1, 1, 3]).await;
    for (period, visits) in [("2026", 2), ("2026-12", 2), ("2027", 1), ("2027-01", 1)] {
        assert_eq!(site.report(period).await.sums, sums(visits, visits), "{period}");
    }
    let site = site.restarted().await;
    assert_eq!(site.figures(), [1, 1, 3]);
}

#[tokio::test]
async fn what_was_counted_before_midnight_is_written_after_it() {
    let site = Site::at("2026-12-31T23:59:59+07:00").await;
    site.show([1, 2, 3]);
    site.set_clock("2027-01-01T00:00:01+07:00");
    site.write().await;
    assert_eq!(site.report("2026-12-31").await.sums, sums(3, 3));
    assert_eq!(site.figures(), [0, 0, 3]);
}

#[tokio::test]
async fn the_sparkline_shows_the_last_24_hours_over_midnight() {
    let site = Site::at("2026-11-25T20:00:00+07:00").await;
    site.show(1..=3);
    site.set_clock("2026-11-26T02:00:00+07:00");
    site.show(1..=2);
    let hours = site.counter.figures().hours;
    assert_eq!((hours[17], hours[23]), (3, 2));
    assert_eq!(hours.iter().sum::<i64>(), 5);
    let site = site.restarted().await;
    assert_eq!(site.counter.figures().hours, hours, "also after a restart");
    site.set_clock("2026-11-26T19:59:59+07:00");
    assert_eq!(site.counter.figures().hours[0], 3);
    site.set_clock("2026-11-26T20:00:00+07:00");
    assert_eq!(site.counter.figures().hours.iter().sum::<i64>(), 2);
}

#[tokio::test]
async fn everybody_seen_in_the_last_five_minutes_is_online_once() {
    let site = Site::at(MORNING).await;
    assert_eq!(site.online(), 0);
    site.show([1, 1, 2, 1]);
    assert_eq!(site.online(), 2);
    site.pass(200 * SECOND);
    site.show([2, 3]);
    assert_eq!(site.online(), 3);
    site.pass(99 * SECOND);
    assert_eq!(site.online(), 3, "the first was seen 299 seconds ago");
    site.pass(SECOND);
    assert_eq!(site.online(), 2, "the first was seen 300 seconds ago");
    site.pass(200 * SECOND);
    assert_eq!(site.online(), 0);
    site.show([1]);
    assert_eq!(site.online(), 1);
}

#[tokio::test]
async fn somebody_who_reads_for_hours_is_online_once() {
    let site = Site::at(MORNING).await;
    for _ in 0..1_000 {
        site.show([1]);
        site.pass(7 * SECOND);
        assert_eq!(site.online(), 1);
    }
    assert_eq!(site.total(), 1);
}

#[tokio::test]
async fn who_is_online_stays_so_over_a_restart() {
    let site = Site::at(MORNING).await;
    site.show(1..=20);
    site.pass(MINUTE);
    site.show(1..=5);
    site.write().await;
    site.pass(MINUTE);
    site.show(4..=8);
    let site = site.restarted().await;
    assert_eq!(site.online(), 20);
    site.pass(3 * MINUTE);
    assert_eq!(site.online(), 8);
    site.pass(MINUTE);
    assert_eq!(site.online(), 5);
    site.pass(MINUTE);
    assert_eq!(site.online(), 0);
}

/// Views while the clock jumps; nothing is lost, and the total never falls.
async fn assert_jumps(jumps: &[i64]) {
    let mut site = Site::at(MORNING).await;
    let (mut total, mut views) = (0, 0);
    for jump in jumps {
        for people in [1..=3, 2..=5] {
            views += people.clone().count() as i64;
            site.show(people);
            assert!(site.total() >= total, "{jump}");
            total = site.total();
            site.pass(MINUTE);
        }
        site.write().await;
        assert_eq!(site.place.stored().await, sums(views, total), "{jump}");
        site.pass(*jump);
        assert_eq!(site.total(), total, "{jump}");
        site = site.restarted().await;
        assert_eq!(site.total(), total, "{jump}, started again");
        let figures = site.counter.figures();
        assert!((0..=5).contains(&figures.online) && figures.today <= total && figures.month <= total);
    }
}

#[tokio::test]
async fn a_clock_set_back_an_hour_takes_nothing_away() {
    assert_jumps(&[-HOUR, 0, -HOUR, HOUR, 0]).await;
}

#[tokio::test]
async fn a_clock_set_back_a_day_takes_nothing_away() {
    assert_jumps(&[-DAY, 0, DAY, 0, -2 * DAY, -40 * DAY, 0]).await;
}

#[tokio::test]
async fn a_clock_that_was_a_year_ahead_takes_nothing_away() {
    assert_jumps(&[365 * DAY, 0, -365 * DAY, 0, 10 * 365 * DAY, -10 * 365 * DAY, 0]).await;
}

#[tokio::test]
async fn a_clock_set_back_an_hour_begins_no_visit() {
    let site = Site::at("2026-11-25T08:45:00+07:00").await;
    site.show([1, 2]);
    site.pass(-HOUR);
    site.show([1, 2]);
    assert_eq!(site.total(), 2);
    site.write().await;
    assert_eq!(site.place.stored().await, sums(4, 2));
}

#[tokio::test]
async fn a_clock_that_jumps_while_it_counts_loses_no_view() {
    let site = Site::at(MORNING).await;
    for (visits, jump) in (1..).zip([DAY, -DAY, 365 * DAY, -365 * DAY, 31 * DAY]) {
        site.show([1]);
        assert_eq!(site.total(), visits);
        site.pass(jump);
    }
    site.write().await;
    assert_eq!(site.place.stored().await, sums(5, 5));
    assert_eq!(site.report("2026-11-25").await.sums, sums(3, 3));
}

#[tokio::test]
async fn what_is_counted_is_written_by_itself() {
    let place = Place::new().await;
    place.set_clock(at(MORNING));
    let clock = Clock::from_file(place.path("clock"));
    let bus = Bus::open();
    let zone = Zone::named("Asia/Ho_Chi_Minh");
    let opening = CounterOptions { file: place.people(), zone, countries: None, counting: true };
    let counter = Counter::open(place.db.clone(), clock, bus.clone(), opening).await.expect("a counter");
    for number in 1..=2 {
        counter.count(&view(person(number)));
        let written = async {
            while place.stored().await != sums(number.into(), number.into()) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), written).await.expect("in time");
    }
    assert!(place.people().exists());
    bus.stop();
}

#[tokio::test]
async fn who_does_not_count_counts_nobody_and_keeps_nothing() {
    let site = Site::at(MORNING).await;
    site.show(1..=4);
    let place = site.stop().await;
    std::fs::remove_file(place.people()).expect("removed");
    let site = place.open_with(false).await;
    assert_eq!(site.figures(), [4, 4, 4], "what was counted before is still shown");
    site.show(1..=9);
    site.counter.settle().await.expect("settled");
    assert_eq!((site.figures(), site.online()), ([4, 4, 4], 0));
    assert_eq!(site.place.stored().await, sums(4, 4));
    let place = site.stop().await;
    assert!(!place.people().exists());
    let mut names: Vec<_> = std::fs::read_dir(place.folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| !name.starts_with("site.db"))
        .collect();
    names.sort();
    assert_eq!(names, ["clock"]);
}
