//! Permissions: every route and every server function is requested in every role. A new one fails here until
//! it is in the table, with the permissions of each role.

use crate::{
    desk::{Browser, hire},
    support::TestSite,
};
use axum::{
    http::{Method, StatusCode},
    response::Response,
};
use domain::accounts::Role;
use std::collections::BTreeSet;

/// A visitor, an author, an editor, an administrator.
type Allowed = [bool; 4];

const EVERYBODY: Allowed = [true, true, true, true];
const STAFF: Allowed = [false, true, true, true];
const EDITORS: Allowed = [false, false, true, true];
const ADMINISTRATORS: Allowed = [false, false, false, true];

const TABLE: &[(&str, &str, Allowed)] = &[
    // Server functions.
    ("GET", "/api/pages/load", EVERYBODY),
    ("GET", "/api/search/suggest", EVERYBODY),
    ("POST", "/api/polls/cast", EVERYBODY),
    // Drafts; whose article it is, is checked where it is changed (editing/drafts.rs).
    ("POST", "/api/drafts/count", STAFF),
    ("POST", "/api/drafts/keep", STAFF),
    ("POST", "/api/drafts/open", STAFF),
    // Readers.
    ("GET", "/healthz", EVERYBODY),
    ("GET", "/readyz", EVERYBODY),
    ("GET", "/live", EVERYBODY),
    ("GET", "/binh-chon/{id}", EVERYBODY),
    ("POST", "/binh-chon/{id}", EVERYBODY),
    ("GET", "/binh-chon/{id}/ket-qua.csv", EVERYBODY),
    ("GET", "/binh-chon/{id}/theo-ngay.csv", EVERYBODY),
    ("GET", "/thong-ke/{period}/{file}", EVERYBODY),
    ("POST", "/api/views", EVERYBODY),
    ("GET", "/manifest.webmanifest", EVERYBODY),
    // Feeds and sitemaps.
    ("GET", "/rss.xml", EVERYBODY),
    ("GET", "/atom.xml", EVERYBODY),
    ("GET", "/feed.json", EVERYBODY),
    ("GET", "/tin/{slug}/rss.xml", EVERYBODY),
    ("GET", "/tin/{slug}/atom.xml", EVERYBODY),
    ("GET", "/tin/{slug}/feed.json", EVERYBODY),
    ("GET", "/chuyen-de/{slug}/rss.xml", EVERYBODY),
    ("GET", "/chuyen-de/{slug}/atom.xml", EVERYBODY),
    ("GET", "/chuyen-de/{slug}/feed.json", EVERYBODY),
    ("GET", "/the/{slug}/rss.xml", EVERYBODY),
    ("GET", "/the/{slug}/atom.xml", EVERYBODY),
    ("GET", "/the/{slug}/feed.json", EVERYBODY),
    ("GET", "/tac-gia/{slug}/rss.xml", EVERYBODY),
    ("GET", "/tac-gia/{slug}/atom.xml", EVERYBODY),
    ("GET", "/tac-gia/{slug}/feed.json", EVERYBODY),
    ("GET", "/sitemap.xml", EVERYBODY),
    ("GET", "/news-sitemap.xml", EVERYBODY),
    ("GET", "/robots.txt", EVERYBODY),
    ("GET", "/chia-se/{name}", EVERYBODY),
    ("GET", "/ma-qr/{name}", EVERYBODY),
    // Everybody with a link sees the article; here no link is valid.
    ("GET", "/xem-truoc/{token}", EVERYBODY),
    // Signing in and out.
    ("GET", "/ban-bien-tap/tep/{name}", EVERYBODY),
    ("GET", "/dang-nhap", EVERYBODY),
    ("POST", "/dang-nhap", EVERYBODY),
    ("GET", "/dang-nhap/ma", EVERYBODY),
    ("POST", "/dang-nhap/ma", EVERYBODY),
    ("POST", "/dang-nhap/khoa/bat-dau", EVERYBODY),
    ("POST", "/dang-nhap/khoa", EVERYBODY),
    ("POST", "/dang-xuat", EVERYBODY),
    // Everybody with a link may choose a password; here no link is valid.
    ("GET", "/dat-mat-khau/{token}", EVERYBODY),
    ("POST", "/dat-mat-khau/{token}", EVERYBODY),
    // One's own account.
    ("GET", "/ban-bien-tap/toi", STAFF),
    ("POST", "/ban-bien-tap/toi/ten", STAFF),
    ("POST", "/ban-bien-tap/toi/mat-khau", STAFF),
    ("GET", "/ban-bien-tap/toi/hai-buoc", STAFF),
    ("POST", "/ban-bien-tap/toi/hai-buoc", STAFF),
    ("POST", "/ban-bien-tap/toi/hai-buoc/bat-dau", STAFF),
    ("POST", "/ban-bien-tap/toi/hai-buoc/tat", STAFF),
    ("POST", "/ban-bien-tap/toi/ma-khoi-phuc", STAFF),
    ("POST", "/ban-bien-tap/toi/khoa", STAFF),
    ("POST", "/ban-bien-tap/toi/khoa/bat-dau", STAFF),
    ("POST", "/ban-bien-tap/toi/khoa/{id}/go", STAFF),
    ("POST", "/ban-bien-tap/toi/phien", STAFF),
    ("POST", "/ban-bien-tap/toi/phien/{id}", STAFF),
    // Pictures; whose picture it is, is checked where it is changed (pictures).
    ("GET", "/ban-bien-tap/hinh-anh", STAFF),
    ("POST", "/ban-bien-tap/hinh-anh", STAFF),
    ("GET", "/ban-bien-tap/hinh-anh/{id}", STAFF),
    ("POST", "/ban-bien-tap/hinh-anh/{id}", STAFF),
    // For the whole site.
    ("GET", "/ban-bien-tap/binh-chon", EDITORS),
    ("GET", "/ban-bien-tap/binh-chon/moi", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/binh-chon/moi", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/binh-chon/{id}", EDITORS),
    ("POST", "/ban-bien-tap/binh-chon/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/binh-chon/{id}/dong", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/binh-chon/{id}/cot-ben", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/trang-web", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/trang-web", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-muc", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-muc/moi", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-muc/moi", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-muc/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-muc/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-muc/{id}/thu-tu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-muc/{id}/gop", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-muc/{id}/xoa", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/menu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/nhom/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/nhom/{id}/thu-tu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/nhom/{id}/xoa", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/menu/nhom/{id}/moi", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/nhom/{id}/moi", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/menu/lien-ket/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/lien-ket/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/lien-ket/{id}/thu-tu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/lien-ket/{id}/bo", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/menu/lien-ket/{id}/khoi-phuc", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/trang", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/trang/moi", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/trang/moi", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/trang/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/trang/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/trang/{id}/thu-tu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/trang/{id}/bo", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/trang/{id}/khoi-phuc", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/so-lieu-cu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/so-lieu-cu", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-huong", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-huong/moi", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-huong/moi", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-huong/khong-co-trang", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-huong/khong-co-trang", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/chuyen-huong/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-huong/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/chuyen-huong/{id}/xoa", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/tai-khoan", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/tai-khoan/moi", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/tai-khoan/moi", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/tai-khoan/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/tai-khoan/{id}", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/tai-khoan/{id}/lien-ket", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/tai-khoan/{id}/hai-buoc", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/tai-khoan/{id}/ngung", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/tai-khoan/{id}/mo-lai", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/suc-khoe", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/suc-khoe/sao-luu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/suc-khoe/sao-luu", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/suc-khoe/sao-luu/ngay", ADMINISTRATORS),
    ("POST", "/ban-bien-tap/suc-khoe/sao-luu/tai", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/nhat-ky", ADMINISTRATORS),
    ("GET", "/ban-bien-tap/nhat-ky.csv", ADMINISTRATORS),
    // Articles; whose article it is, is checked where it is loaded (articles.rs).
    ("GET", "/ban-bien-tap", STAFF),
    ("GET", "/ban-bien-tap/bai-viet", STAFF),
    ("GET", "/ban-bien-tap/bai-viet/moi", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/moi", STAFF),
    ("GET", "/ban-bien-tap/bai-viet/lien-ket", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/tu-word", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/moi/xem-truoc", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/tep", STAFF),
    ("GET", "/ban-bien-tap/bai-viet/{id}", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/{id}", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/{id}/xem-truoc", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/{id}/dang", EDITORS),
    ("POST", "/ban-bien-tap/bai-viet/{id}/go", EDITORS),
    ("POST", "/ban-bien-tap/bai-viet/{id}/bo", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/{id}/khoi-phuc", STAFF),
    ("POST", "/ban-bien-tap/bai-viet/{id}/bo-thay-doi", STAFF),
    ("GET", "/ban-bien-tap/ban-nhap", STAFF),
    ("POST", "/ban-bien-tap/ban-nhap", STAFF),
    ("GET", "/ban-bien-tap/tim-khong-thay", EDITORS),
];

/// All routes and server functions.
fn everything() -> BTreeSet<(String, String)> {
    let routes = server::router::routes().into_iter();
    let routes = routes.map(|route| (route.method.to_string(), route.path.to_owned()));
    let calls = leptos::server_fn::axum::server_fn_paths();
    let calls = calls.map(|(path, method)| (method.to_string(), path.to_owned()));
    routes.chain(calls).collect()
}

#[test]
fn every_route_and_call_is_classified() {
    let known: BTreeSet<(String, String)> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(known.len(), TABLE.len(), "a route stands in the table twice");
    let everything = everything();
    let unknown: Vec<_> = everything.difference(&known).collect();
    assert!(unknown.is_empty(), "who may ask for these? {unknown:?}");
    let gone: Vec<_> = known.difference(&everything).collect();
    assert!(gone.is_empty(), "there is no such route any more: {gone:?}");
}

/// The address of a route with values for its parameters. Nothing has this id.
fn sample(path: &str) -> String {
    path.replace("{id}", "999999")
        .replace("{slug}", "khong-co")
        .replace("{name}", "none.css")
        .replace("{token}", &"0".repeat(64))
        .replace("{period}", "2026-11")
        .replace("{file}", "luot-truy-cap.csv")
}

/// Whether access was denied.
fn turned_away(answer: &Response) -> bool {
    let location = answer.headers().get("location").and_then(|location| location.to_str().ok());
    let to_sign_in = location.is_some_and(|location| location.starts_with("/dang-nhap?"));
    to_sign_in || matches!(answer.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let site = TestSite::starter().await;
    for (email, role) in
        [("a@site.test", Role::Author), ("e@site.test", Role::Editor), ("q@site.test", Role::Administrator)]
    {
        hire(&site, email, role, &[]).await;
    }
    for (method, path, allowed) in TABLE {
        let method: Method = method.parse().expect("a method");
        for (place, email) in
            [None, Some("a@site.test"), Some("e@site.test"), Some("q@site.test")].iter().enumerate()
        {
            // Signing out is one of the routes: everybody signs in again for each.
            let mut browser = match email {
                None => Browser::new(&site),
                Some(email) => Browser::signed_in(&site, email).await,
            };
            let kind = [("content-type", "application/x-www-form-urlencoded")];
            let address = sample(path);
            let answer = browser.begin(method.clone(), &address, &kind, Vec::new()).await;
            let (who, status) = (email.unwrap_or("a visitor"), answer.status());
            assert_eq!(!turned_away(&answer), allowed[place], "{who}: {method} {path}: {status}");
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{who}: {method} {path}");
        }
    }
}
