//! How many ballots one network may cast within an hour, and which headers determine the network of a vote.

use super::{ballots, block, open, ticked, voter::Voter};
use crate::support::{TestOptions, TestSite};
use axum::http::StatusCode;

const TWO: &str = "network_limit = 2";

async fn behind(trusted_hops: usize) -> TestSite {
    open(&[TWO], TestOptions { trusted_hops, ..TestOptions::default() }).await
}

/// Votes as a new voter from this address.
async fn voted_from(site: &TestSite, peer: &'static str, forwarded: Option<&'static str>) -> StatusCode {
    let mut voter = Voter::new(site);
    (voter.peer, voter.forwarded) = (peer, forwarded);
    voter.vote("1", &[2]).await.status
}

const COUNTED: StatusCode = StatusCode::SEE_OTHER;
const FULL: StatusCode = StatusCode::TOO_MANY_REQUESTS;

#[tokio::test]
async fn a_network_that_has_cast_its_ballots_waits_until_they_are_an_hour_old() {
    let site = behind(0).await;
    Voter::new(&site).votes("1", &[1]).await;
    let mut second = Voter::new(&site).votes("1", &[1]).await;
    let third = Voter::new(&site).vote("1", &[2]).await;
    assert_eq!(third.status, FULL);
    let sentence = "Trong một giờ qua đã có rất nhiều phiếu từ cùng một mạng với quý vị. \
        Xin quý vị bình chọn lại sau Thứ tư, 25/11/2026 10:10.";
    assert!(block(&third).contains(sentence), "{}", block(&third));
    assert_eq!(ticked(block(&third)), ["2"]);
    let told = Voter::with_key(&site, "1").await.call("1", &[2]).await;
    assert_eq!((told.sentence.as_deref(), told.own), (Some(sentence), None));
    assert_eq!(second.vote("1", &[2]).await.status, StatusCode::CONFLICT, "who has voted is told that");
    assert_eq!(ballots(&site).await, 2);
    // The network counts, not the port; another network may vote.
    assert_eq!(voted_from(&site, "192.0.2.10:9999", None).await, FULL);
    assert_eq!(voted_from(&site, "192.0.2.11:5000", None).await, COUNTED);
    site.set_clock("2026-11-25T10:09:59+07:00");
    assert_eq!(voted_from(&site, "192.0.2.10:5000", None).await, FULL);
    site.set_clock("2026-11-25T10:10:00+07:00");
    assert_eq!(voted_from(&site, "192.0.2.10:5000", None).await, COUNTED);
    assert_eq!(ballots(&site).await, 4);
}

#[tokio::test]
async fn what_a_voter_writes_about_a_proxy_does_not_change_the_network() {
    let site = behind(0).await;
    let peer = "192.0.2.10:5000";
    assert_eq!(voted_from(&site, peer, Some("203.0.113.1")).await, COUNTED);
    assert_eq!(voted_from(&site, peer, Some("203.0.113.2")).await, COUNTED);
    for forged in [Some("203.0.113.3"), Some("203.0.113.4, 203.0.113.5"), Some("x"), Some(""), None] {
        assert_eq!(voted_from(&site, peer, forged).await, FULL, "{forged:?}");
    }
    assert_eq!(ballots(&site).await, 2);
}

#[tokio::test]
async fn behind_one_proxy_the_network_is_what_that_proxy_noted() {
    let site = behind(1).await;
    let proxy = "10.0.0.1:5000";
    for voter in ["203.0.113.1", "203.0.113.2", "203.0.113.3"] {
        assert_eq!(voted_from(&site, proxy, Some(voter)).await, COUNTED, "{voter}");
    }
    assert_eq!(voted_from(&site, proxy, Some("203.0.113.1")).await, COUNTED);
    // The proxy appends to the voter's header, and two proxies may run side by side.
    for forged in ["203.0.113.1", "198.51.100.1, 203.0.113.1", "203.0.113.2,203.0.113.1"] {
        assert_eq!(voted_from(&site, proxy, Some(forged)).await, FULL, "{forged}");
    }
    assert_eq!(voted_from(&site, "10.0.0.2:5000", Some("203.0.113.1")).await, FULL);
    assert_eq!(ballots(&site).await, 4);
}
