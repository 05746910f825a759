//! Accounts on a test site, and browsers that are signed in.

use crate::support::{Answer, TestSite, between, encoded, request};
use axum::{http::Method, response::Response};
use domain::{
    accounts::{
        Hasher, Role,
        store::{NewAccount, create_account},
    },
    clock::Timestamp,
    db::{Db, Missing},
    id::{AccountId, CategoryId},
};
use server::config;
use std::sync::LazyLock;
use tokio::sync::OnceCell;

/// The password of all accounts.
pub(crate) const PASSWORD: &str = "tiếng gà trưa bên giếng làng";

static HASHER: LazyLock<Hasher> = LazyLock::new(Hasher::default);

/// A second connection to the database of a site.
pub(crate) async fn store(site: &TestSite) -> Db {
    Db::open(&config::database(site.data()), Missing::Refuse).await.expect("a database")
}

/// Creates an account with [`PASSWORD`]; the name is made from the address.
pub(crate) async fn hire(site: &TestSite, email: &str, role: Role, categories: &[i64]) -> AccountId {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH.get_or_init(async || HASHER.hash(PASSWORD).await.expect("a hash")).await;
    let db = store(site).await;
    let new = NewAccount {
        email: email.to_owned(),
        name: format!("Người dùng {}", email.split('@').next().unwrap_or_default()),
        role,
        categories: categories.iter().copied().map(CategoryId).collect(),
        password: Some(hash.clone()),
    };
    let mut tx = db.write().await.expect("a transaction");
    let id = create_account(&mut tx, &new, Timestamp(1)).await.expect("a store").expect("a new address");
    tx.commit().await.expect("committed");
    db.close().await;
    id
}

/// A browser with its cookies.
pub(crate) struct Browser<'a> {
    site: &'a TestSite,
    cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    /// A new browser without cookies.
    pub(crate) fn new(site: &'a TestSite) -> Self {
        Self { site, cookies: Vec::new() }
    }

    /// A browser that is signed in.
    pub(crate) async fn signed_in(site: &'a TestSite, email: &str) -> Self {
        let mut browser = Self::new(site);
        let answer = browser.post("/dang-nhap", &[("email", email), ("mat-khau", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{email} cannot sign in: {}", answer.text);
        browser
    }

    /// Opens an address.
    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, &[], Vec::new()).await
    }

    /// Sends a plain form.
    pub(crate) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, address, &kind, encoded(fields)).await
    }

    /// Sends any request with the cookies, and stores those of the response.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Answer {
        Answer::of(self.begin(method, address, headers, body).await).await
    }

    /// The same, but returns after the response headers: the body may never end.
    pub(crate) async fn begin(
        &mut self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response {
        let cookies = self.cookies();
        let own = [("accept", "text/html"), ("cookie", cookies.as_str())];
        let asked = request(method, address, &[&own, headers].concat(), body);
        let answer = self.site.send(asked).await;
        for line in answer.headers().get_all("set-cookie") {
            let line = line.to_str().expect("a cookie");
            let (name, rest) = line.split_once('=').expect("a name");
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.retain(|(known, _)| known != name);
            if !line.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    /// All cookies, as in a request.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        cookies.collect::<Vec<_>>().join("; ")
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Sets a cookie, as an attacker might.
    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(known, _)| known != name);
        self.cookies.push((name.to_owned(), value.to_owned()));
    }
}

/// Saves the settings of the site with these boxes ticked, as an administrator.
pub(crate) async fn tick(admin: &mut Browser<'_>, boxes: &[&str]) {
    let page = admin.get("/ban-bien-tap/trang-web").await.text;
    let mark = between(&page, "name=\"ban-da-doc\" value=\"", "\"").to_owned();
    let mut fields = vec![("ten", "Kho"), ("gioi-thieu", "Giới thiệu"), ("ban-da-doc", &*mark)];
    fields.extend(boxes.iter().map(|name| (*name, "1")));
    let saved = admin.post("/ban-bien-tap/trang-web", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
}
