//! The voter cookie: set before anything is stored, and accepted only with this site's signature.

use super::{ballots, block, open, site, ticked, voter::Voter};
use crate::support::{Answer, TestOptions};
use axum::http::StatusCode;

/// The parts of the cookie in a response.
fn cookie(answer: &Answer) -> Vec<&str> {
    answer.header("set-cookie").split("; ").collect()
}

#[tokio::test]
async fn a_browser_without_a_key_gets_one_and_brings_its_vote_again() {
    let site = site(&[""]).await;
    let answer = site.post("/binh-chon/1", &[], b"option=2").await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.header("location"), "/binh-chon/1?khoa=1");
    assert_eq!(answer.header("cache-control"), "no-store");
    let parts = cookie(&answer);
    assert!(parts[0].starts_with("tn_voter="), "{parts:?}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
        assert!(parts.contains(&part), "{part}: {parts:?}");
    }
    assert!(!parts.contains(&"Secure"), "the address people type is http: {parts:?}");
    assert_eq!(ballots(&site).await, 0);

    let again = site.post("/binh-chon/1?khoa=1", &[("cookie", parts[0])], b"option=2").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn every_browser_gets_a_key_of_its_own() {
    let site = site(&[""]).await;
    let (one, other) = (Voter::with_key(&site, "1").await, Voter::with_key(&site, "1").await);
    assert_ne!(one.cookie, other.cookie);
    one.votes("1", &[1]).await;
    other.votes("1", &[1]).await;
    assert_eq!(ballots(&site).await, 2);
}

#[tokio::test]
async fn behind_https_the_key_is_bound_to_the_host_and_to_https() {
    let site = open(&[""], TestOptions { url: "https://site.test", ..TestOptions::default() }).await;
    let answer = site.post("/binh-chon/1", &[], b"option=2").await;
    let parts = cookie(&answer);
    assert!(parts[0].starts_with("__Host-tn_voter="), "{parts:?}");
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(parts.contains(&part), "{part}: {parts:?}");
    }
    // An attacker on an unencrypted connection, or on a neighbouring host, can set the plain name.
    let plain = parts[0].replace("__Host-", "");
    let answer = site.post("/binh-chon/1?khoa=1", &[("cookie", &plain)], b"option=2").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(ballots(&site).await, 0);
    Voter::bringing(&site, parts[0]).votes("1", &[2]).await;
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookie_is_told_so_and_keeps_what_it_ticked() {
    let site = site(&[""]).await;
    let answer = site.post("/binh-chon/1?khoa=1", &[], b"option=2").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(block(&answer).contains("Trình duyệt của quý vị đang chặn cookie"), "{}", block(&answer));
    assert_eq!(ticked(block(&answer)), ["2"]);
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(ballots(&site).await, 0);
}

#[tokio::test]
async fn a_key_that_this_site_has_not_signed_is_none() {
    let (site, stranger) = (site(&[""]).await, site(&[""]).await);
    let own = Voter::with_key(&site, "1").await.cookie;
    let foreign = Voter::with_key(&stranger, "1").await.cookie;
    let (signature, key) = own.split_at(own.len() - 32);
    assert!(key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{own}");
    let other_first = if key.starts_with('0') { "1" } else { "0" };
    for (brought, why) in [
        (foreign.clone(), "signed by another site"),
        (format!("{signature}{other_first}{}", &key[1..]), "another key below the signature"),
        (format!("{}{key}", foreign.split_at(foreign.len() - 32).0), "the signature of another site"),
        (format!("tn_voter={key}"), "not signed"),
        (own[..own.len() - 1].to_owned(), "cut off"),
        (signature.to_owned(), "without a key"),
        (own.replace("tn_voter", "__Host-tn_voter"), "under a name that is not used here"),
        (own.replace("tn_voter", "voter"), "under another name"),
        ("tn_voter=".to_owned(), "empty"),
        ("tn_voter".to_owned(), "without a value"),
        (format!("tn_voter={}", "A".repeat(4000)), "far too long"),
        (format!("tn_voter=%00{key}"), "with a zero"),
    ] {
        let cookie = [("cookie", brought.as_str())];
        let first = site.post("/binh-chon/1", &cookie, b"option=2").await;
        assert_eq!(first.status, StatusCode::TEMPORARY_REDIRECT, "{why}");
        let second = site.post("/binh-chon/1?khoa=1", &cookie, b"option=2").await;
        assert_eq!(second.status, StatusCode::FORBIDDEN, "{why}");
        assert!(Voter::bringing(&site, &brought).call("1", &[2]).await.needs_key, "{why}");
    }
    assert_eq!(ballots(&site).await, 0);
    // It is found among other cookies.
    Voter::bringing(&site, &format!("a=b; {own}; c=d")).votes("1", &[2]).await;
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn a_call_without_a_key_writes_nothing_and_brings_one() {
    let site = site(&[""]).await;
    let mut voter = Voter::new(&site);
    let told = voter.call("1", &[2]).await;
    assert!(told.needs_key);
    assert!(told.sentence.is_some_and(|sentence| sentence.contains("cookie")));
    assert_eq!((told.own, told.standing), (None, None));
    assert_eq!(ballots(&site).await, 0);
    let told = voter.call("1", &[2]).await;
    assert_eq!((told.needs_key, told.sentence), (false, None));
    assert!(told.own.is_some());
    assert_eq!(ballots(&site).await, 1);
}
