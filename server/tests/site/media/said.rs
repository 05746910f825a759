//! The texts of a picture, and who may change them.

use super::{
    desk::{Desk, PICTURES},
    files::jpeg,
};
use crate::support::leads_to;
use axum::http::StatusCode;
use domain::{accounts::Role, audit::Action};

#[tokio::test]
async fn an_author_changes_what_is_said_of_their_own_picture_and_an_editor_of_every_one() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let minh = desk.worker("minh", Role::Author).await;
    let editor = desk.worker("sen", Role::Editor).await;
    lan.upload(&jpeg(60, 60, 1), "Của Lan", "").await;
    let address = format!("{PICTURES}/{}", desk.stored().await[0].id);
    let said = async || {
        let stored = desk.stored().await.remove(0);
        (stored.picture.alt, stored.caption)
    };

    let answer = lan.post(&address, &[("mo-ta", "Sân trường"), ("chu-thich", "Ảnh: Lan")]).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, &*format!("{address}?da=luu"))
    );
    assert_eq!(said().await, ("Sân trường".to_owned(), "Ảnh: Lan".to_owned()));
    assert!(lan.get(&format!("{address}?da=luu")).await.text.contains("Mô tả và chú thích đã được lưu."));

    let answer = minh.post(&address, &[("mo-ta", "Của Minh <b>"), ("chu-thich", "")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Của Minh &lt;b"), "what was typed is there: {}", answer.text);
    assert_eq!(said().await.0, "Sân trường");
    let page = minh.get(&address).await;
    assert!(page.text.contains("Sân trường") && !page.text.contains("name=\"mo-ta\""), "no form for Minh");

    let answer =
        editor.post(&address, &[("mo-ta", "Sân trường, buổi sáng"), ("chu-thich", "Ảnh: Lan")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(said().await.0, "Sân trường, buổi sáng");
    assert_eq!(desk.logged(Action::PictureChanged).await, 2);

    // Saved without a change.
    editor.post(&address, &[("mo-ta", "Sân trường, buổi sáng"), ("chu-thich", "Ảnh: Lan")]).await;
    assert_eq!(desk.logged(Action::PictureChanged).await, 2);
}

#[tokio::test]
async fn what_is_too_long_is_not_stored_and_not_lost() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    lan.upload(&jpeg(60, 60, 1), "Của Lan", "").await;
    let address = format!("{PICTURES}/{}", desk.stored().await[0].id);
    let long = "ậ".repeat(1_001);
    let answer = lan.post(&address, &[("mo-ta", "Mới"), ("chu-thich", &long)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("tối đa 1000 ký tự") && answer.text.contains(&long));
    assert!(answer.text.contains("value=\"Mới\""));
    leads_to(&answer.text, "chu-thich");
    assert_eq!(desk.stored().await[0].picture.alt, "Của Lan");
}

#[tokio::test]
async fn a_picture_that_is_not_there_is_said_to_be_missing() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    for id in ["1", "0", "-1", "01", "x", "99999999999999999999", "%00", "1%27%20or%201=1"] {
        let address = format!("{PICTURES}/{id}");
        assert_eq!(lan.get(&address).await.status, StatusCode::NOT_FOUND, "{id}");
        let answer = lan.post(&address, &[("mo-ta", "a"), ("chu-thich", "b")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
    assert_eq!(desk.logged(Action::PictureChanged).await, 0);
}
