//! Menus, blocks of links and the footer at the desk, over HTTP.

use crate::{
    desk::{Browser, hire},
    support::{Answer, TestSite, between},
};
use axum::http::StatusCode;
use domain::accounts::Role;

const MENUS: &str = "/ban-bien-tap/menu";

async fn site() -> TestSite {
    let site = TestSite::starter().await;
    hire(&site, "q@site.test", Role::Administrator, &[]).await;
    site
}

/// Makes a list; returns the address where a link is added to it.
async fn make_list(admin: &mut Browser<'_>, place: &str, name: &str) -> String {
    let field = format!("ten-{place}");
    let made = admin.post(MENUS, &[("cho", place), (&field, name)]).await;
    assert_eq!(made.header("location"), format!("{MENUS}?da=nhom"));
    let page = admin.get(MENUS).await.text;
    let list = page.split(&format!("value=\"{name}\"")).nth(1).expect("the list");
    format!(
        "{MENUS}/nhom/{}/moi",
        between(list, "/ban-bien-tap/menu/nhom/", "/moi").rsplit('/').next().expect("an id")
    )
}

/// The side column of a page of readers.
fn side(page: &Answer) -> &str {
    between(&page.text, "<aside", "</aside>")
}

#[tokio::test]
async fn a_link_is_added_found_by_name_changed_removed_and_brought_back() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let add = make_list(&mut admin, "links", "Bạn bè").await;
    assert!(!side(&site.get("/").await).contains("Bạn bè"), "an empty list is not shown");
    let added = admin.post(&add, &[("chu", "Bộ <GD>"), ("dich", "https://moet.gov.vn/")]).await;
    assert_eq!(added.header("location"), format!("{MENUS}?da=luu"), "{}", added.text);
    let read = site.get("/").await;
    assert!(
        side(&read).contains("<a href=\"https://moet.gov.vn/\" rel=\"noopener\">Bộ &lt;GD&gt;</a>"),
        "{}",
        side(&read)
    );
    // Found by its name, without marks; what was typed stays.
    let found = admin.post(&add, &[("tim-dich", "1"), ("tim", "van hoa doc"), ("chu", "Đọc")]).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.text.contains("value=\"/tin/van-hoa-doc\"") && found.text.contains("value=\"Đọc\""));
    let nothing = admin.post(&add, &[("tim-dich", "1"), ("tim", "khongcotunay")]).await;
    assert!(nothing.text.contains("Không tìm thấy gì có tên như vậy."));
    let chosen = admin.post(&add, &[("chon", "/tin/van-hoa-doc"), ("dich", "https://cu.example/")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert!(side(&site.get("/").await).contains("<a href=\"/tin/van-hoa-doc\">Văn hóa đọc</a>"));
    for (typed, sentence) in [
        ("/tin/khong-co", "Trang web không có trang nào ở địa chỉ này."),
        ("/khong/co/gi", "Trang web không có trang nào ở địa chỉ này."),
        ("javascript:alert(1)", "Xin ghi một địa chỉ bắt đầu bằng https://"),
    ] {
        let refused = admin.post(&add, &[("chu", "Còn đây"), ("dich", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text.contains(sentence) && refused.text.contains("value=\"Còn đây\""), "{typed}");
    }
    let page = admin.get(MENUS).await.text;
    // The main menu has such a link too; the block of links stands below it.
    let end = page.rfind(">Văn hóa đọc</a></th>").expect("the link");
    let link = page[..end].rsplit("href=\"").next().expect("an address").trim_end_matches('"').to_owned();
    let removed = admin.post(&format!("{link}/bo"), &[]).await;
    let undo = admin.get(removed.header("location")).await;
    assert!(undo.text.contains("Hoàn tác") && undo.text.contains(&format!("action=\"{link}/khoi-phuc\"")));
    assert!(!side(&site.get("/").await).contains("/tin/van-hoa-doc"));
    let back = admin.post(&format!("{link}/khoi-phuc"), &[]).await;
    assert_eq!(back.header("location"), format!("{MENUS}?da=dua-lai"));
    assert!(side(&site.get("/").await).contains("/tin/van-hoa-doc"));
    // Two people: the second one is told.
    let form = admin.get(&link).await;
    let version = between(&form.text, "name=\"phien-ban\" value=\"", "\"").to_owned();
    let typed = [("chu", "Sách"), ("dich", "/tin/van-hoa-doc"), ("phien-ban", version.as_str())];
    assert_eq!(admin.post(&link, &typed).await.status, StatusCode::SEE_OTHER);
    let stale = admin.post(&link, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Người khác đã sửa liên kết này"));
    assert_eq!(admin.get(&format!("{MENUS}/nhom/999/moi")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn lists_are_named_ordered_and_removed() {
    let site = site().await;
    let mut admin = Browser::signed_in(&site, "q@site.test").await;
    let add = make_list(&mut admin, "links", "Một").await;
    make_list(&mut admin, "links", "Hai").await;
    let list = add.trim_end_matches("/moi");
    let id = list.rsplit('/').next().expect("an id");
    let field = format!("ten-{id}");
    let empty = admin.post(list, &[(&field, " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Xin ghi tiêu đề."));
    assert_eq!(admin.post(list, &[(&field, "Ba")]).await.header("location"), format!("{MENUS}?da=ten"));
    let moved = admin.post(&format!("{list}/thu-tu"), &[("buoc", "xuong")]).await;
    assert_eq!(moved.header("location"), format!("{MENUS}?da=thu-tu"));
    let page = admin.get(MENUS).await.text;
    assert!(page.find("value=\"Hai\"") < page.find("value=\"Ba\""));
    admin.post(&add, &[("chu", "Chỉ là chữ")]).await;
    let kept = admin.post(&format!("{list}/xoa"), &[]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    assert!(kept.text.contains("Nhóm này còn liên kết nên chưa xóa được."));
    assert!(side(&site.get("/").await).contains("<span>Chỉ là chữ</span>"));
}
