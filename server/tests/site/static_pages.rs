//! Static pages at the desk, over HTTP.

use crate::{
    desk::{Browser, hire},
    support::{TestSite, between},
};
use axum::http::StatusCode;
use domain::accounts::Role;

const PAGES: &str = "/ban-bien-tap/trang";
const NEW: &str = "/ban-bien-tap/trang/moi";

async fn site() -> TestSite {
    let site = TestSite::starter().await;
    hire(&site, "q@site.test", Role::Administrator, &[]).await;
    site
}

#[tokio::test]
async fn a_page_is_written_published_renamed_and_put_away() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let text = "<p onclick=\"x()\">Điều <b>một</b>.</p><script>alert(1)</script>";
    let draft = admin.post(NEW, &[("tieu-de", "Nội quy <i>"), ("noi-dung", text)]).await;
    let path = draft.header("location").trim_end_matches("?da=luu").to_owned();
    assert_eq!(draft.status, StatusCode::SEE_OTHER, "{}", draft.text);
    assert_eq!(site.get("/trang/noi-quy-i").await.status, StatusCode::NOT_FOUND);
    let form = admin.get(&path).await;
    let version = between(&form.text, "name=\"phien-ban\" value=\"", "\"").to_owned();
    let typed = [
        ("tieu-de", "Nội quy"),
        ("duong-dan", "noi-quy"),
        ("noi-dung", text),
        ("phien-ban", &version),
        ("dang", "1"),
    ];
    assert_eq!(admin.post(&path, &typed).await.header("location"), format!("{path}?da=dang"));
    let read = site.get("/trang/noi-quy").await;
    assert!(read.text.contains("Điều <b>một</b>.") && !read.text.contains("alert(1)"), "{}", read.text);
    assert_eq!(site.get("/trang/noi-quy-i").await.header("location"), "/trang/noi-quy");
    // The same form again is older than what is stored now, and keeps what was typed.
    let stale = admin.post(&path, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("đã lưu trang này") && stale.text.contains("&lt;b>một"));
    let wrong =
        admin.post(NEW, &[("tieu-de", "Nội quy"), ("noi-dung", "<p>còn đây</p>"), ("dang", "1")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("đã thuộc một trang khác") && wrong.text.contains("còn đây"));
    let found = site.get("/tim-kiem?q=noi+quy").await.text;
    assert!(found.contains("/trang/noi-quy"));
    assert!(site.get("/sitemap.xml").await.status.is_success());
    let gone = admin.post(&format!("{path}/bo"), &[]).await;
    assert_eq!(gone.header("location"), format!("{PAGES}?da=bo"));
    assert_eq!(site.get("/trang/noi-quy").await.status, StatusCode::NOT_FOUND);
    assert!(!site.get("/tim-kiem?q=noi+quy").await.text.contains("/trang/noi-quy"));
    let back = admin.post(&format!("{path}/khoi-phuc"), &[]).await;
    assert_eq!(back.header("location"), format!("{PAGES}?da=khoi-phuc"));
}

#[tokio::test]
async fn a_page_and_a_category_may_have_the_same_name() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let made =
        admin.post(NEW, &[("tieu-de", "Văn hóa đọc"), ("noi-dung", "<p>Trang.</p>"), ("dang", "1")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    for (path, heading) in [("/trang/van-hoa-doc", "Văn hóa đọc"), ("/tin/van-hoa-doc", "Văn hóa đọc")]
    {
        let page = site.get(path).await;
        assert!(page.status.is_success() && page.text.contains(&format!("{heading}</h1>")), "{path}");
    }
}

#[tokio::test]
async fn the_introduction_cannot_be_put_away() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let list = admin.get(PAGES).await.text;
    let before = list.split(">Giới thiệu</a>").next().expect("the page");
    let path = before.rsplit("href=\"").next().expect("an address").trim_end_matches('"').to_owned();
    let kept = admin.post(&format!("{path}/bo"), &[]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    assert!(kept.text.contains("Cột bên đang lấy trang này làm bài giới thiệu."));
    assert_eq!(site.get("/trang/gioi-thieu").await.status, StatusCode::OK);
}
