//! The frame of the site on a real, migrated database.

#![cfg(feature = "store")]

use super::{
    store::{
        NewLink, NewLinkList, NewPage, NewSite, load_frame, load_page, put_link_lists, put_page, put_site,
    },
    *,
};
use crate::{
    clock::Timestamp,
    db::{Change, Db, Missing},
    id::CategoryId,
    menus::Place,
    polls::store::Viewer,
    scope::Reading,
    secret::Secret,
};

async fn empty() -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
    (db, folder)
}

fn viewer() -> Viewer {
    Viewer { voter: None, secret: Secret([0; 32]) }
}

fn reading(db: &Db) -> Reading {
    Reading::visitor(db, Timestamp(0))
}

fn link(label: &str, items: Vec<NewLink>) -> NewLink {
    NewLink { label: label.into(), address: Some("/".into()), category: None, items }
}

#[tokio::test]
async fn before_a_pack_is_loaded_there_is_no_frame() {
    let (db, _folder) = empty().await;
    assert_eq!(
        load_frame(&reading(&db), "http://localhost", None, &viewer()).await.expect("an answer"),
        None
    );
}

#[tokio::test]
async fn the_frame_holds_menu_links_and_introduction() {
    let (db, _folder) = empty().await;
    let mut tx = db.write().await.expect("a transaction");
    let page = NewPage {
        slug: "gioi-thieu".parse().expect("a slug"),
        title: "Tổ chức".into(),
        excerpt: "Tôn chỉ…".into(),
        body: Vec::new(),
    };
    let (id, change) = put_page(&mut tx, &page, false).await.expect("a page");
    assert_eq!(change, Change::Added);
    let site = NewSite {
        name: "Cổng thông tin".into(),
        description: String::new(),
        language: "vi".into(),
        time_zone: "Asia/Ho_Chi_Minh".into(),
        operator: Operator { name: "Hội".into(), ..Operator::default() },
        introduction_title: "Giới thiệu".into(),
        introduction_page: Some(id),
    };
    put_site(&mut tx, &site).await.expect("a site");
    let menu = NewLinkList {
        place: Place::Menu,
        name: "Danh mục".into(),
        items: vec![
            link("Một", Vec::new()),
            link("Hai", vec![link("Ba", Vec::new()), link("Bốn", Vec::new())]),
        ],
    };
    put_link_lists(&mut tx, &[menu]).await.expect("links");
    tx.commit().await.expect("committed");

    let frame = load_frame(&reading(&db), "http://localhost", None, &viewer())
        .await
        .expect("an answer")
        .expect("a frame");
    let labels: Vec<_> = frame.menus[0].items.iter().map(|link| link.label.as_str()).collect();
    assert_eq!(labels, ["Một", "Hai"]);
    let below: Vec<_> = frame.menus[0].items[1].items.iter().map(|link| link.label.as_str()).collect();
    assert_eq!(below, ["Ba", "Bốn"]);
    assert_eq!(frame.introduction.expect("an introduction").excerpt, "Tôn chỉ…");
    assert_eq!(frame.operator.name, "Hội");
    let page = load_page(&reading(&db), &page.slug).await.expect("an answer").expect("a page");
    assert_eq!(page.title, "Tổ chức");
}

#[tokio::test]
async fn the_menu_knows_in_which_of_its_categories_a_page_lies() {
    let (db, _folder) = empty().await;
    let mut tx = db.write().await.expect("a transaction");
    let site = NewSite {
        name: "Cổng thông tin".into(),
        description: String::new(),
        language: "vi".into(),
        time_zone: "Asia/Ho_Chi_Minh".into(),
        operator: Operator::default(),
        introduction_title: String::new(),
        introduction_page: None,
    };
    put_site(&mut tx, &site).await.expect("a site");
    // The middle one and the lowest one are in no menu.
    for (id, above, slug) in [(1, None, "tin"), (2, Some(1), "giua"), (3, Some(2), "duoi"), (4, None, "khac")]
    {
        sqlx::query(
            "insert into categories (id, parent_id, slug, name, position) values ($1, $2, $3, $3, $1)",
        )
        .bind(id)
        .bind(above)
        .bind(slug)
        .execute(&mut *tx)
        .await
        .expect("a category");
    }
    let of = |id| NewLink { category: Some(CategoryId(id)), address: None, ..link("Mục", Vec::new()) };
    let items = vec![link("Trang nhất", Vec::new()), of(1), of(4)];
    let menu = NewLinkList { place: Place::Menu, name: "Danh mục".into(), items };
    put_link_lists(&mut tx, &[menu]).await.expect("links");
    tx.commit().await.expect("committed");
    for (slug, expected) in [
        (None, [false, false, false]),
        (Some("tin"), [false, true, false]),
        (Some("giua"), [false, true, false]),
        (Some("duoi"), [false, true, false]),
        (Some("khac"), [false, false, true]),
        (Some("khong-co"), [false, false, false]),
    ] {
        let category = slug.map(|slug: &str| slug.parse().expect("a slug"));
        let frame = load_frame(&reading(&db), "http://localhost", category.as_ref(), &viewer())
            .await
            .expect("an answer")
            .expect("a frame");
        let around: Vec<bool> = frame.menus[0].items.iter().map(|link| link.around).collect();
        assert_eq!(around, expected, "{slug:?}");
    }
}
