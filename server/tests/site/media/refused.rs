//! Refused files: each with a sentence that says what to do, and nothing is stored.

use super::{
    desk::{Desk, PICTURES},
    files::{Part, jpeg, jpeg_that_says, png, png_that_says},
};
use crate::support::leads_to;
use axum::http::StatusCode;
use domain::accounts::Role;

#[tokio::test]
async fn what_is_no_picture_is_refused_in_words_and_leaves_nothing() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let whole = jpeg(300, 300, 1);
    let large = [&whole[..], &vec![0; 21 * 1024 * 1024]].concat();
    let files: [(&str, &[u8], &str); 16] = [
        ("IMG_1.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "hãy chọn “Tương thích nhất”"),
        ("a.jpg", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "là ảnh AVIF"),
        ("a.jpg", b"GIF89a\x01\0\x01\0\0\0\0;", "là ảnh GIF"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "là hình vẽ SVG"),
        ("a.jpg", b"%PDF-1.7 ...", "là tệp PDF, không phải ảnh"),
        ("a.jpg", b"\0\0\0\x14ftypqt  \0\0\0\0", "là đoạn phim"),
        ("a.jpg", b"MZ\x90\0 this program", "không phải là ảnh JPEG, PNG hoặc WebP"),
        ("trong.jpg", b"", "trống, không có gì bên trong"),
        ("to.jpg", &large, "lớn hơn 20 MB"),
        ("cat.jpg", &whole[..whole.len() / 2], "bị hỏng"),
        ("cat.png", &png(90, 90, 1)[..700], "bị hỏng"),
        ("dau.jpg", &whole[..3], "bị hỏng"),
        ("bom.png", &png_that_says(16_000, 16_000), "quá nhiều điểm ảnh"),
        ("bom.jpg", &jpeg_that_says(65_000, 65_000), "quá nhiều điểm ảnh"),
        ("khong.jpg", &jpeg_that_says(0, 0), "bị hỏng"),
        ("khong.webp", b"RIFF\xff\xff\xff\xffWEBPVP8X", "bị hỏng"),
    ];
    for (name, content, sentence) in files {
        let parts = [
            Part::File("hinh", name, content),
            Part::Text("mo-ta", "Lớp học \"đêm\""),
            Part::Text("chu-thich", "Ảnh: <Minh>"),
        ];
        let answer = lan.send(PICTURES, &parts).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {sentence}");
        assert!(answer.text.contains(sentence), "{name} {sentence}");
        assert!(
            answer.text.contains("Lớp học &quot;đêm&quot;") && answer.text.contains("Ảnh: &lt;Minh"),
            "{name}"
        );
        desk.is_untouched(name).await;
    }
}

#[tokio::test]
async fn a_picture_is_known_by_its_content_and_not_by_its_name() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let content = png(90, 90, 1);
    let answer = lan.send(PICTURES, &[Part::File("hinh", "that-ra-la.txt", &content)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn a_form_without_a_file_or_with_too_many_says_so() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let nothing = lan.send(PICTURES, &[Part::File("hinh", "", b""), Part::Text("mo-ta", "Sân trường")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nothing.text.contains("Xin chọn ít nhất một hình.") && nothing.text.contains("value=\"Sân trường\"")
    );
    leads_to(&nothing.text, "hinh");
    let one = png(3, 3, 1);
    let many: Vec<Part> = (0..21).map(|_| Part::File("hinh", "a.png", &one)).collect();
    let many = lan.send(PICTURES, &many).await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.text.contains("tối đa 20 hình"));
    let long = "ậ".repeat(1_001);
    let long = lan.send(PICTURES, &[Part::File("hinh", "a.png", &one), Part::Text("mo-ta", &long)]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text.contains("tối đa 1000 ký tự; hiện có 1001"));
    leads_to(&long.text, "mo-ta");
    desk.is_untouched("nothing is taken").await;
}

#[tokio::test]
async fn whoever_is_not_signed_in_brings_nothing() {
    let desk = Desk::open().await;
    let content = jpeg(60, 60, 1);
    let body = super::files::multipart(&[Part::File("hinh", "a.jpg", &content)]);
    let answer = desk.site.post(PICTURES, &[("content-type", &super::files::kind())], &body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.header("location").starts_with("/dang-nhap"));
    desk.is_untouched("nobody").await;
}
