//! Which headers determine a reader's network.

use super::{TODAY, counts, open, reader::Reader, site};
use crate::support::TestOptions;

/// A reader whose request has this forwarding header.
fn forwarded<'a>(reader: Reader<'a>, by: &'a [(&'a str, &'a str); 1]) -> Reader<'a> {
    Reader { says: by, ..reader }
}

#[tokio::test]
async fn the_network_is_counted_and_not_the_port() {
    let site = site().await;
    for peer in ["192.0.2.1:1000", "192.0.2.1:2000", "[::ffff:192.0.2.1]:3000"] {
        Reader::at(&site, peer).get("/").await;
    }
    assert_eq!(counts(&site, TODAY).await, (1, 3, 0));
    Reader::at(&site, "192.0.2.2:1000").get("/").await;
    assert_eq!(counts(&site, TODAY).await, (2, 4, 0));
}

#[tokio::test]
async fn a_household_with_many_addresses_is_one_network() {
    let site = site().await;
    for peer in ["[2001:db8:1:2::1]:80", "[2001:db8:1:2:aaaa:bbbb:cccc:dddd]:80", "[2001:db8:1:2::2]:80"] {
        Reader::at(&site, peer).get("/").await;
    }
    assert_eq!(counts(&site, TODAY).await, (1, 3, 0));
    Reader::at(&site, "[2001:db8:1:3::1]:80").get("/").await;
    assert_eq!(counts(&site, TODAY).await, (2, 4, 0));
}

#[tokio::test]
async fn what_a_reader_writes_about_a_proxy_changes_nothing() {
    let site = site().await;
    for forged in ["203.0.113.1", "203.0.113.2, 203.0.113.3", "x", "", "2001:db8::1"] {
        forwarded(Reader::new(&site), &[("x-forwarded-for", forged)]).get("/").await;
        forwarded(Reader::new(&site), &[("x-forwarded-for", forged)]).moves("/").await;
    }
    assert_eq!(counts(&site, TODAY).await, (1, 10, 0));
}

#[tokio::test]
async fn behind_one_proxy_the_last_entry_counts() {
    let site = open("", TestOptions { trusted_hops: 1, ..TestOptions::default() }).await;
    let (here, there) = (Reader::at(&site, "10.0.0.1:80"), Reader::at(&site, "10.0.0.2:80"));
    for by in ["203.0.113.1", "198.51.100.1, 203.0.113.1", "203.0.113.2,203.0.113.1"] {
        forwarded(here, &[("x-forwarded-for", by)]).get("/").await;
        forwarded(there, &[("x-forwarded-for", by)]).moves("/").await;
    }
    assert_eq!(counts(&site, TODAY).await, (1, 6, 0), "they all come from 203.0.113.1");
    forwarded(here, &[("x-forwarded-for", "203.0.113.1, 203.0.113.2")]).get("/").await;
    assert_eq!(counts(&site, TODAY).await, (2, 7, 0));
    // If a proxy adds no header, the proxy itself counts as the reader.
    here.get("/").await;
    forwarded(here, &[("x-forwarded-for", "x")]).get("/").await;
    assert_eq!(counts(&site, TODAY).await, (3, 9, 0));
}

#[tokio::test]
async fn one_network_has_two_thousand_people_a_day() {
    let site = site().await;
    let front = Reader::new(&site).beacon("/").await;
    for number in 0..2_010 {
        if number % 500 == 0 {
            site.set_clock(&format!("2026-11-25T09:{:02}:00+07:00", number / 500));
        }
        let agent = format!("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/{number}.0");
        assert_eq!(Reader::with(&site, &agent).tells(&front).await.status, 204);
    }
    assert_eq!(counts(&site, TODAY).await, (2_000, 2_000, 0));
    Reader::at(&site, "192.0.2.11:80").get("/").await;
    assert_eq!(counts(&site, TODAY).await, (2_001, 2_001, 0));
}
