//! Categories at the desk, over HTTP.

use crate::{
    desk::{Browser, hire},
    support::{Answer, TestSite, between},
};
use axum::http::StatusCode;
use domain::accounts::Role;

const LIST: &str = "/ban-bien-tap/chuyen-muc";
const NEW: &str = "/ban-bien-tap/chuyen-muc/moi";

async fn site() -> TestSite {
    let site = TestSite::starter().await;
    hire(&site, "q@site.test", Role::Administrator, &[]).await;
    site
}

/// Makes a category; returns its address at the desk.
async fn make(admin: &mut Browser<'_>, fields: &[(&str, &str)]) -> String {
    let made = admin.post(NEW, fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.header("location").trim_end_matches("?da=tao").to_owned()
}

/// The version in a form.
fn version(page: &Answer) -> &str {
    between(&page.text, "name=\"phien-ban\" value=\"", "\"")
}

#[tokio::test]
async fn readers_see_a_change_at_once_and_old_addresses_redirect() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let path = make(&mut admin, &[("ten", "Khuyến tài <b>"), ("mo-ta", "Học bổng & quỹ")]).await;
    let read = site.get("/tin/khuyen-tai-b").await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(read.text.contains("Khuyến tài &lt;b&gt;</h1>"), "{}", read.text);
    assert!(read.text.contains("Học bổng &amp; quỹ"));
    let form = admin.get(&path).await;
    let renamed = [("ten", "Khuyến tài"), ("duong-dan", "khuyen-tai"), ("phien-ban", version(&form))];
    let saved = admin.post(&path, &renamed).await;
    assert_eq!(saved.header("location"), format!("{path}?da=luu"));
    for (old, new) in [
        ("/tin/khuyen-tai-b", "/tin/khuyen-tai"),
        ("/tin/khuyen-tai-b/thang/2026-09", "/tin/khuyen-tai/thang/2026-09"),
        ("/tin/khuyen-tai-b/rss.xml", "/tin/khuyen-tai/rss.xml"),
        ("/news/Khuyen-tai-b/", "/tin/khuyen-tai"),
    ] {
        let moved = site.get(old).await;
        assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, new), "{old}");
    }
    // The same form again is older than what is stored now.
    let again = admin.post(&path, &renamed).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains("đã lưu chuyên mục này") && again.text.contains("value=\"Khuyến tài\""));
    let wrong = admin.post(NEW, &[("ten", "Khuyến tài"), ("mo-ta", "còn đây")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("đã thuộc chuyên mục “Khuyến tài”") && wrong.text.contains("còn đây"));
}

#[tokio::test]
async fn articles_follow_a_merged_category_and_stay_readable_at_their_old_addresses() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let list = admin.get(LIST).await.text;
    let id_of = |name: &str| {
        let before = list.split(&format!("\">{name}</a>")).next().expect("a name");
        before.rsplit("/chuyen-muc/").next().expect("an id").to_owned()
    };
    let (library, news) = (id_of("Văn hóa đọc"), id_of("Tin cơ sở"));
    let article = "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12";
    assert_eq!(site.get(article).await.status, StatusCode::OK);
    let refused = admin.post(&format!("{LIST}/{library}/gop"), &[("gop-vao", "")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Không gộp được vào chuyên mục ấy"));
    let kept = admin.post(&format!("{LIST}/{library}/xoa"), &[]).await;
    assert!(kept.text.contains("Chuyên mục này còn bài viết"), "{}", kept.text);
    let merged = admin.post(&format!("{LIST}/{library}/gop"), &[("gop-vao", &news)]).await;
    assert_eq!(merged.header("location"), format!("{LIST}?da=gop"));
    let moved = site.get(article).await;
    assert_eq!(moved.header("location"), "/tin/tin-co-so/chuyen-xe-sach-di-doc-trien-de-12");
    let moved = site.get("/tin/van-hoa-doc").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, "/tin/tin-co-so"));
    let listed = site.get("/tin/tin-co-so").await.text;
    assert!(listed.contains("/tin/tin-co-so/chuyen-xe-sach-di-doc-trien-de-12"));
    let front = site.get("/").await.text;
    assert!(!front.contains("\"/tin/van-hoa-doc"), "neither the menu nor a card leads to the old address");
    let log = admin.get("/ban-bien-tap/nhat-ky").await.text;
    assert!(log.contains("Gộp chuyên mục"), "{log}");
}

#[tokio::test]
async fn the_order_is_that_of_the_buttons() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let names = async |admin: &mut Browser<'_>| -> Vec<String> {
        let list = admin.get(LIST).await.text;
        let rows = list.split("data-siblings=\"0\"").skip(1);
        rows.map(|row| between(row, "\">", "</a>").rsplit('>').next().expect("a name").to_owned()).collect()
    };
    let before = names(&mut admin).await;
    let list = admin.get(LIST).await.text;
    let second = list.split("data-siblings=\"0\"").nth(2).expect("a row");
    let order = format!("{LIST}/{}", between(second, "/ban-bien-tap/chuyen-muc/", "\""));
    let done = admin.post(&format!("{order}/thu-tu"), &[("buoc", "len")]).await;
    assert_eq!(done.header("location"), format!("{LIST}?da=thu-tu"));
    let mut swapped = before.clone();
    swapped.swap(0, 1);
    assert_eq!(names(&mut admin).await, swapped);
    let dragged = admin.post(&format!("{order}/thu-tu"), &[("truoc", "")]).await;
    assert_eq!(dragged.status, StatusCode::SEE_OTHER);
    swapped.rotate_left(1);
    assert_eq!(names(&mut admin).await, swapped);
    let lost = admin.post(&format!("{order}/thu-tu"), &[("truoc", "999999")]).await;
    assert_eq!(lost.status, StatusCode::CONFLICT);
}
