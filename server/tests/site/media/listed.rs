//! The list, page by page.

use super::desk::{Desk, PICTURES};
use axum::http::StatusCode;
use domain::{
    accounts::Role,
    media::{Picture, store::put},
};

/// The ids of the pictures on a page, in order.
fn ids(html: &str) -> Vec<i64> {
    let links = html.split("<li class=\"picture-card\"><a href=\"/ban-bien-tap/hinh-anh/").skip(1);
    links.filter_map(|link| link.split('"').next()?.parse().ok()).collect()
}

#[tokio::test]
async fn the_list_goes_on_page_by_page_and_misses_no_picture() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let empty = lan.get(PICTURES).await;
    assert!(empty.text.contains("Chưa có hình nào ở đây"));
    let mut tx = desk.db.write().await.expect("a transaction");
    for number in 0..53 {
        let (name, alt) = (format!("{number:016x}.jpg"), String::new());
        let picture = Picture { name, width: 30, height: 20, alt, tone: None };
        put(&mut tx, &picture, "image/jpeg", 100, 50).await.expect("a picture");
    }
    tx.commit().await.expect("committed");

    let mut seen = Vec::new();
    let mut address = PICTURES.to_owned();
    for many in [24, 24, 5] {
        let page = lan.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        let ids = ids(&page.text);
        assert_eq!(ids.len(), many, "{address}");
        address = format!("{PICTURES}?truoc={}", ids[many - 1]);
        assert_eq!(page.text.contains(&address), many == 24, "a way on, but for the last page");
        seen.extend(ids);
    }
    let all: Vec<i64> = desk.stored().await.iter().map(|stored| stored.id.0).collect();
    assert_eq!(seen, all, "the newest first");
    assert!(lan.get(PICTURES).await.text.contains("Nhập từ gói"));
    for odd in ["truoc=x", "truoc=-1", "truoc=99999999999999999999", "da=<script>"] {
        let page = lan.get(&format!("{PICTURES}?{odd}").replace('<', "%3C").replace('>', "%3E")).await;
        assert_eq!((page.status, ids(&page.text).len()), (StatusCode::OK, 24), "{odd}");
    }
}

#[tokio::test]
async fn a_picture_without_variants_is_shown_as_it_is() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let picture = Picture { name: "old.jpg".into(), width: 30, height: 20, alt: String::new(), tone: None };
    let mut tx = desk.db.write().await.expect("a transaction");
    let id = put(&mut tx, &picture, "image/jpeg", 100, 50).await.expect("a picture");
    tx.commit().await.expect("committed");
    for address in [PICTURES.to_owned(), format!("{PICTURES}/{id}")] {
        let page = lan.get(&address).await;
        assert!(page.text.contains("src=\"/media/old.jpg\""), "{address}");
        assert!(!page.text.contains("/media/old-"), "{address}");
    }
}
