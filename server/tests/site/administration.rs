//! Actions of administrators at the desk, over HTTP.

mod accounts;
mod audit_log;
mod links;
mod settings;

use crate::support::{Answer, TestSite, archive, between, encoded, form, peer};
use axum::{
    extract::ConnectInfo,
    http::{Method, StatusCode},
};
use domain::{
    accounts::{
        Account, Hasher, Role,
        store::{NewAccount, create_account, load_account},
    },
    audit::{Action, Entry, Filter, store::load_log},
    clock::Timestamp,
    db::{Db, Missing},
    id::AccountId,
};
use server::config;
use tempfile::TempDir;
use tokio::sync::OnceCell;

const PASSWORD: &str = "bốn con mèo ngủ say";
/// The name of everybody here, with markup that must be escaped.
const NAME: &str = "<script>alert(1)</script> & \"Lan\"";
const ESCAPED: &str = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"Lan\"";

/// A site with accounts.
struct Desk {
    site: TestSite,
    db: Db,
    _pack: TempDir,
}

/// The browser of an account, with its session cookie.
struct Browser<'a> {
    desk: &'a Desk,
    cookie: String,
}

impl Desk {
    /// Category 1 is `goc`, with 2, `kho`, below it.
    async fn open() -> Self {
        let pack = archive(3);
        let site = TestSite::with(&[pack.path()], "http://site.test").await;
        let db = Db::open(&config::database(site.data()), Missing::Refuse).await.expect("a database");
        Self { site, db, _pack: pack }
    }

    /// Creates an account whose password is [`PASSWORD`], hashed once for all tests, since that takes a
    /// while.
    async fn account(&self, email: &str, role: Role) -> AccountId {
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash = HASH.get_or_init(async || Hasher::default().hash(PASSWORD).await.expect("a hash")).await;
        self.new_account(email, role, Some(hash.clone())).await
    }

    async fn new_account(&self, email: &str, role: Role, password: Option<String>) -> AccountId {
        self.named_account(email, NAME, role, password).await
    }

    async fn named_account(
        &self,
        email: &str,
        name: &str,
        role: Role,
        password: Option<String>,
    ) -> AccountId {
        let categories = Vec::new();
        let new = NewAccount { email: email.to_owned(), name: name.to_owned(), role, categories, password };
        let mut tx = self.db.write().await.expect("a transaction");
        let made = create_account(&mut tx, &new, Timestamp(1)).await.expect("an answer");
        tx.commit().await.expect("committed");
        made.expect("an address of its own")
    }

    /// The log entries of an action, newest first.
    async fn logged(&self, action: Action) -> Vec<Entry> {
        let filter = Filter { action: Some(action), ..Filter::default() };
        load_log(&self.db, &filter, None, 100).await.expect("a log").entries
    }

    async fn load(&self, id: AccountId) -> Account {
        load_account(&self.db, id).await.expect("an answer").expect("an account")
    }

    /// The response to signing in with a password, from a separate address, so that nobody slows others down.
    async fn try_sign_in(&self, email: &str, password: &str) -> Answer {
        let fields = encoded(&[("email", email), ("mat-khau", password)]);
        let mut request = form("/dang-nhap", &[], &fields);
        request.extensions_mut().insert(ConnectInfo(peer("192.0.2.77:5000")));
        Answer::of(self.site.send(request).await).await
    }

    async fn sign_in(&self, email: &str) -> Browser<'_> {
        let answer = self.try_sign_in(email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let cookies = answer.headers.get_all("set-cookie").iter();
        let session =
            cookies.filter_map(|line| line.to_str().ok()).find(|line| line.starts_with("tn_session="));
        let cookie = session.and_then(|line| line.split(';').next()).expect("a session").to_owned();
        Browser { desk: self, cookie }
    }

    /// Creates an account with this role, and its browser.
    async fn person(&self, email: &str, role: Role) -> (AccountId, Browser<'_>) {
        let id = self.account(email, role).await;
        (id, self.sign_in(email).await)
    }
}

impl Browser<'_> {
    async fn get(&self, address: &str) -> Answer {
        let headers = [("accept", "text/html"), ("cookie", self.cookie.as_str())];
        self.desk.site.ask(Method::GET, address, &headers).await
    }

    async fn post(&self, address: &str, typed: &[(&str, &str)]) -> Answer {
        self.desk.site.post(address, &[("cookie", &self.cookie)], &encoded(typed)).await
    }

    /// Whether this browser is still signed in.
    async fn is_signed_in(&self) -> bool {
        self.get("/ban-bien-tap").await.status == StatusCode::OK
    }
}

/// The link on a page, as a path.
fn shown_link(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let link = between(&answer.text, "<p class=\"one-time-link\">", "</p>");
    link.strip_prefix("http://site.test").expect("an absolute address").to_owned()
}
