//! Those who guess passwords are slowed down, and nobody else.

use super::{AN, BINH, site, try_from};
use crate::{
    desk::{Browser, PASSWORD},
    support::{Answer, TestSite},
};

const STRANGER: &str = "203.0.113.9";
const ELSEWHERE: &str = "198.51.100.7";

/// Guesses passwords of one account until there is a wait.
async fn guess_at(site: &TestSite, network: &str, email: &str) {
    for _ in 0..5 {
        assert_eq!(try_from(site, network, email, "đoán bừa một câu").await.status, 422);
    }
}

/// The response says how long to wait, in words and in a header.
fn assert_slowed(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
    assert!(
        answer.text.contains("Đã có nhiều lần thử không đúng. Xin thử lại sau 1 giây."),
        "{}",
        answer.text
    );
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn whoever_guesses_has_to_wait_even_with_the_right_password() {
    let site = site().await;
    guess_at(&site, STRANGER, AN).await;
    assert_slowed(&try_from(&site, STRANGER, AN, "đoán bừa một câu").await);
    assert_slowed(&try_from(&site, STRANGER, AN, PASSWORD).await);
    assert_eq!(try_from(&site, STRANGER, BINH, PASSWORD).await.status, 303, "another account");
    assert_eq!(try_from(&site, ELSEWHERE, AN, PASSWORD).await.status, 303, "another network");
    site.set_clock("2026-11-25T09:00:01+07:00");
    assert_eq!(try_from(&site, STRANGER, AN, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_stranger_does_not_lock_an_owner_out_of_a_browser_they_use() {
    let site = site().await;
    let mut owner = Browser::signed_in(&site, AN).await;
    // The network of the owner: `Browser` uses it.
    guess_at(&site, "192.0.2.10", AN).await;
    assert_slowed(&try_from(&site, "192.0.2.10", AN, PASSWORD).await);
    let answer = owner.post("/dang-nhap", &[("email", AN), ("mat-khau", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

#[tokio::test]
async fn a_network_that_tries_one_name_after_another_is_slowed() {
    let site = site().await;
    for number in 0..20 {
        let name = format!("ai-do-{number}@site.test");
        assert_eq!(try_from(&site, STRANGER, &name, "đoán bừa một câu").await.status, 422, "{name}");
    }
    assert_slowed(&try_from(&site, STRANGER, "nguoi-khac@site.test", "đoán bừa một câu").await);
    assert_slowed(&try_from(&site, STRANGER, AN, PASSWORD).await);
    assert_eq!(try_from(&site, ELSEWHERE, AN, PASSWORD).await.status, 303);
}
