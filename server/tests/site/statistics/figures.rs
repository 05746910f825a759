//! The four figures beside every page.

use super::{ARTICLES, TODAY, counts, figures, open, reader::Reader, site};
use crate::support::{Answer, NOW, TestOptions, TestSite, between};
use axum::http::{Method, StatusCode};

const OPENING: &str = "total = 25378017\nyear = { '2025' = 1000000 }\nmonth = { '2026-11' = 348760 }\n\
    day = { '2026-11-25' = 9593 }";

/// This many people open the front page.
async fn come(site: &TestSite, people: u8) {
    for number in 1..=people {
        Reader::at(site, &format!("198.51.100.{number}:80")).get("/").await;
    }
}

#[tokio::test]
async fn every_page_shows_how_many_have_come() {
    let site = site().await;
    assert_eq!(figures(&site.get("/").await), ["1", "0", "0", "0"]);
    come(&site, 5).await;
    come(&site, 5).await;
    for address in [
        "/",
        "/tin/kho",
        ARTICLES[0],
        "/binh-chon",
        "/binh-chon/1",
        "/chuyen-de",
        "/thong-ke",
        "/thong-ke/cach-dem",
        "/khong-co",
    ] {
        assert_eq!(figures(&site.get(address).await), ["5", "5", "5", "5"], "{address}");
    }
}

#[tokio::test]
async fn what_a_replaced_site_has_counted_is_added_to_its_own_periods() {
    let site = open(OPENING, TestOptions::default()).await;
    assert_eq!(figures(&site.get("/").await), ["1", "9.593", "348.760", "25.378.017"]);
    come(&site, 3).await;
    assert_eq!(figures(&site.get("/").await), ["3", "9.596", "348.763", "25.378.020"]);
    site.set_clock("2026-11-26T09:00:00+07:00");
    assert_eq!(figures(&site.get("/").await), ["1", "0", "348.763", "25.378.020"]);
    come(&site, 2).await;
    assert_eq!(figures(&site.get("/").await), ["2", "2", "348.765", "25.378.022"]);
    site.set_clock("2026-12-01T00:00:00+07:00");
    assert_eq!(figures(&site.get("/").await), ["1", "0", "0", "25.378.022"]);
}

#[tokio::test]
async fn without_a_total_the_figures_begin_with_what_is_known_of_the_parts() {
    let site = open("year = { '2025' = 1000 }\nday = { '2026-11-01' = 20 }", TestOptions::default()).await;
    come(&site, 1).await;
    assert_eq!(figures(&site.get("/").await), ["1", "1", "21", "1.021"]);
}

/// All that the block of figures shows, and its sentence.
fn block(page: &Answer) -> &str {
    between(&page.text, "class=\"block statistics\">", "</section>")
}

#[tokio::test]
async fn the_figures_are_the_same_after_a_restart() {
    let mut site = open(OPENING, TestOptions::default()).await;
    site.set_clock("2026-11-25T06:30:00+07:00");
    come(&site, 2).await;
    site.set_clock(NOW);
    come(&site, 3).await;
    let before = site.get("/").await;
    assert_eq!(figures(&before), ["3", "9.598", "348.765", "25.378.022"]);
    assert!(block(&before).contains("giờ đông nhất có 3 lượt"), "{}", block(&before));
    for _ in 0..2 {
        site.restart(TestOptions::default()).await;
        assert_eq!(block(&site.get("/").await), block(&before));
        // They are known, and their visits continue.
        come(&site, 3).await;
    }
    assert_eq!(counts(&site, TODAY).await, (5, 11, 3));
    assert_eq!(block(&site.get("/").await), block(&before));
}

#[tokio::test]
async fn after_a_fall_nobody_is_counted_twice() {
    let mut site = site().await;
    come(&site, 3).await;
    site.counted().await;
    // Half an hour later, on the same day.
    site.set_clock("2026-11-25T09:29:00+07:00");
    site.restart(TestOptions::default()).await;
    come(&site, 4).await;
    assert_eq!(figures(&site.get("/").await), ["4", "4", "4", "4"]);
    site.set_clock("2026-11-25T09:59:00+07:00");
    site.restart(TestOptions::default()).await;
    come(&site, 1).await;
    assert_eq!(figures(&site.get("/").await), ["1", "5", "5", "5"], "a new visit, thirty minutes later");
}

#[tokio::test]
async fn a_page_is_the_same_bytes_for_a_reader_who_stays() {
    let site = site().await;
    let reader = Reader::new(&site);
    reader.get(ARTICLES[0]).await;
    site.counted().await;
    for address in ["/", "/tin/kho", ARTICLES[0], "/binh-chon", "/binh-chon/1", "/thong-ke/cach-dem"] {
        let first = reader.get(address).await;
        let second = reader.get(address).await;
        assert_eq!(first.text, second.text, "{address}");
        let tag = first.header("etag");
        let third = reader.ask(Method::GET, address, &[("if-none-match", tag)], "").await;
        assert_eq!(third.status, StatusCode::NOT_MODIFIED, "{address}");
    }
}

#[tokio::test]
async fn a_site_that_does_not_count_shows_what_it_began_with() {
    let mut site = open(OPENING, TestOptions { counting: false, ..TestOptions::default() }).await;
    come(&site, 3).await;
    assert_eq!(Reader::new(&site).moves("/").await.status, StatusCode::NO_CONTENT);
    assert_eq!(figures(&site.get("/").await), ["1", "9.593", "348.760", "25.378.017"]);
    assert_eq!(counts(&site, "tu-dau").await, (0, 0, 0));
    assert!(!site.data().join("visitors.today").exists(), "nobody is known");
    assert_eq!(site.get("/thong-ke").await.status, StatusCode::OK);
    // Earlier counts stay.
    site.restart(TestOptions::default()).await;
    come(&site, 2).await;
    site.restart(TestOptions { counting: false, ..TestOptions::default() }).await;
    come(&site, 3).await;
    assert_eq!(figures(&site.get("/").await)[1..], ["9.595", "348.762", "25.378.019"]);
    assert_eq!(counts(&site, TODAY).await, (2, 2, 0));
}
