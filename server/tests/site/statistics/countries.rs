//! The countries of networks, if the owner has provided a database.

use super::{TODAY, open, reader::Reader, site, table};
use crate::support::TestOptions;
use std::{net::IpAddr, sync::Arc};

/// A small database of countries.
fn country(address: IpAddr) -> Option<String> {
    let country = match address.to_string().as_str() {
        "203.0.113.7" | "203.0.113.8" => "VN",
        "198.51.100.7" => "JP",
        "2001:db8::1" => "FR",
        "198.51.100.99" => "XK",
        _ => return None,
    };
    Some(country.to_owned())
}

#[tokio::test]
async fn countries_are_counted_where_there_is_a_file() {
    let options = TestOptions { countries: Some(Arc::new(country)), ..TestOptions::default() };
    let site = open("", options).await;
    for peer in [
        "203.0.113.7:1",
        "203.0.113.8:1",
        "198.51.100.7:1",
        "[2001:db8::1]:1",
        "198.51.100.99:1",
        "192.0.2.1:1",
    ] {
        Reader::at(&site, peer).get("/").await;
    }
    Reader::at(&site, "203.0.113.7:1").moves("/").await;
    // A crawler has no country.
    Reader { agent: b"curl/8.5.0", ..Reader::at(&site, "203.0.113.7:1") }.get("/").await;
    let rows = table(&site, TODAY, "quoc-gia").await;
    let expected = [["Việt Nam", "3", "2"], ["Pháp", "1", "1"], ["Nhật Bản", "1", "1"], ["XK", "1", "1"]];
    assert_eq!(rows, expected);
    let page = site.get("/thong-ke").await.text;
    assert!(page.contains(">Quốc gia</h2>") && page.contains("Việt Nam"));
}

#[tokio::test]
async fn behind_a_proxy_it_is_the_country_of_the_reader() {
    let options =
        TestOptions { trusted_hops: 1, countries: Some(Arc::new(country)), ..TestOptions::default() };
    let site = open("", options).await;
    let says = [("x-forwarded-for", "203.0.113.7, 198.51.100.7")];
    Reader::saying(&site, &says).get("/").await;
    assert_eq!(table(&site, TODAY, "quoc-gia").await, [["Nhật Bản", "1", "1"]]);
}

#[tokio::test]
async fn without_a_file_nothing_is_said_of_countries() {
    let site = site().await;
    Reader::at(&site, "203.0.113.7:1").get("/").await;
    assert_eq!(table(&site, TODAY, "quoc-gia").await, Vec::<Vec<String>>::new());
    assert!(!site.get("/thong-ke").await.text.contains(">Quốc gia</h2>"));
}
