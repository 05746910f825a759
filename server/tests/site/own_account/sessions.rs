//! The sessions of an account, and how long they last.

use super::{ACCOUNT, AN, BINH, done, is_in, run_sql, send_json, site};
use crate::{
    desk::{Browser, PASSWORD, store},
    support::{Answer, TestSite, encoded},
};
use axum::http::Method;
use domain::accounts::store::set_disabled;

/// The sessions that a page offers to end.
fn offered(page: &Answer) -> Vec<String> {
    let forms = page.text.split("action=\"/ban-bien-tap/toi/phien/").skip(1);
    forms.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// Signs in with a browser of this name.
async fn sign_in_with<'a>(site: &'a TestSite, agent: &str) -> Browser<'a> {
    let mut browser = Browser::new(site);
    let body = encoded(&[("email", AN), ("mat-khau", PASSWORD)]);
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("user-agent", agent)];
    assert_eq!(browser.send(Method::POST, "/dang-nhap", &headers, body).await.status, 303);
    browser
}

#[tokio::test]
async fn somebody_sees_where_they_are_signed_in() {
    let site = site().await;
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
    sign_in_with(&site, firefox).await;
    Browser::signed_in(&site, BINH).await;
    site.set_clock("2026-11-25T10:30:00+07:00");
    let mut here = Browser::signed_in(&site, AN).await;
    let page = here.get(ACCOUNT).await;
    assert_eq!(page.text.matches("Phiên này").count(), 1);
    assert_eq!(offered(&page).len(), 1, "one's own, and no colleague's");
    for shown in ["Firefox, Linux", "192.0.2.10", "25/11/2026 09:00", "25/11/2026 10:30"] {
        assert!(page.text.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn one_session_is_ended_from_another() {
    let site = site().await;
    let (mut here, mut there) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, AN).await);
    let page = here.get(ACCOUNT).await;
    let [id] = &offered(&page)[..] else { panic!("one other session: {:?}", offered(&page)) };
    let answer = here.post(&format!("/ban-bien-tap/toi/phien/{id}"), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-bien-tap/toi?da=phien"));
    assert!(!is_in(&mut there).await && is_in(&mut here).await);
    assert_eq!(done(&site).await[0], "session_revoked");
    let again = here.post(&format!("/ban-bien-tap/toi/phien/{id}"), &[]).await;
    assert_eq!(again.status, 404);
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let site = site().await;
    let (mut an, mut binh) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, BINH).await);
    let mut binh_too = Browser::signed_in(&site, BINH).await;
    let theirs = offered(&binh.get(ACCOUNT).await);
    assert_eq!(theirs.len(), 1);
    let before = done(&site).await;
    for id in [theirs[0].as_str(), "999", "0", "-1", "x", "9223372036854775808", "%00"] {
        assert_eq!(an.post(&format!("/ban-bien-tap/toi/phien/{id}"), &[]).await.status, 404, "{id}");
    }
    assert!(is_in(&mut binh).await && is_in(&mut binh_too).await);
    assert_eq!(done(&site).await, before, "nothing was done, so nothing is noted");
}

#[tokio::test]
async fn all_other_sessions_end_at_once() {
    let site = site().await;
    let mut here = Browser::signed_in(&site, AN).await;
    let (mut one, mut two) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, AN).await);
    let mut binh = Browser::signed_in(&site, BINH).await;
    let answer = here.post("/ban-bien-tap/toi/phien", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-bien-tap/toi?da=cac-phien"));
    assert!(!is_in(&mut one).await && !is_in(&mut two).await);
    assert!(is_in(&mut here).await && is_in(&mut binh).await);
    assert_eq!(done(&site).await[0], "sessions_ended");
}

#[tokio::test]
async fn a_session_that_was_slipped_into_a_browser_is_worth_nothing_after_signing_in() {
    let site = site().await;
    // An attacker gets a session, and puts its cookie into somebody's browser.
    let mut thief = Browser::new(&site);
    send_json(&mut thief, "/dang-nhap/khoa/bat-dau", "{}").await;
    let slipped = thief.cookie("tn_session").expect("a session without an account").to_owned();
    let mut an = Browser::new(&site);
    an.set_cookie("tn_session", &slipped);
    assert_eq!(an.post("/dang-nhap", &[("email", AN), ("mat-khau", PASSWORD)]).await.status, 303);
    assert!(is_in(&mut an).await);
    assert_ne!(an.cookie("tn_session"), Some(slipped.as_str()));
    assert!(!is_in(&mut thief).await);
    // An own session from before ends too.
    let before = an.cookie("tn_session").expect("a session").to_owned();
    assert_eq!(an.post("/dang-nhap", &[("email", AN), ("mat-khau", PASSWORD)]).await.status, 303);
    let mut old = Browser::new(&site);
    old.set_cookie("tn_session", &before);
    assert!(!is_in(&mut old).await && is_in(&mut an).await);
}

#[tokio::test]
async fn a_session_without_a_sign_of_life_is_over_after_seven_days() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    site.set_clock("2026-12-02T08:59:59+07:00");
    assert!(is_in(&mut an).await);
    site.set_clock("2026-12-09T08:59:59+07:00");
    assert!(!is_in(&mut an).await, "seven days after the last sign of life");
    let page = Browser::signed_in(&site, AN).await.get(ACCOUNT).await;
    assert_eq!(offered(&page).len(), 0, "what is over is not listed");
}

#[tokio::test]
async fn any_session_is_over_after_thirty_days() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    for day in ["2026-12-01", "2026-12-07", "2026-12-13", "2026-12-19", "2026-12-25"] {
        site.set_clock(&format!("{day}T08:00:00+07:00"));
        assert!(is_in(&mut an).await, "{day}");
    }
    site.set_clock("2026-12-25T08:59:59+07:00");
    assert!(is_in(&mut an).await);
    site.set_clock("2026-12-25T09:00:00+07:00");
    assert!(!is_in(&mut an).await);
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once_and_does_not_come_back() {
    let site = site().await;
    let (mut an, mut binh) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, BINH).await);
    let id =
        super::read_sql(&site, "select cast(id as text) from accounts where email = 'an@site.test'").await;
    let db = store(&site).await;
    let mut tx = db.write().await.expect("a transaction");
    let id = id.parse().expect("an id");
    set_disabled(&mut tx, id, Some(domain::clock::Timestamp(1))).await.expect("disabled");
    tx.commit().await.expect("committed");
    db.close().await;
    assert!(!is_in(&mut an).await && is_in(&mut binh).await);
    assert_eq!(an.post("/dang-nhap", &[("email", AN), ("mat-khau", PASSWORD)]).await.status, 422);
    // Even if a session is still in the table.
    run_sql(&site, "update accounts set disabled_at = 1 where email = 'binh@site.test'").await;
    assert!(!is_in(&mut binh).await);
}
