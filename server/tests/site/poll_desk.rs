//! Polls at the desk over HTTP: creating, changing, closing, and what readers see.

mod changing;
mod closing;
mod making;
mod rights;
mod side;

use crate::{
    desk::{Browser, hire},
    support::{Answer, TestOptions, TestSite, archive, between, encoded, form, request},
};
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use domain::accounts::Role;

const LIST: &str = "/ban-bien-tap/binh-chon";
const NEW: &str = "/ban-bien-tap/binh-chon/moi";

/// A browser that is signed in.
struct SignedIn<'a> {
    site: &'a TestSite,
    cookie: String,
}

impl<'a> SignedIn<'a> {
    /// Creates an account with this name and role, and signs in.
    async fn sign_in(site: &'a TestSite, name: &str, role: Role) -> Self {
        let email = format!("{name}@site.test");
        hire(site, &email, role, &[]).await;
        let cookie = Browser::signed_in(site, &email).await.cookies();
        Self { site, cookie }
    }

    async fn administrator(site: &'a TestSite) -> Self {
        Self::sign_in(site, "lan", Role::Administrator).await
    }

    async fn get(&self, address: &str) -> Answer {
        let headers = [("accept", "text/html"), ("cookie", self.cookie.as_str())];
        Answer::of(self.site.send(request(Method::GET, address, &headers, Body::empty())).await).await
    }

    async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        Answer::of(self.site.send(form(address, &[("cookie", &self.cookie)], &encoded(fields))).await).await
    }

    /// Sends a form, and returns the address of the redirect.
    async fn done(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(address, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        answer.header("location").to_owned()
    }
}

/// All fields for a question with two options, always open; of two values with the same name the last one
/// counts.
fn typed<'a>(question: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("cau-hoi", question),
        ("phuong-an-1", "Cam"),
        ("lien-ket-phuong-an-1", ""),
        ("phuong-an-2", ""),
        ("lien-ket-phuong-an-2", ""),
        ("phuong-an-3", "Quýt"),
        ("lien-ket-phuong-an-3", ""),
        ("it-nhat", "1"),
        ("nhieu-nhat", "1"),
    ];
    [&usual, &terms(&[])[..]]
        .concat()
        .into_iter()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
        .chain(changes.iter().copied())
        .collect()
}

/// The fields for a poll that has ballots.
fn terms<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual =
        [("lien-ket", ""), ("gio-mo", ""), ("gio-dong", ""), ("ket-qua", "always"), ("gioi-han-mang", "500")];
    usual
        .into_iter()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
        .chain(changes.iter().copied())
        .collect()
}

/// The value of a field on a page.
fn value<'a>(page: &'a str, name: &str) -> &'a str {
    let mut inputs = page.split("<input ").skip(1).filter_map(|input| input.split('>').next());
    let named = format!("name=\"{name}\"");
    let input = inputs.find(|input| input.contains(&named)).unwrap_or_else(|| panic!("no {name} in {page}"));
    input.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Whether a field is on a page.
fn has_field(page: &str, name: &str) -> bool {
    page.contains(&format!("name=\"{name}\""))
}

/// The problem at a field.
fn problem<'a>(page: &'a str, name: &str) -> &'a str {
    let part = between(page, &format!("id=\"{name}-loi\""), "</p>");
    part.split_once('>').map_or(part, |(_, sentence)| sentence)
}

/// A site without polls.
async fn site_without_polls() -> TestSite {
    let pack = archive(1);
    TestSite::open(&[pack.path()], TestOptions::default()).await
}
