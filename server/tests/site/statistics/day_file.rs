//! The file of the day's visitors, damaged in various ways.

use super::{TODAY, counts, figures, reader::Reader, site};
use crate::support::TestOptions;
use std::fs;

#[tokio::test]
async fn a_site_opens_and_counts_with_whatever_is_left_of_the_file() {
    let mut site = site().await;
    let file = site.data().join("visitors.today");
    Reader::new(&site).get("/").await;
    Reader::at(&site, "192.0.2.11:80").get("/").await;
    site.counted().await;
    let whole = fs::read(&file).expect("a file");
    assert_eq!(whole.len(), 50 + 2 * 16);
    let cut = |length: usize| whole[..length].to_vec();
    let garbage: Vec<u8> = (0..1_000_u32).map(|number| (number * 7_919 % 251) as u8).collect();
    let mut visits = 2;
    for (left, known) in [
        (cut(0), 0),
        (cut(1), 0),
        (cut(8), 0),
        (cut(49), 0),
        (cut(50), 0),
        (cut(65), 0),
        // One of the two is known; it is not defined which one.
        (cut(66), 1),
        (cut(81), 1),
        (whole.clone(), 2),
        ([&whole[..], b"half a record"].concat(), 2),
        ([b"garbage ", &whole[..]].concat(), 0),
        (garbage.clone(), 0),
        ([&whole[..50], &garbage[..]].concat(), 0),
        ([b"tnday\0\0\x01", &b"2026-11-24"[..], &whole[18..]].concat(), 0),
        ([b"tnday\0\0\x02", &whole[8..]].concat(), 0),
    ] {
        fs::write(&file, &left).expect("written");
        site.restart(TestOptions::default()).await;
        assert_eq!(figures(&site.get("/").await)[3], visits.to_string(), "{left:?}");
        Reader::new(&site).get("/").await;
        Reader::at(&site, "192.0.2.11:80").get("/").await;
        visits += 2 - known;
        assert_eq!(counts(&site, TODAY).await.0, visits, "{left:?}");
        // The file is valid again.
        site.restart(TestOptions::default()).await;
        Reader::new(&site).get("/").await;
        Reader::at(&site, "192.0.2.11:80").get("/").await;
        assert_eq!(counts(&site, TODAY).await.0, visits, "{left:?}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_holds_up_nobody() {
    let mut site = site().await;
    let file = site.data().join("visitors.today");
    site.counted().await;
    let _ = fs::remove_file(&file);
    fs::create_dir(&file).expect("a folder in its place");
    site.restart(TestOptions::default()).await;
    assert_eq!(Reader::new(&site).get("/").await.status, 200);
    assert_eq!(counts(&site, TODAY).await, (1, 1, 0));
    // Once there is room, it is written.
    fs::remove_dir(&file).expect("removed");
    Reader::new(&site).get("/").await;
    site.counted().await;
    site.restart(TestOptions::default()).await;
    Reader::new(&site).get("/").await;
    assert_eq!(counts(&site, TODAY).await, (1, 3, 0));
}
