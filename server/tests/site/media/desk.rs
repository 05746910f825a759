//! A site with accounts, and browsers that are signed in.

use super::files::Part;
use crate::{
    desk::{Browser, hire},
    support::{Answer, TestSite, archive, encoded, request},
};
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use domain::{
    accounts::Role,
    audit::{Action, Filter, store::load_log},
    db::{Db, Missing},
    media::store::{StoredPicture, load_recent},
};
use server::config;
use std::{fs, path::Path};

pub(super) const PICTURES: &str = "/ban-bien-tap/hinh-anh";

/// A site, and a second connection to its database.
pub(super) struct Desk {
    pub(super) site: TestSite,
    pub(super) db: Db,
}

/// A browser that is signed in.
pub(super) struct Worker<'a> {
    desk: &'a Desk,
    cookie: String,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let pack = archive(1);
        let site = TestSite::with(&[pack.path()], "http://site.test").await;
        let db = Db::open(&config::database(site.data()), Missing::Refuse).await.expect("a database");
        Self { site, db }
    }

    /// Creates an account and signs in.
    pub(super) async fn worker(&self, name: &str, role: Role) -> Worker<'_> {
        let email = format!("{name}@site.test");
        hire(&self.site, &email, role, &[]).await;
        let cookie = Browser::signed_in(&self.site, &email).await.cookies();
        Worker { desk: self, cookie }
    }

    /// The stored pictures, newest first.
    pub(super) async fn stored(&self) -> Vec<StoredPicture> {
        load_recent(&self.db, None, 1000).await.expect("pictures").rows
    }

    /// The files of the media folder and its subfolders, by name.
    pub(super) fn files(&self) -> Vec<String> {
        fn list(folder: &Path, above: &str, names: &mut Vec<String>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = format!("{above}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    list(&entry.path(), &format!("{name}/"), names);
                } else {
                    names.push(name);
                }
            }
        }
        let mut names = Vec::new();
        list(&config::media(self.site.data()), "", &mut names);
        names.sort();
        names
    }

    /// How often an action is in the log.
    pub(super) async fn logged(&self, action: Action) -> usize {
        let filter = Filter { action: Some(action), ..Filter::default() };
        load_log(&self.db, &filter, None, 1000).await.expect("the log").entries.len()
    }

    /// Deletes all pictures.
    pub(super) async fn forget_pictures(&self) {
        let mut tx = self.db.write().await.expect("a transaction");
        sqlx::query("delete from media").execute(&mut *tx).await.expect("deleted");
        tx.commit().await.expect("committed");
        for file in self.files() {
            fs::remove_file(config::media(self.site.data()).join(file)).expect("removed");
        }
    }

    /// Makes inserts into a table fail, as on a full disk.
    pub(super) async fn refuse_rows(&self, table: &str) {
        let trigger = format!(
            "create trigger full_{table} before insert on {table}
             begin select raise(abort, 'database or disk is full'); end"
        );
        let mut tx = self.db.write().await.expect("a transaction");
        sqlx::raw_sql(sqlx::AssertSqlSafe(trigger)).execute(&mut *tx).await.expect("a trigger");
        tx.commit().await.expect("committed");
    }

    /// Checks that nothing of an upload was stored.
    pub(super) async fn is_untouched(&self, why: &str) {
        assert_eq!(self.stored().await.len(), 0, "{why}");
        assert_eq!(self.files(), [""; 0], "{why}");
    }
}

impl Worker<'_> {
    pub(super) async fn get(&self, address: &str) -> Answer {
        self.desk.site.ask(Method::GET, address, &[("accept", "text/html"), ("cookie", &self.cookie)]).await
    }

    /// Sends a plain form.
    pub(super) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.desk.site.post(address, &[("cookie", &self.cookie)], &encoded(fields)).await
    }

    /// Sends a form with files.
    pub(super) async fn send(&self, address: &str, parts: &[Part<'_>]) -> Answer {
        self.send_bytes(address, super::files::multipart(parts)).await
    }

    /// Sends bytes as a form with files.
    pub(super) async fn send_bytes(&self, address: &str, body: Vec<u8>) -> Answer {
        let length = body.len().to_string();
        let kind = super::files::kind();
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", &kind),
            ("content-length", &length),
            ("accept", "text/html"),
        ];
        Answer::of(self.desk.site.send(request(Method::POST, address, &headers, body)).await).await
    }

    /// Sends a body without a length.
    pub(super) async fn send_unmeasured(&self, address: &str, body: Body) -> Answer {
        let kind = super::files::kind();
        let headers = [("cookie", self.cookie.as_str()), ("content-type", &kind), ("accept", "text/html")];
        Answer::of(self.desk.site.send(request(Method::POST, address, &headers, body)).await).await
    }

    /// Uploads one picture; returns the address of the redirect.
    pub(super) async fn upload(&self, content: &[u8], alt: &str, caption: &str) -> String {
        let parts = [
            Part::File("hinh", "anh.jpg", content),
            Part::Text("mo-ta", alt),
            Part::Text("chu-thich", caption),
        ];
        let answer = self.send(PICTURES, &parts).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        answer.header("location").to_owned()
    }
}
