//! Files for download, uploaded with an article.

use super::{desk::Desk, files::Part};
use axum::http::StatusCode;
use domain::accounts::Role;

const NEW: &str = "/ban-bien-tap/bai-viet/moi";

#[tokio::test]
async fn a_file_keeps_a_name_that_people_can_read_and_its_content() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let long = format!("../{}/Mẫu đơn {}.PDF", "x".repeat(2_000), "a".repeat(4_000));
    for (number, name) in ["..\\..\\Mẫu <đơn>.pdf", &long].into_iter().enumerate() {
        let parts = [
            Part::Text("tieu-de", "Bài có tệp"),
            Part::Text("chuyen-muc", "2"),
            Part::File("tep-moi", name, b"%PDF-1.7"),
        ];
        let answer = lan.send(NEW, &parts).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = lan.get(answer.header("location")).await;
        assert!(!page.text.contains("<đơn>") && !page.text.contains(&"a".repeat(200)), "{}", page.text);
        let files = desk.files();
        assert_eq!(files.len(), number + 1, "{files:?}");
        assert!(files.iter().all(|file| file.split('/').count() == 2 && file.len() < 200), "{files:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_or_not_what_it_says_keeps_what_was_typed_and_leaves_nothing() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let large = [b"%PDF-", &vec![0; 20 * 1024 * 1024][..]].concat();
    let files: [(&str, &[u8], &str); 4] = [
        ("to.pdf", &large, "Tệp lớn hơn 20 MB."),
        ("gia.pdf", b"<script>", "không phải là tệp pdf"),
        ("trang.html", b"<script>", "không thuộc loại được nhận"),
        ("trong.pdf", b"", "không phải là tệp pdf"),
    ];
    for (name, content, sentence) in files {
        let parts = [
            Part::Text("tieu-de", "Bài có tệp"),
            Part::Text("chuyen-muc", "2"),
            Part::Text("noi-dung", "<p>Dòng đã viết.</p>"),
            Part::File("tep-moi", name, content),
        ];
        let answer = lan.send(NEW, &parts).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        for text in [sentence, "Bài có tệp", "Dòng đã viết."] {
            assert!(answer.text.contains(text), "{name}: {text}");
        }
        desk.is_untouched(name).await;
    }
}
