//! No page of another site can send a form to the desk in somebody's name.

use super::{AN, file_of, site};
use crate::{
    desk::{Browser, PASSWORD},
    support::encoded,
};
use axum::http::{Method, StatusCode};
use sqlx::{Connection, SqliteConnection};

/// The headers by which a browser tells the origin of a form.
type Said = &'static [(&'static str, &'static str)];

const KIND: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const FOREIGN: [Said; 5] = [
    &[KIND, ("host", "site.test"), ("origin", "https://evil.example")],
    &[KIND, ("host", "site.test"), ("origin", "null")],
    &[KIND, ("host", "site.test"), ("sec-fetch-site", "cross-site")],
    &[KIND, ("host", "site.test"), ("sec-fetch-site", "same-site")],
    &[KIND, ("host", "site.test"), ("origin", "http://site.test.evil.example")],
];
const OWN: Said = &[KIND, ("host", "site.test"), ("origin", "http://site.test")];

/// A number that changes with every write of other connections.
async fn written(file: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("pragma data_version").fetch_one(file).await.expect("a number")
}

/// All forms of the desk and of signing in, with ids that exist.
fn forms() -> Vec<String> {
    let routes = server::router::routes().into_iter().filter(|route| route.method == Method::POST);
    let desk = routes
        .filter(|route| ["/ban-bien-tap", "/dang-", "/dat-"].iter().any(|root| route.path.starts_with(root)));
    desk.map(|route| route.path.replace("{id}", "1").replace("{token}", &"0".repeat(64))).collect()
}

#[tokio::test]
async fn no_form_of_another_site_reaches_the_desk() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "quan@site.test").await;
    let session = admin.cookie("tn_session").expect("a session").to_owned();
    let mut file = file_of(&site).await;
    let before = written(&mut file).await;
    let forms = forms();
    for known in ["/dang-nhap", "/dang-xuat", "/ban-bien-tap/bai-viet/1", "/ban-bien-tap/tai-khoan/1/ngung"] {
        assert!(forms.iter().any(|address| address == known), "{known} is not tried");
    }
    for address in &forms {
        for said in FOREIGN {
            let answer = admin.send(Method::POST, address, said, b"version=1&tieu-de=a".to_vec()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} {said:?}");
            assert!(answer.text.contains("Không nhận biểu mẫu từ trang khác"), "{address} {said:?}");
            assert!(answer.text.contains("Về trang nhất"), "{address} {said:?}");
        }
    }
    assert_eq!(written(&mut file).await, before, "something was written");
    assert_eq!(admin.cookie("tn_session"), Some(session.as_str()));
    assert_eq!(admin.get("/ban-bien-tap").await.status, StatusCode::OK, "still signed in");
    // The same form of the site itself is accepted.
    assert_eq!(admin.send(Method::POST, "/dang-xuat", OWN, Vec::new()).await.status, StatusCode::SEE_OTHER);
    assert_ne!(written(&mut file).await, before);
    assert_eq!(admin.get("/ban-bien-tap").await.status, StatusCode::SEE_OTHER);
    file.close().await.expect("closed");
}

#[tokio::test]
async fn no_other_site_signs_a_browser_in_to_an_account_of_its_choice() {
    let site = site().await;
    let body = encoded(&[("email", AN), ("mat-khau", PASSWORD)]);
    let mut browser = Browser::new(&site);
    for said in FOREIGN {
        let answer = browser.send(Method::POST, "/dang-nhap", said, body.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{said:?}");
        assert!(!answer.headers.contains_key("set-cookie"), "{said:?}");
    }
    assert_eq!(browser.send(Method::POST, "/dang-nhap", OWN, body).await.status, StatusCode::SEE_OTHER);
    assert!(browser.cookie("tn_session").is_some());
}
