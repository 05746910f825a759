//! What strangers get from the sign-in pages.

mod foreign;
mod guessing;
mod rehashing;
mod telling;

use crate::{
    desk::hire,
    support::{Answer, TestOptions, TestSite, archive, encoded, form, peer},
};
use axum::extract::ConnectInfo;
use domain::accounts::Role;
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

const AN: &str = "an@site.test";
const BINH: &str = "binh@site.test";

/// A site with two authors and an administrator.
async fn site() -> TestSite {
    let pack = archive(1);
    let site =
        TestSite::open(&[pack.path()], TestOptions { counting: false, ..TestOptions::default() }).await;
    for (email, role) in [(AN, Role::Author), (BINH, Role::Author), ("quan@site.test", Role::Administrator)] {
        hire(&site, email, role, &[]).await;
    }
    site
}

/// Sends an address and a password in a new browser.
async fn try_from(site: &TestSite, network: &str, email: &str, password: &str) -> Answer {
    let body = encoded(&[("email", email), ("mat-khau", password)]);
    let mut request = form("/dang-nhap", &[], &body);
    request.extensions_mut().insert(ConnectInfo(peer(&format!("{network}:5000"))));
    Answer::of(site.send(request).await).await
}

/// A second connection to the database of a site.
async fn file_of(site: &TestSite) -> SqliteConnection {
    let file = SqliteConnectOptions::new().filename(server::config::database(site.data()));
    file.connect().await.expect("a database")
}
