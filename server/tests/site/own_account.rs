//! One's own account, and signing in, over HTTP.

mod ceremonies;
mod name;
mod passkeys;
mod password;
mod recorded;
mod second_factor;
mod sessions;
mod telephone;

use crate::{
    desk::{Browser, hire, store},
    support::{Answer, TestOptions, TestSite, archive, between},
};
use axum::http::Method;
use domain::{
    accounts::Role,
    audit::{Filter, store::load_log},
};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

const ACCOUNT: &str = "/ban-bien-tap/toi";
/// The owner of the account.
const AN: &str = "an@site.test";
/// A colleague.
const BINH: &str = "binh@site.test";

/// A site with two authors.
async fn site() -> TestSite {
    open(TestOptions::default()).await
}

async fn open(options: TestOptions<'_>) -> TestSite {
    let pack = archive(1);
    let site = TestSite::open(&[pack.path()], options).await;
    for email in [AN, BINH] {
        hire(&site, email, Role::Author, &[]).await;
    }
    site
}

/// The actions in the log, newest first.
async fn done(site: &TestSite) -> Vec<&'static str> {
    let db = store(site).await;
    let log = load_log(&db, &Filter::default(), None, 100).await.expect("a log");
    db.close().await;
    log.entries.iter().map(|entry| entry.action.as_ref().expect("a known action").as_str()).collect()
}

/// Runs SQL on the database of a site.
async fn run_sql(site: &TestSite, sql: &str) {
    let file = SqliteConnectOptions::new().filename(server::config::database(site.data()));
    let mut file = file.connect().await.expect("a database");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut file).await.expect("changed");
    file.close().await.expect("closed");
}

/// Reads one value with SQL.
async fn read_sql(site: &TestSite, sql: &str) -> String {
    let file = SqliteConnectOptions::new().filename(server::config::database(site.data()));
    let mut file = file.connect().await.expect("a database");
    let value: String =
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut file).await.expect("a value");
    file.close().await.expect("closed");
    value
}

/// Sends JSON, like the script.
async fn send_json(browser: &mut Browser<'_>, address: &str, body: &str) -> Answer {
    let kind = [("content-type", "application/json")];
    browser.send(Method::POST, address, &kind, body.as_bytes().to_vec()).await
}

/// The problem in a response to the script.
fn problem(answer: &Answer) -> String {
    let read: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(answer.header("cache-control"), "no-store");
    read["problem"].as_str().unwrap_or_else(|| panic!("no problem: {}", answer.text)).to_owned()
}

/// Whether the browser is signed in.
async fn is_in(browser: &mut Browser<'_>) -> bool {
    let answer = browser.get(ACCOUNT).await;
    assert!(answer.status == 200 || answer.status == 303, "{}", answer.status);
    answer.status == 200
}

/// Sends the sign-in form.
async fn sign_in(browser: &mut Browser<'_>, email: &str, password: &str) -> Answer {
    browser.post("/dang-nhap", &[("email", email), ("mat-khau", password)]).await
}

/// The problem at a field.
fn beside(page: &Answer, field: &str) -> String {
    let mark = format!("id=\"{field}-loi\"");
    between(between(&page.text, &mark, "</p>"), ">", "</p>").to_owned()
}
