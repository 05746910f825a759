//! Uploading pictures.

use super::{
    desk::{Desk, PICTURES},
    files::{Part, from_a_telephone, jpeg, png},
};
use axum::http::StatusCode;
use domain::{accounts::Role, audit::Action};
use server::config;
use std::fs;

#[tokio::test]
async fn an_author_brings_a_picture_and_finds_it() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let place = lan.upload(&jpeg(500, 300, 1), " Sân  trường ", "Buổi sáng").await;
    let [stored] = &desk.stored().await[..] else { panic!("one picture") };
    assert_eq!(place, format!("{PICTURES}/{}?da=tai-len", stored.id));
    assert_eq!((stored.picture.alt.as_str(), stored.caption.as_str()), ("Sân trường", "Buổi sáng"));
    assert_eq!((stored.picture.width, stored.picture.height), (500, 300));
    assert_eq!(desk.logged(Action::PictureUploaded).await, 1);

    let list = lan.get(PICTURES).await;
    assert_eq!(list.status, StatusCode::OK);
    for text in ["Sân trường", "lan, ", "25/11/2026 09:00", &stored.picture.variant(320)] {
        assert!(list.text.contains(text), "{text}");
    }
    let page = lan.get(&place).await;
    for text in ["Hình đã được tải lên", "500 × 300 điểm ảnh, JPG", "WebP rộng 320, 480, 500", "Buổi sáng"]
    {
        assert!(page.text.contains(text), "{text}");
    }
    let shown = desk.site.get(&format!("/media/{}", stored.picture.fallback())).await;
    assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"));
}

#[tokio::test]
async fn nothing_but_the_pixels_of_a_file_is_stored_and_they_stand_upright() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let (place, tail) = (&b"21.0285N 105.8542E"[..], &b"PK\x03\x04<script>alert(1)</script>"[..]);
    lan.upload(&from_a_telephone(&jpeg(400, 200, 2), place, tail), "", "").await;
    let [stored] = &desk.stored().await[..] else { panic!("one picture") };
    assert_eq!((stored.picture.width, stored.picture.height), (200, 400));
    let files = desk.files();
    assert_eq!(files.len(), 3, "the file, a WebP and a JPEG: {files:?}");
    for file in files {
        let content = fs::read(config::media(desk.site.data()).join(&file)).expect("a file");
        for what in [place, tail, b"Exif"] {
            assert!(!content.windows(what.len()).any(|part| part == what), "{file}");
        }
    }
}

#[tokio::test]
async fn the_same_picture_twice_is_one_picture() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let minh = desk.worker("minh", Role::Author).await;
    let first = lan.upload(&jpeg(400, 200, 3), "", "").await;
    let files = desk.files();
    let second = minh.upload(&jpeg(400, 200, 3), "Của Minh", "").await;
    assert_eq!(first, second);
    assert_eq!(desk.files(), files);
    let [stored] = &desk.stored().await[..] else { panic!("one picture") };
    assert_eq!(stored.by.as_deref(), Some("Người dùng lan"), "whoever brought it first");
    assert_eq!(stored.picture.alt, "Của Minh", "nothing had been said of it");
}

#[tokio::test]
async fn of_several_files_the_good_ones_are_taken_and_the_others_named() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let (one, two) = (jpeg(50, 50, 1), png(60, 60, 2));
    let good = [Part::File("hinh", "1.jpg", &one), Part::File("hinh", "2.png", &two)];
    let answer = lan.send(PICTURES, &good).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/ban-bien-tap/hinh-anh?da=tai-len")
    );
    assert_eq!(desk.stored().await.len(), 2);

    let three = jpeg(70, 70, 3);
    let mixed = [Part::File("hinh", "<b>xấu.jpg", b"hello"), Part::File("hinh", "3.jpg", &three)];
    let answer = lan.send(PICTURES, &mixed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("<strong>&lt;b&gt;xấu.jpg</strong>") && !answer.text.contains("<b>xấu"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("Hình không phải là ảnh JPEG, PNG hoặc WebP dùng được."));
    assert!(answer.text.contains("Đã nhận 1 hình khác"));
    assert_eq!(desk.stored().await.len(), 3);
}

#[tokio::test]
async fn one_description_is_not_given_to_several_pictures() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let (one, two) = (jpeg(50, 50, 1), jpeg(60, 60, 2));
    let parts = [
        Part::File("hinh", "1.jpg", &one),
        Part::File("hinh", "2.jpg", &two),
        Part::Text("mo-ta", "Sân trường"),
        Part::Text("chu-thich", ""),
    ];
    let answer = lan.send(PICTURES, &parts).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("chỉ ghi được khi tải một hình") && answer.text.contains("value=\"Sân trường\"")
    );
    desk.is_untouched("nothing is taken").await;
}

#[tokio::test]
async fn a_crowd_of_uploads_is_served_one_by_one_and_the_last_are_told_to_come_again() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let content = jpeg(1800, 1400, 1);
    let parts = [Part::File("hinh", "1.jpg", &content)];
    let answers = futures_util::future::join_all((0..24).map(|_| lan.send(PICTURES, &parts))).await;
    let taken = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    let busy = answers.iter().filter(|answer| answer.text.contains("Máy chủ đang bận")).count();
    assert!(taken >= 9, "one and the eight that wait: {taken}");
    assert!(busy > 0 && taken + busy == answers.len(), "{taken} taken, {busy} told to come again");
    assert_eq!(desk.logged(Action::PictureUploaded).await, taken);
    assert_eq!(desk.stored().await.len(), 1);
}
