//! Changing one's own password.

use super::{ACCOUNT, AN, beside, done, is_in, sign_in, site};
use crate::{
    desk::{Browser, PASSWORD},
    support::Answer,
};

const NEW: &str = "con đò nhỏ qua sông lúc sớm mai";

async fn change(browser: &mut Browser<'_>, old: &str, new: &str, again: &str) -> Answer {
    let fields = [("mat-khau-cu", old), ("mat-khau-moi", new), ("mat-khau-lai", again)];
    browser.post("/ban-bien-tap/toi/mat-khau", &fields).await
}

#[tokio::test]
async fn whoever_knows_the_old_password_sets_a_new_one() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let answer = change(&mut an, PASSWORD, NEW, NEW).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-bien-tap/toi?da=mat-khau"));
    assert!(an.get("/ban-bien-tap/toi?da=mat-khau").await.text.contains("Đã đổi mật khẩu."));
    assert_eq!(done(&site).await[..2], ["signed_in", "password_changed"]);
    assert_eq!(sign_in(&mut Browser::new(&site), AN, PASSWORD).await.status, 422);
    assert_eq!(sign_in(&mut Browser::new(&site), AN, NEW).await.status, 303);
}

#[tokio::test]
async fn nobody_sets_one_without_the_old_password() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let page = change(&mut an, "không phải mật khẩu này đâu", NEW, NEW).await;
    assert_eq!(page.status, 422);
    assert_eq!(beside(&page, "mat-khau-cu"), "Mật khẩu hiện tại không đúng.");
    for typed in ["không phải mật khẩu này đâu", NEW] {
        assert!(!page.text.contains(typed), "a password is never shown again");
    }
    let page = change(&mut an, "", NEW, NEW).await;
    assert_eq!(
        (page.status.as_u16(), beside(&page, "mat-khau-cu").as_str()),
        (422, "Xin nhập mật khẩu hiện tại.")
    );
    assert!(!done(&site).await.contains(&"password_changed"));
    assert_eq!(sign_in(&mut Browser::new(&site), AN, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn wrong_old_passwords_slow_down_whoever_guesses_and_not_the_owner_elsewhere() {
    let site = site().await;
    let mut thief = Browser::signed_in(&site, AN).await;
    let mut owner = Browser::signed_in(&site, AN).await;
    for _ in 0..5 {
        assert_eq!(change(&mut thief, "một lần đoán mò khác", NEW, NEW).await.status, 422);
    }
    // Not even the right one is checked, here or on the sign-in page.
    let page = change(&mut thief, PASSWORD, NEW, NEW).await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (429, "1"));
    assert!(beside(&page, "mat-khau-cu").contains("Xin thử lại sau 1 giây."));
    assert_eq!(sign_in(&mut thief, AN, PASSWORD).await.status, 429);
    // Failures of other forms count here too: all forms with a password share one counter.
    let other = [("mat-khau-bat", PASSWORD)];
    assert_eq!(thief.post("/ban-bien-tap/toi/hai-buoc/bat-dau", &other).await.status, 429);
    assert_eq!(change(&mut owner, PASSWORD, NEW, NEW).await.status, 303);
}

#[tokio::test]
async fn after_the_wait_the_right_password_is_taken() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    for _ in 0..5 {
        change(&mut an, "một lần đoán mò khác", NEW, NEW).await;
    }
    assert_eq!(change(&mut an, PASSWORD, NEW, NEW).await.status, 429);
    site.set_clock("2026-11-25T09:00:01+07:00");
    assert_eq!(change(&mut an, PASSWORD, NEW, NEW).await.status, 303);
}

#[tokio::test]
async fn a_new_password_that_is_none_is_refused_beside_its_field() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    for (new, again, field, said) in [
        ("ngắn", "ngắn", "mat-khau-moi", "ít nhất 12 ký tự"),
        ("người dùng AN 2026", "người dùng AN 2026", "mat-khau-moi", "Mật khẩu"),
        (NEW, "con đò nhỏ qua sông lúc sớm mài", "mat-khau-lai", "không giống nhau"),
        (NEW, "", "mat-khau-lai", "không giống nhau"),
        (PASSWORD, PASSWORD, "mat-khau-moi", "phải khác mật khẩu hiện tại"),
    ] {
        let page = change(&mut an, PASSWORD, new, again).await;
        assert_eq!(page.status, 422, "{new} {again}");
        assert!(beside(&page, field).contains(said), "{new}: {}", beside(&page, field));
    }
    assert_eq!(sign_in(&mut Browser::new(&site), AN, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_every_copy_of_this_one() {
    let site = site().await;
    let (mut an, mut elsewhere) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, AN).await);
    let mut stolen = Browser::new(&site);
    stolen.set_cookie("tn_session", an.cookie("tn_session").expect("a session"));
    assert!(is_in(&mut stolen).await && is_in(&mut elsewhere).await);
    assert_eq!(change(&mut an, PASSWORD, NEW, NEW).await.status, 303);
    assert!(is_in(&mut an).await, "this browser goes on");
    assert!(!is_in(&mut elsewhere).await);
    assert!(!is_in(&mut stolen).await);
    assert_eq!(an.get(ACCOUNT).await.text.matches("Phiên này").count(), 1);
}

#[tokio::test]
async fn a_refused_new_password_ends_nothing() {
    let site = site().await;
    let (mut an, mut elsewhere) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, AN).await);
    change(&mut an, "không phải mật khẩu này đâu", NEW, NEW).await;
    change(&mut an, PASSWORD, "ngắn", "ngắn").await;
    assert!(is_in(&mut an).await && is_in(&mut elsewhere).await);
}
