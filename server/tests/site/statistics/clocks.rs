//! A clock that is set back or forward.

use super::{ARTICLES, counts, figures, reader::Reader, site, table};

/// A figure as a number.
fn number(figure: &str) -> i64 {
    figure.replace('.', "").parse().expect("a number")
}

#[tokio::test]
async fn pages_go_on_and_the_total_never_goes_down() {
    let site = site().await;
    let reader = Reader::new(&site);
    let mut total = 0;
    for now in [
        "2026-11-25T09:00:00+07:00",
        // Back an hour, a day, and into the previous month.
        "2026-11-25T08:00:00+07:00",
        "2026-11-25T09:10:00+07:00",
        "2026-11-24T23:59:59+07:00",
        "2026-10-31T12:00:00+07:00",
        "2026-11-25T09:20:00+07:00",
        // Forward a year, and back.
        "2027-11-25T09:00:00+07:00",
        "2026-11-25T09:30:00+07:00",
        "1971-01-01T00:00:00+07:00",
        "9998-12-31T23:59:59+07:00",
        "2026-11-25T10:00:00+07:00",
    ] {
        site.set_clock(now);
        for address in ["/", ARTICLES[0], "/thong-ke", "/thong-ke/tu-dau", "/binh-chon/1"] {
            // Neither of these articles exists in 1971.
            if now.starts_with("1971") && address == ARTICLES[0] {
                continue;
            }
            let page = reader.get(address).await;
            assert_eq!(page.status, 200, "{now} {address}");
            let shown = number(figures(&page)[3]);
            assert!(shown >= total, "{now} {address}: {shown} after {total}");
            total = shown;
            assert_eq!(reader.moves("/").await.status, 204, "{now}");
        }
        site.counted().await;
    }
    assert!(total >= 6, "{total}");
}

#[tokio::test]
async fn a_clock_set_back_an_hour_ends_no_visit() {
    let site = site().await;
    let reader = Reader::new(&site);
    reader.get("/").await;
    site.set_clock("2026-11-25T08:00:00+07:00");
    reader.get("/").await;
    site.set_clock("2026-11-25T08:29:00+07:00");
    reader.get("/").await;
    assert_eq!(figures(&site.get("/").await)[1..], ["1", "1", "1"]);
    // The file leaves out future hours.
    site.set_clock("2026-11-25T09:00:00+07:00");
    assert_eq!(counts(&site, "2026-11-25").await, (1, 3, 1));
}

#[tokio::test]
async fn what_was_counted_before_and_after_a_jump_is_in_the_sum() {
    let site = site().await;
    for now in [
        "2026-11-25T09:00:00+07:00",
        "2027-11-25T09:00:00+07:00",
        "2026-11-25T09:00:01+07:00",
        "2027-11-25T09:00:02+07:00",
    ] {
        site.set_clock(now);
        Reader::new(&site).get("/").await;
    }
    // The people of a day are forgotten when another one begins, so each time is a new visit.
    assert_eq!(counts(&site, "2026-11-25").await, (2, 2, 0));
    assert_eq!(counts(&site, "2027-11-25").await, (2, 2, 0));
    assert_eq!(counts(&site, "tu-dau").await, (4, 4, 0));
    assert_eq!(figures(&site.get("/").await)[1..], ["2", "2", "4"]);
}

#[tokio::test]
async fn what_was_counted_under_a_clock_that_ran_ahead_stays_in_the_sums() {
    let site = site().await;
    for now in ["2026-10-02T09:00:00+07:00", "2026-09-30T20:00:00+07:00", "2026-09-30T08:00:00+07:00"] {
        site.set_clock(now);
        Reader::new(&site).get("/").await;
        site.counted().await;
    }
    let sums = |period: &'static str| counts(&site, period);
    assert_eq!(sums("tu-dau").await, (2, 3, 0), "back within the day is no new visit");
    assert_eq!(sums("2026-09-30").await, (1, 2, 0));
    assert_eq!(sums("2026-10").await, (1, 1, 0));
    assert_eq!(figures(&site.get("/").await)[3], "2");
}

#[tokio::test]
async fn a_day_keeps_to_five_hundred_values_when_the_clock_comes_back_to_it() {
    let site = site().await;
    let front = Reader::new(&site).beacon("/").await;
    for (now, first) in [
        ("2026-11-25T09:00:00+07:00", 0),
        ("2026-11-26T09:00:00+07:00", 300),
        ("2026-11-25T10:00:00+07:00", 600),
    ] {
        site.set_clock(now);
        // A request for what the day has already.
        site.counted().await;
        for number in first..first + 300 {
            Reader::with(&site, &format!("may{number}/1.0")).tells(&front).await;
        }
        site.counted().await;
    }
    assert_eq!(table(&site, "2026-11-25", "may-tu-dong").await.len(), 501);
    assert_eq!(table(&site, "2026-11-26", "may-tu-dong").await.len(), 300);
}
