//! A full disk: no row, no partial file, and a sentence for the person who uploads.

use super::{
    desk::{Desk, PICTURES},
    files::{Part, jpeg},
};
use axum::http::StatusCode;
use domain::{accounts::Role, media::Picture};
use server::config;
use std::fs;

const SENTENCE: &str = "Máy chủ chưa ghi được tệp này";

#[tokio::test]
async fn a_media_folder_that_cannot_be_written_stores_nothing_and_keeps_what_was_typed() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let media = config::media(desk.site.data());
    let _ = fs::remove_dir_all(&media);
    fs::write(&media, b"a file where the folder should be").expect("written");
    let content = jpeg(400, 300, 1);
    let parts = [Part::File("hinh", "a.jpg", &content), Part::Text("mo-ta", "Sân trường")];
    let answer = lan.send(PICTURES, &parts).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains(SENTENCE) && answer.text.contains("value=\"Sân trường\""),
        "{}",
        answer.text
    );
    desk.is_untouched("no folder").await;

    let article = [
        Part::Text("tieu-de", "Lớp học đêm"),
        Part::Text("noi-dung", "<p>Dòng đã viết.</p>"),
        Part::File("hinh-moi", "a.jpg", &content),
        Part::File("tep-moi", "mau.pdf", b"%PDF-1.7"),
    ];
    let answer = lan.send("/ban-bien-tap/bai-viet/moi", &article).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [SENTENCE, "Lớp học đêm", "Dòng đã viết."] {
        assert!(answer.text.contains(text), "{text}");
    }
    desk.is_untouched("no folder").await;
}

#[tokio::test]
async fn a_variant_that_cannot_be_written_takes_the_other_files_with_it() {
    // The names of the files: from a site without obstacles.
    let content = jpeg(700, 300, 1);
    let names = {
        let desk = Desk::open().await;
        desk.worker("lan", Role::Author).await.upload(&content, "", "").await;
        desk.files()
    };
    let stem = Picture::stem_of(&names[0]).to_owned();
    assert_eq!(names.len(), 5, "{names:?}");
    for in_the_way in &names {
        let desk = Desk::open().await;
        let lan = desk.worker("lan", Role::Author).await;
        let folder = config::media(desk.site.data()).join(in_the_way);
        fs::create_dir_all(&folder).expect("a folder");
        let answer = lan.send(PICTURES, &[Part::File("hinh", "a.jpg", &content)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{in_the_way}");
        assert!(answer.text.contains(SENTENCE), "{in_the_way}: {}", answer.text);
        desk.is_untouched(in_the_way).await;
        // Once there is room, the same picture is accepted.
        fs::remove_dir(&folder).expect("an empty folder");
        lan.upload(&content, "", "").await;
        assert!(desk.files().iter().all(|name| name.starts_with(&stem)) && desk.files().len() == 5);
    }
}

#[tokio::test]
async fn a_store_that_cannot_be_written_keeps_no_files() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    desk.refuse_rows("media").await;
    let content = jpeg(400, 300, 1);
    let parts = [Part::File("hinh", "a.jpg", &content), Part::Text("mo-ta", "Sân trường")];
    let answer = lan.send(PICTURES, &parts).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains(SENTENCE) && answer.text.contains("value=\"Sân trường\""),
        "{}",
        answer.text
    );
    desk.is_untouched("no row").await;

    desk.refuse_rows("files").await;
    let article = [Part::Text("tieu-de", "Lớp học đêm"), Part::File("tep-moi", "mau.pdf", b"%PDF-1.7")];
    let answer = lan.send("/ban-bien-tap/bai-viet/moi", &article).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(SENTENCE) && answer.text.contains("Lớp học đêm"));
    desk.is_untouched("no row").await;
}
