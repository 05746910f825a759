//! Word documents that are read for the text editor.

use super::{desk::Desk, files::Part};
use domain::{accounts::Role, media::address};
use serde_json::Value;

const WORD: &str = "/ban-bien-tap/bai-viet/tu-word";
/// Two pictures, a list, a table and notes, written by LibreOffice.
const DOCUMENT: &[u8] = include_bytes!("../../../word/fixtures/tin.docx");

#[tokio::test]
async fn a_word_document_becomes_a_text_with_its_pictures() {
    let desk = Desk::open().await;
    let worker = desk.worker("chi", Role::Author).await;
    let answer = worker.send(WORD, &[Part::File("tep", "Tin tuần.docx", DOCUMENT)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let read: Value = serde_json::from_str(&answer.text).expect("an answer");
    let html = read["html"].as_str().expect("a text");
    assert!(read["title"].is_string(), "{read}");
    assert_eq!(read["left_out"], Value::Array(Vec::new()));
    assert!(html.contains("<table>") && html.contains("<ul>") && !html.contains("data-picture"), "{html}");
    let stored = desk.stored().await;
    assert_eq!(stored.len(), 2);
    for picture in &stored {
        let image = format!(r#"<figure><img src="{}""#, address(&picture.picture.fallback()));
        assert!(html.contains(&image), "{html}");
        assert!(html.contains(&format!("<figcaption>{}</figcaption>", picture.caption)), "{html}");
        assert_ne!(picture.caption, "");
    }
    // Once more: the pictures are known.
    assert_eq!(worker.send(WORD, &[Part::File("tep", "b.docx", DOCUMENT)]).await.status, 200);
    assert_eq!(desk.stored().await.len(), 2);
}

#[tokio::test]
async fn what_is_no_word_document_is_refused_in_a_sentence() {
    let desk = Desk::open().await;
    let worker = desk.worker("chi", Role::Author).await;
    let cut = &DOCUMENT[..DOCUMENT.len() / 2];
    let old = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 2048]].concat();
    let cases: [(&[u8], &str); 4] = [
        (b"%PDF-1.7", "không phải là tệp Word"),
        (&old, "kiểu cũ (.doc)"),
        (cut, "hỏng"),
        (b"", "không phải là tệp Word"),
    ];
    for (content, why) in cases {
        let answer = worker.send(WORD, &[Part::File("tep", "a.docx", content)]).await;
        assert_eq!(answer.status, 422, "{why}");
        let read: Value = serde_json::from_str(&answer.text).expect("an answer");
        assert!(read["problem"].as_str().is_some_and(|problem| problem.contains(why)), "{why}: {read}");
    }
    desk.is_untouched("nothing of it is stored").await;
}

#[tokio::test]
async fn a_picture_that_is_refused_leaves_its_place() {
    let desk = Desk::open().await;
    let worker = desk.worker("chi", Role::Author).await;
    desk.refuse_rows("media").await;
    let answer = worker.send(WORD, &[Part::File("tep", "a.docx", DOCUMENT)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let read: Value = serde_json::from_str(&answer.text).expect("an answer");
    let html = read["html"].as_str().expect("a text");
    assert!(html.contains("<p>Ảnh 1 còn nằm trong Word: kéo tệp vào đây</p>"), "{html}");
    assert_eq!(read["left_out"].as_array().map(Vec::len), Some(2), "{read}");
    desk.is_untouched("no file without its row").await;
}
