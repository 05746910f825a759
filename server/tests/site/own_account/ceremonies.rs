//! Complete ceremonies with recorded answers (`recorded.rs`): what a passkey gives access to, and what not.

use super::{
    ACCOUNT, AN, BINH, done, is_in, open, problem, read_sql, recorded,
    recorded::{ADDED, FIRST, Recorded, SECOND, UNVERIFIED},
    run_sql, send_json,
    telephone::switch_on,
};
use crate::{
    desk::{Browser, PASSWORD},
    support::{Answer, TestOptions, TestSite, between},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tower_sessions::session::Id;

const REFUSED: &str = "Khóa này không mở được tài khoản nào ở đây.";
const OVER: &str = "đã hết hạn hoặc đã được dùng";

/// The site of the recording; An's account has the recorded user handle.
async fn site() -> TestSite {
    at(recorded::SITE).await
}

async fn at(url: &str) -> TestSite {
    let site = open(TestOptions { url, ..TestOptions::default() }).await;
    let sql = format!("update accounts set handle = x'{}' where email = '{AN}'", recorded::HANDLE);
    run_sql(&site, &sql).await;
    site
}

/// The same with the passkey, as if An had added it.
async fn site_with_passkey() -> TestSite {
    let site = site().await;
    give_passkey(&site).await;
    site
}

async fn give_passkey(site: &TestSite) {
    let sql = format!(
        "insert into passkeys (account_id, credential, name, data, created_at)
         select id, x'{}', 'Khóa', '{}', 1 from accounts where email = '{AN}'",
        recorded::CREDENTIAL,
        recorded::STORED
    );
    run_sql(site, &sql).await;
}

/// Replaces the challenge in a browser's session by a recorded one.
async fn plant(site: &TestSite, browser: &Browser<'_>, kind: &str, challenge: &str) {
    let id: Id = browser.cookie("tn_session").expect("a session").parse().expect("an id");
    let hash: String = Sha256::digest(id.0.to_be_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let data = read_sql(site, &format!("select data from sessions where hash = x'{hash}'")).await;
    let mut data: Value = serde_json::from_str(&data).expect("JSON");
    assert!(replace(&mut data[kind], challenge), "nothing waits: {data}");
    let data = data.to_string().replace('\'', "''");
    run_sql(site, &format!("update sessions set data = '{data}' where hash = x'{hash}'")).await;
}

fn replace(data: &mut Value, challenge: &str) -> bool {
    let Some(data) = data.as_object_mut() else { return false };
    if let Some(found) = data.get_mut("challenge") {
        *found = json!(challenge);
        return true;
    }
    data.values_mut().any(|inner| replace(inner, challenge))
}

/// Starts adding a passkey, and sends the recorded answer.
async fn add(site: &TestSite, browser: &mut Browser<'_>) -> Answer {
    let beginning = json!({ "name": "Điện thoại", "password": PASSWORD }).to_string();
    let answer = send_json(browser, "/ban-bien-tap/toi/khoa/bat-dau", &beginning).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    plant(site, browser, "passkey_added", ADDED.challenge).await;
    send_json(browser, "/ban-bien-tap/toi/khoa", ADDED.answer).await
}

/// Starts signing in, with this challenge.
async fn begin(site: &TestSite, browser: &mut Browser<'_>, challenge: &str) {
    assert_eq!(send_json(browser, "/dang-nhap/khoa/bat-dau", "{}").await.status, 200);
    plant(site, browser, "passkey_used", challenge).await;
}

/// Sends an answer.
async fn finish(browser: &mut Browser<'_>, answer: &str) -> Answer {
    send_json(browser, "/dang-nhap/khoa", answer).await
}

/// Signs in with a recorded answer, in a new browser.
async fn sign_in(site: &TestSite, recorded: &Recorded) -> Answer {
    let mut browser = Browser::new(site);
    begin(site, &mut browser, recorded.challenge).await;
    finish(&mut browser, recorded.answer).await
}

fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert!(problem(answer).contains(why), "{}", answer.text);
}

#[tokio::test]
async fn a_passkey_that_was_added_signs_in_without_the_code_of_a_telephone() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let added = add(&site, &mut an).await;
    assert_eq!(
        (added.status.as_u16(), added.text.as_str()),
        (200, r#"{"to":"/ban-bien-tap/toi?da=them-khoa"}"#)
    );
    assert_eq!(done(&site).await[0], "passkey_added");
    let page = an.get("/ban-bien-tap/toi?da=them-khoa").await;
    assert!(page.text.contains("Đã thêm khóa truy cập."));
    let row = between(&page.text, ">Điện thoại</th>", "</tr>");
    assert!(row.contains("25/11/2026 09:00") && row.contains("Chưa dùng"), "{row}");
    switch_on(&mut an).await;

    site.set_clock("2026-11-25T10:30:00+07:00");
    let mut elsewhere = Browser::new(&site);
    begin(&site, &mut elsewhere, FIRST.challenge).await;
    let before = elsewhere.cookie("tn_session").expect("a session").to_owned();
    let answer = finish(&mut elsewhere, FIRST.answer).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, r#"{"to":"/ban-bien-tap"}"#));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(is_in(&mut elsewhere).await);
    assert_eq!(done(&site).await[0], "passkey_used");
    assert_ne!(elsewhere.cookie("tn_session"), Some(before.as_str()), "under a new id");
    let mut old = Browser::new(&site);
    old.set_cookie("tn_session", &before);
    assert!(!is_in(&mut old).await);
    assert!(elsewhere.cookie("tn_device").is_some(), "the browser is known from now on");
    let page = elsewhere.get(ACCOUNT).await;
    let row = between(&page.text, ">Điện thoại</th>", "</tr>");
    assert!(row.contains("25/11/2026 10:30"), "{row}");
}

#[tokio::test]
async fn whoever_signed_in_goes_where_they_wanted_on_this_site() {
    let site = site_with_passkey().await;
    for (recorded, next, to) in
        [(FIRST, "/ban-bien-tap/toi", "/ban-bien-tap/toi"), (SECOND, "//evil.invalid", "/ban-bien-tap")]
    {
        let mut browser = Browser::new(&site);
        begin(&site, &mut browser, recorded.challenge).await;
        let mut answer: Value = serde_json::from_str(recorded.answer).expect("JSON");
        answer["next"] = json!(next);
        let answer = finish(&mut browser, &answer.to_string()).await;
        assert_eq!(answer.text, json!({ "to": to }).to_string());
    }
}

#[tokio::test]
async fn an_answer_is_taken_once() {
    let site = site_with_passkey().await;
    let mut an = Browser::new(&site);
    begin(&site, &mut an, FIRST.challenge).await;
    let waiting = an.cookie("tn_session").expect("a session").to_owned();
    assert_eq!(finish(&mut an, FIRST.answer).await.status, 200);
    let mut thief = Browser::new(&site);
    thief.set_cookie("tn_session", &waiting);
    refused(&finish(&mut thief, FIRST.answer).await, OVER);
    refused(&finish(&mut an, FIRST.answer).await, OVER);
    // It is not valid for another challenge.
    let mut thief = Browser::new(&site);
    send_json(&mut thief, "/dang-nhap/khoa/bat-dau", "{}").await;
    refused(&finish(&mut thief, FIRST.answer).await, REFUSED);
    assert!(!is_in(&mut thief).await);
}

#[tokio::test]
async fn what_was_asked_is_gone_whatever_the_answer_was() {
    let site = site_with_passkey().await;
    for wrong in ["", "{", "[]", "{\"credential\":{}}", SECOND.answer, &"x".repeat(9_000)] {
        let mut browser = Browser::new(&site);
        begin(&site, &mut browser, FIRST.challenge).await;
        let answer = finish(&mut browser, wrong).await;
        assert_eq!(answer.status, 422, "{wrong}");
        problem(&answer);
        refused(&finish(&mut browser, FIRST.answer).await, OVER);
    }
}

#[tokio::test]
async fn a_copied_passkey_is_noticed_by_its_counter() {
    let site = site_with_passkey().await;
    assert_eq!(sign_in(&site, &SECOND).await.status, 200);
    refused(&sign_in(&site, &FIRST).await, REFUSED);
}

#[tokio::test]
async fn a_passkey_alone_without_its_owner_opens_nothing() {
    let site = site_with_passkey().await;
    refused(&sign_in(&site, &UNVERIFIED).await, REFUSED);
}

#[tokio::test]
async fn what_was_answered_to_another_address_is_nothing_here() {
    let site = at("http://localhost:3723").await;
    give_passkey(&site).await;
    refused(&sign_in(&site, &FIRST).await, REFUSED);
    run_sql(&site, "delete from passkeys").await;
    let mut an = Browser::signed_in(&site, AN).await;
    refused(&add(&site, &mut an).await, "không được chấp nhận");
}

#[tokio::test]
async fn a_passkey_opens_the_account_it_was_made_for_alone() {
    let site = site_with_passkey().await;
    run_sql(
        &site,
        "update passkeys set account_id = (select id from accounts where email = 'binh@site.test')",
    )
    .await;
    refused(&sign_in(&site, &FIRST).await, REFUSED);
}

#[tokio::test]
async fn a_passkey_that_nobody_has_opens_nothing() {
    let site = site().await;
    refused(&sign_in(&site, &FIRST).await, REFUSED);
}

#[tokio::test]
async fn a_disabled_account_is_not_opened_by_a_passkey() {
    let site = site_with_passkey().await;
    run_sql(&site, "update accounts set disabled_at = 1 where email = 'an@site.test'").await;
    refused(&sign_in(&site, &FIRST).await, REFUSED);
}

#[tokio::test]
async fn an_answer_is_waited_for_five_minutes() {
    let site = site_with_passkey().await;
    for (clock, status) in [("2026-11-25T09:04:59+07:00", 200), ("2026-11-25T09:09:59+07:00", 422)] {
        let mut browser = Browser::new(&site);
        let recorded = if status == 200 { FIRST } else { SECOND };
        begin(&site, &mut browser, recorded.challenge).await;
        site.set_clock(clock);
        assert_eq!(finish(&mut browser, recorded.answer).await.status, status, "{clock}");
    }
}

#[tokio::test]
async fn refused_passkeys_make_guessing_slow_and_those_that_sign_in_do_not() {
    let site = site_with_passkey().await;
    for _ in 0..5 {
        refused(&sign_in(&site, &UNVERIFIED).await, REFUSED);
    }
    let answer = sign_in(&site, &FIRST).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
    assert!(problem(&answer).contains("Xin thử lại sau 1 giây."));
    site.set_clock("2026-11-25T09:00:01+07:00");
    assert_eq!(sign_in(&site, &FIRST).await.status, 200);
    refused(&sign_in(&site, &UNVERIFIED).await, REFUSED);
    assert_eq!(sign_in(&site, &SECOND).await.status, 200, "the failures from before are forgotten");
}

#[tokio::test]
async fn a_passkey_belongs_to_one_account() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    assert_eq!(add(&site, &mut an).await.status, 200);
    refused(&add(&site, &mut an).await, "không được chấp nhận");
    let mut binh = Browser::signed_in(&site, BINH).await;
    refused(&add(&site, &mut binh).await, "đã được thêm từ trước");
    assert_eq!(read_sql(&site, "select cast(count(*) as text) from passkeys").await, "1");
    refused(&send_json(&mut an, "/ban-bien-tap/toi/khoa", ADDED.answer).await, OVER);
}

#[tokio::test]
async fn a_passkey_is_removed_by_its_owner_with_the_password() {
    let site = site_with_passkey().await;
    let remove = "/ban-bien-tap/toi/khoa/1/go";
    let (mut an, mut binh) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, BINH).await);
    assert_eq!(binh.post(remove, &[("mat-khau-go-1", PASSWORD)]).await.status, 404);
    let page = an.post(remove, &[("mat-khau-go-1", "sai mật khẩu rồi đó")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(super::beside(&page, "mat-khau-go-1"), "Mật khẩu hiện tại không đúng.");
    assert!(page.text.contains("<details open"), "the field is in sight");
    assert_eq!(sign_in(&site, &FIRST).await.status, 200, "it is still there");
    let answer = an.post(remove, &[("mat-khau-go-1", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-bien-tap/toi?da=go-khoa"));
    assert_eq!(done(&site).await[0], "passkey_removed");
    refused(&sign_in(&site, &SECOND).await, REFUSED);
    assert_eq!(an.post(remove, &[("mat-khau-go-1", PASSWORD)]).await.status, 404);
}
