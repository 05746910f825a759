//! The calls of an open editor, for the tests of drafts.

use super::{Browser, LIST, draft, save_with, version};
use crate::support::between;
use axum::http::Method;
use domain::{
    drafting::save_engine::{Answer, DraftAnswer, Request, RequestId, Saved, Version, Wish},
    form_key::FormKey,
};
use serde_json::{Value, json};

pub(super) const JSON: &str = "application/json";
pub(super) const BODY: &str = "<p>Gió thổi qua đồng.</p>\n<p>Lúa chín vàng.</p>\n<p>Người về đông.</p>";

pub(super) async fn call(browser: &mut Browser<'_>, name: &str, kind: &str, body: String) -> (u16, String) {
    let address = format!("/api/drafts/{name}");
    let answer = browser.send(Method::POST, &address, &[("content-type", kind)], body.into_bytes()).await;
    (answer.status.as_u16(), answer.text)
}

/// The account that is signed in; 0 for a visitor.
pub(super) async fn account(browser: &mut Browser<'_>) -> i64 {
    let page = browser.get(&format!("{LIST}/moi")).await.text;
    if page.contains("data-account=") {
        between(&page, "data-account=\"", "\"").parse().expect("an id")
    } else {
        0
    }
}

pub(super) async fn open_as(
    browser: &mut Browser<'_>,
    account: i64,
    article: Value,
    key: &str,
) -> (u16, String) {
    let body = json!({ "account": account, "article": article, "key": key }).to_string();
    call(browser, "open", JSON, body).await
}

pub(super) async fn open(browser: &mut Browser<'_>, article: &str) -> Version {
    let number: i64 = article.parse().expect("an id");
    let account = account(browser).await;
    let (status, text) = open_as(browser, account, json!(number), "").await;
    assert_eq!(status, 200, "{text}");
    serde_json::from_str(&text).expect("a version")
}

pub(super) async fn send(
    browser: &mut Browser<'_>,
    article: Value,
    key: &str,
    request: &Request,
) -> (u16, String) {
    let account = account(browser).await;
    let body = json!({ "account": account, "article": article, "key": key, "request": request }).to_string();
    call(browser, "keep", JSON, body).await
}

pub(super) async fn keep(browser: &mut Browser<'_>, article: &str, request: &Request) -> Answer {
    let number: i64 = article.parse().expect("an id");
    let (status, text) = send(browser, json!(number), "", request).await;
    assert_eq!(status, 200, "{text}");
    serde_json::from_str::<DraftAnswer>(&text).expect("an answer").answer
}

pub(super) async fn keep_new(browser: &mut Browser<'_>, key: &FormKey, request: &Request) -> DraftAnswer {
    let (status, text) = send(browser, Value::Null, key.as_str(), request).await;
    assert_eq!(status, 200, "{text}");
    serde_json::from_str(&text).expect("an answer")
}

/// A request of an editor that has read `from` and has this body.
pub(super) fn request(tab: &str, sequence: i64, from: &Version, body: &str) -> Request {
    let mut draft = from.draft.clone();
    draft.body = body.to_owned();
    Request { id: RequestId { tab: tab.to_owned(), sequence }, base: from.number, draft, wish: Wish::Keep }
}

pub(super) fn kept(answer: Answer) -> Saved {
    match answer {
        Answer::Kept(saved) => saved,
        other => panic!("not kept: {other:?}"),
    }
}

pub(super) fn id_of(address: &str) -> String {
    address.rsplit('/').next().expect("an id").to_owned()
}

/// An article with this body that readers see; its address at the desk and its id.
pub(super) async fn published(chi: &mut Browser<'_>) -> (String, String) {
    let address = draft(chi, "Mùa gặt").await;
    let now = version(chi, &address).await;
    let fields = [("tieu-de", "Mùa gặt"), ("noi-dung", BODY), ("luu-dang", "1")];
    assert_eq!(save_with(chi, &address, &now, &fields).await.status, 303);
    let id = id_of(&address);
    (address, id)
}

/// The value of a hidden field of a page.
pub(super) fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let field =
        page.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).expect("a field");
    if field.contains("value=\"") { between(field, "value=\"", "\"") } else { "" }
}
