//! A restart during visits, and the content of the file of the day's visitors.

use super::*;
use std::os::unix::fs::PermissionsExt;

#[tokio::test]
async fn a_visit_goes_on_over_a_restart() {
    let site = Site::at(MORNING).await;
    site.show(1..=3);
    site.pass(10 * MINUTE);
    let site = site.restarted().await;
    assert_eq!(site.figures(), [3, 3, 3]);
    site.pass(20 * MINUTE - 1);
    site.show(1..=4);
    assert_eq!(site.figures(), [4, 4, 4]);
    let site = site.restarted().await;
    site.pass(30 * MINUTE - 1);
    site.show([1]);
    assert_eq!(site.total(), 4);
    site.pass(1);
    site.show([2]);
    assert_eq!(site.total(), 5, "half an hour without the second");
    site.write().await;
    assert_eq!(site.place.stored().await, sums(9, 5));
}

#[tokio::test]
async fn many_restarts_count_nobody_twice() {
    let mut site = Site::at(MORNING).await;
    for _ in 0..10 {
        site.show(1..=7);
        site.pass(10 * MINUTE);
        site = site.restarted().await;
    }
    assert_eq!(site.figures(), [7, 7, 7]);
    assert_eq!(site.place.stored().await, sums(70, 7));
}

#[tokio::test]
async fn a_fall_loses_what_was_not_written_and_nothing_else() {
    let site = Site::at(MORNING).await;
    site.show(1..=3);
    site.write().await;
    site.show(2..=6);
    let site = site.fall().open().await;
    assert_eq!(site.figures(), [3, 3, 3]);
    assert_eq!(site.online(), 3);
    site.show(1..=6);
    assert_eq!(site.total(), 6, "those that nobody remembers are counted now, the others are not");
    let site = site.restarted().await;
    assert_eq!(site.place.stored().await, sums(9, 6));
    assert_eq!(site.figures(), [6, 6, 6]);
}

#[tokio::test]
async fn a_fall_between_file_and_database_counts_nobody_twice() {
    let site = Site::at(MORNING).await;
    site.show(1..=3);
    site.write().await;
    site.show(3..=6);
    site.place.tamper("alter table statistics_hours rename to gone").await;
    site.counter.write().await.expect_err("there is no table");
    let place = site.fall();
    place.tamper("alter table gone rename to statistics_hours").await;
    let site = place.open().await;
    assert_eq!(site.total(), 3, "what the database has not is lost");
    site.show(1..=6);
    assert_eq!(site.total(), 3, "and all are known");
    site.write().await;
    assert_eq!(site.place.stored().await, sums(9, 3));
}

#[tokio::test]
async fn nobody_is_known_any_more_on_the_next_day() {
    let site = Site::at("2026-11-25T23:59:50+07:00").await;
    site.show(1..=3);
    let place = site.stop().await;
    let yesterday = read(&place.people());
    place.set_clock(at("2026-11-26T00:00:10+07:00"));
    let site = place.open().await;
    assert_eq!((site.online(), site.figures()), (0, [0, 3, 3]));
    site.show(1..=3);
    assert_eq!(site.figures(), [3, 6, 6]);
    site.write().await;
    assert_nothing_in_common(&yesterday, &read(&site.place.people()));
}

#[tokio::test]
async fn at_midnight_salt_and_people_are_gone_from_the_file() {
    let site = Site::at("2026-11-25T23:59:50+07:00").await;
    site.show(1..=3);
    site.write().await;
    let yesterday = read(&site.place.people());
    site.set_clock("2026-11-26T00:00:00+07:00");
    site.write().await;
    assert_nothing_in_common(&yesterday, &read(&site.place.people()));
    site.show(1..=3);
    site.write().await;
    assert_nothing_in_common(&yesterday, &read(&site.place.people()));
}

/// Checks that the two have no sequence of bytes longer than a date in common.
fn assert_nothing_in_common(one: &[u8], other: &[u8]) {
    for run in one.windows(24) {
        assert!(!other.windows(24).any(|there| there == run), "{run:?}");
    }
}

#[tokio::test]
async fn the_file_is_for_its_owner_alone() {
    let site = Site::at(MORNING).await;
    let mode =
        |site: &Site| std::fs::metadata(site.place.people()).expect("a file").permissions().mode() & 0o777;
    site.write().await;
    assert_eq!(mode(&site), 0o600);
    site.show(1..=3);
    site.write().await;
    assert_eq!(mode(&site), 0o600);
    let place = site.stop().await;
    // A copy that somebody has restored.
    std::fs::set_permissions(place.people(), std::fs::Permissions::from_mode(0o644)).expect("changed");
    let site = place.open().await;
    site.show(4..=6);
    site.write().await;
    assert_eq!(mode(&site), 0o600);
}

#[tokio::test]
async fn the_file_names_nobody() {
    let site = Site::at(MORNING).await;
    let addresses =
        ["198.51.100.77", "2001:db8:77:88:99:aa:bb:cc"].map(|text| text.parse().expect("an address"));
    for address in addresses {
        site.counter.count(&view(Visitor::new(address, CHROME, b"vi-VN,vi;q=0.77")));
    }
    let place = site.stop().await;
    let file = read(&place.people());
    assert!(file.len() > 32);
    let mut secrets: Vec<Vec<u8>> =
        vec![b"Mozilla".into(), b"Chrome".into(), b"vi-VN".into(), b"q=0.77".into()];
    for address in addresses {
        secrets.push(address.to_string().into_bytes());
        secrets.push(match address {
            IpAddr::V4(address) => address.octets().into(),
            IpAddr::V6(address) => address.octets()[..8].into(),
        });
    }
    for secret in secrets {
        assert!(!file.windows(secret.len()).any(|there| there == secret), "{secret:?}");
    }
}

#[tokio::test]
async fn the_same_people_leave_another_file_on_another_site() {
    let mut files = Vec::new();
    for _ in 0..2 {
        let site = Site::at(MORNING).await;
        site.show([1]);
        files.push(read(&site.stop().await.people()));
    }
    let hash = |file: &[u8]| file[file.len() - 16..file.len() - 8].to_vec();
    assert_ne!(hash(&files[0]), hash(&files[1]));
}

#[tokio::test]
async fn readers_who_stay_do_not_fill_the_disk() {
    let site = Site::at(MORNING).await;
    let mut longest = 0;
    for _ in 0..120 {
        site.show(1..=100);
        site.write().await;
        longest = longest.max(read(&site.place.people()).len());
        site.pass(MINUTE);
    }
    // Records of all 12,000 views would be longer.
    assert!(longest < 12_000 * 15, "{longest}");
    let site = site.restarted().await;
    assert_eq!(site.total(), 100);
    site.show(1..=100);
    assert_eq!(site.total(), 100, "all of them are still known");
}

#[tokio::test]
async fn who_does_not_count_any_more_keeps_nobody() {
    let site = Site::at(MORNING).await;
    site.show(1..=4);
    let place = site.stop().await;
    place.set_clock(at("2026-11-27T08:00:00+07:00"));
    let site = place.open_with(false).await;
    site.write().await;
    assert!(!site.place.people().exists(), "the people of two days ago");
}
