//! Which requests count as one person, and when a page begins a new visit.

use super::{
    ARTICLES, TODAY, counts, figures,
    reader::{CHROME, FIREFOX, PHONE, Reader},
    site,
};

#[tokio::test]
async fn two_pages_of_one_person_are_one_visit() {
    let site = site().await;
    let reader = Reader::new(&site);
    reader.get("/").await;
    reader.get(ARTICLES[0]).await;
    reader.moves(ARTICLES[1]).await;
    assert_eq!(counts(&site, TODAY).await, (1, 3, 0));
}

#[tokio::test]
async fn people_behind_one_address_are_told_apart_by_browser_and_language() {
    let site = site().await;
    for agent in [FIREFOX, CHROME, PHONE, FIREFOX] {
        Reader::with(&site, agent).get("/").await;
    }
    assert_eq!(counts(&site, TODAY).await, (3, 4, 0));
    for language in ["vi-VN,vi;q=0.9", "en-US,en;q=0.5", "vi-VN,vi;q=0.9"] {
        Reader::saying(&site, &[("accept-language", language)]).get("/").await;
    }
    assert_eq!(counts(&site, TODAY).await, (5, 7, 0));
}

#[tokio::test]
async fn a_visit_ends_after_thirty_minutes_without_a_page() {
    let site = site().await;
    let reader = Reader::new(&site);
    for (now, visits) in [
        ("2026-11-25T09:00:00+07:00", 1),
        ("2026-11-25T09:29:59.999+07:00", 1),
        // Counted from the last page.
        ("2026-11-25T09:59:59.998+07:00", 1),
        ("2026-11-25T10:29:59.998+07:00", 2),
        ("2026-11-25T11:30:00+07:00", 3),
    ] {
        site.set_clock(now);
        reader.get("/").await;
        assert_eq!(counts(&site, TODAY).await.0, visits, "{now}");
    }
    assert_eq!(counts(&site, TODAY).await, (3, 5, 0));
}

#[tokio::test]
async fn at_midnight_everybody_begins_a_new_visit() {
    let site = site().await;
    let reader = Reader::new(&site);
    site.set_clock("2026-11-25T23:59:59+07:00");
    reader.get("/").await;
    site.set_clock("2026-11-26T00:00:00+07:00");
    reader.get("/").await;
    assert_eq!(counts(&site, TODAY).await, (1, 1, 0));
    assert_eq!(counts(&site, "2026-11-26").await, (1, 1, 0));
    assert_eq!(counts(&site, "2026-11").await, (2, 2, 0));
    let page = reader.get("/").await;
    assert_eq!(figures(&page)[1..], ["1", "2", "2"], "today, this month, ever");
}

#[tokio::test]
async fn people_are_online_for_three_hundred_seconds() {
    let site = site().await;
    Reader::with(&site, FIREFOX).get("/").await;
    Reader::with(&site, FIREFOX).get(ARTICLES[0]).await;
    Reader::with(&site, CHROME).get("/").await;
    // Crawlers do not count as people.
    site.get("/").await;
    for (now, online) in [
        ("2026-11-25T09:00:00+07:00", "2"),
        ("2026-11-25T09:04:59+07:00", "2"),
        // The reader of the page is online too.
        ("2026-11-25T09:05:00+07:00", "1"),
    ] {
        site.set_clock(now);
        assert_eq!(figures(&site.get("/").await)[0], online, "{now}");
    }
    for address in ["192.0.2.1:1", "192.0.2.2:1", "192.0.2.3:1"] {
        Reader::at(&site, address).get("/").await;
    }
    assert_eq!(figures(&site.get("/").await)[0], "3");
}

#[tokio::test]
async fn one_network_has_six_hundred_views_a_minute() {
    let site = site().await;
    let reader = Reader::new(&site);
    let front = reader.beacon("/").await;
    for _ in 0..1_000 {
        assert_eq!(reader.tells(&front).await.status, 204);
    }
    assert_eq!(counts(&site, TODAY).await, (1, 600, 0));
    // Other networks are not limited, and neither is the next minute.
    Reader::at(&site, "198.51.100.1:80").get("/").await;
    site.set_clock("2026-11-25T09:01:00+07:00");
    reader.get("/").await;
    assert_eq!(counts(&site, TODAY).await, (2, 602, 0));
}
