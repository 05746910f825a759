//! The options sent to browsers for adding or using a passkey, and who may request them.

use super::{ACCOUNT, AN, done, open, problem, read_sql, send_json, site};
use crate::{
    desk::{Browser, PASSWORD},
    support::TestOptions,
};
use axum::http::Method;
use serde_json::{Value, json};

const START: &str = "/ban-bien-tap/toi/khoa/bat-dau";

fn beginning(name: &str, password: &str) -> String {
    json!({ "name": name, "password": password }).to_string()
}

fn options(text: &str) -> Value {
    let mut read: Value = serde_json::from_str(text).expect("JSON");
    read["publicKey"].take()
}

#[tokio::test]
async fn a_key_is_asked_for_that_knows_its_owner_and_itself() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let answer = send_json(&mut an, START, &beginning("Điện thoại", PASSWORD)).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    let asked = options(&answer.text);
    assert_eq!(asked["rp"]["id"], "site.test");
    assert_eq!(
        (&asked["user"]["name"], &asked["user"]["displayName"]),
        (&json!(AN), &json!("Người dùng an"))
    );
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert!(asked["challenge"].as_str().is_some_and(|challenge| challenge.len() >= 43), "32 bytes");
    let again = options(&send_json(&mut an, START, &beginning("Điện thoại", PASSWORD)).await.text);
    assert_ne!(again["challenge"], asked["challenge"]);
    assert_eq!(again["user"]["id"], asked["user"]["id"]);
}

#[tokio::test]
async fn whoever_signs_in_with_a_key_types_no_name() {
    let site = site().await;
    let mut visitor = Browser::new(&site);
    let answer = send_json(&mut visitor, "/dang-nhap/khoa/bat-dau", "{}").await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    let read: Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(read.get("mediation"), None, "a button is pressed: nothing waits below a field");
    let asked = options(&answer.text);
    assert_eq!((&asked["rpId"], &asked["userVerification"]), (&json!("site.test"), &json!("required")));
    assert_eq!(asked["allowCredentials"], json!([]));
}

#[tokio::test]
async fn strangers_begin_one_session_each_and_those_without_one_none_by_answering() {
    let site = site().await;
    let sessions = "select cast(count(*) as text) from sessions";
    let mut visitor = Browser::new(&site);
    for _ in 0..3 {
        send_json(&mut visitor, "/dang-nhap/khoa/bat-dau", "{}").await;
    }
    assert_eq!(read_sql(&site, sessions).await, "1");
    let answer = send_json(&mut Browser::new(&site), "/dang-nhap/khoa", "{}").await;
    assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (422, ""));
    assert!(problem(&answer).contains("đã hết hạn"));
    assert_eq!(read_sql(&site, sessions).await, "1");
    // Ten minutes later the next one deletes unfinished ones.
    site.set_clock("2026-11-25T09:10:00+07:00");
    send_json(&mut Browser::new(&site), "/dang-nhap/khoa/bat-dau", "{}").await;
    assert_eq!(read_sql(&site, sessions).await, "1");
}

#[tokio::test]
async fn nobody_adds_a_passkey_without_the_password() {
    let site = site().await;
    let answer = send_json(&mut Browser::new(&site), START, &beginning("Khóa", PASSWORD)).await;
    assert!(answer.header("location").starts_with("/dang-nhap?"), "{}", answer.status);
    let mut an = Browser::signed_in(&site, AN).await;
    for (password, said) in [("", "Xin nhập mật khẩu"), ("sai mật khẩu rồi đó", "không đúng")]
    {
        let answer = send_json(&mut an, START, &beginning("Khóa", password)).await;
        assert_eq!(answer.status, 422);
        assert!(problem(&answer).contains(said), "{}", answer.text);
    }
    let answer = send_json(&mut an, "/ban-bien-tap/toi/khoa", "{}").await;
    assert!(problem(&answer).contains("đã hết hạn"), "nothing was begun");
    for _ in 0..4 {
        send_json(&mut an, START, &beginning("Khóa", "sai mật khẩu rồi đó")).await;
    }
    let answer = send_json(&mut an, START, &beginning("Khóa", PASSWORD)).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
    assert!(problem(&answer).contains("Xin thử lại sau"));
    assert!(!done(&site).await.contains(&"passkey_added"));
}

#[tokio::test]
async fn a_passkey_has_a_name_and_a_request_a_size() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    for name in ["", "  ", "\u{7}\u{200b}", &"ế".repeat(61)] {
        let answer = send_json(&mut an, START, &beginning(name, PASSWORD)).await;
        assert_eq!(answer.status, 422, "{name:?}");
        assert!(problem(&answer).contains("Tên của khóa"), "{name:?}");
    }
    assert_eq!(send_json(&mut an, START, &beginning(&"ế".repeat(60), PASSWORD)).await.status, 200);
    let large = send_json(&mut an, START, &beginning("Khóa", &"x".repeat(9_000))).await;
    assert_eq!(large.status, 422);
    assert!(problem(&large).contains("lớn hơn mức cho phép"));
    for wrong in ["", "null", "{}", "name=x&password=y"] {
        let answer = send_json(&mut an, START, wrong).await;
        assert!(problem(&answer).contains("không đọc được"), "{wrong}");
    }
}

#[tokio::test]
async fn another_site_begins_nothing_in_somebodys_name() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let headers = [
        ("content-type", "application/json"),
        ("origin", "https://evil.invalid"),
        ("sec-fetch-site", "cross-site"),
    ];
    for address in [START, "/ban-bien-tap/toi/khoa", "/dang-nhap/khoa/bat-dau", "/dang-nhap/khoa"] {
        let body = beginning("Khóa", PASSWORD).into_bytes();
        assert_eq!(an.send(Method::POST, address, &headers, body).await.status, 403, "{address}");
    }
}

#[tokio::test]
async fn where_the_address_is_a_number_the_page_says_why_there_are_no_passkeys() {
    let site = open(TestOptions { url: "http://192.0.2.80:3000", ..TestOptions::default() }).await;
    let mut an = Browser::signed_in(&site, AN).await;
    let page = an.get(ACCOUNT).await;
    assert!(
        page.text.contains("Khóa truy cập chỉ dùng được khi trang web được mở bằng tên miền, qua https.")
    );
    assert!(!page.text.contains("data-passkey-add"));
    assert!(!Browser::new(&site).get("/dang-nhap").await.text.contains("data-passkey"));
    for address in [START, "/ban-bien-tap/toi/khoa", "/dang-nhap/khoa/bat-dau", "/dang-nhap/khoa"] {
        let answer = send_json(&mut an, address, &beginning("Khóa", PASSWORD)).await;
        assert_eq!(answer.status, 422, "{address}");
        assert!(problem(&answer).contains("chưa cho phép dùng khóa"), "{address}");
    }
}

#[tokio::test]
async fn pages_offer_passkeys_to_the_script_and_hide_them_from_whoever_has_none() {
    let site = site().await;
    let page = Browser::new(&site).get("/dang-nhap").await;
    assert!(page.text.contains("data-passkey-sign-in=\"/dang-nhap/khoa\""));
    let mut an = Browser::signed_in(&site, AN).await;
    let page = an.get(ACCOUNT).await;
    assert!(page.text.contains("action=\"/ban-bien-tap/toi/khoa\" data-passkey-add hidden"), "{}", page.text);
    assert!(page.text.contains("cần bật JavaScript"));
}
