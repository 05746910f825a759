//! Files that are put into the text of an article.

use super::{desk::Desk, files::Part};
use crate::support::between;
use axum::http::StatusCode;
use domain::accounts::Role;
use serde_json::Value;

const FILE: &str = "/ban-bien-tap/bai-viet/tep";
const NEW: &str = "/ban-bien-tap/bai-viet/moi";

#[tokio::test]
async fn a_file_in_the_text_is_shown_with_its_type_and_size() {
    let desk = Desk::open().await;
    let editor = desk.worker("sen", Role::Editor).await;
    let content = [b"%PDF-1.7", &[b' '; 3 * 1024][..]].concat();
    let answer = editor.send(FILE, &[Part::File("tep", "Mẫu đơn.pdf", &content)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let sent: Value = serde_json::from_str(&answer.text).expect("an answer");
    assert_eq!(sent["label"], "Mẫu đơn");
    let address = sent["address"].as_str().expect("an address");
    assert!(address.starts_with("/media/") && address.ends_with("/mau-don.pdf"), "{address}");
    assert_eq!(desk.site.get(address).await.status, StatusCode::OK);

    let link = format!("<p><a href=\"{address}\">Mẫu đơn</a></p>");
    let body =
        format!("{link}<p>Xem <a href=\"{address}\">đơn</a>.</p><p><a href=\"/media/0/a.pdf\">Mất</a></p>");
    let fields =
        [("tieu-de", "Có tệp trong bài"), ("chuyen-muc", "2"), ("noi-dung", &body), ("luu-dang", "1")];
    let answer = editor.post(NEW, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let id = between(answer.header("location"), "/bai-viet/", "?").to_owned();
    let shown = desk.site.get(&format!("/tin/kho/co-tep-trong-bai-{id}")).await;
    let row = format!(
        "<p class=\"file\"><a href=\"{address}\" rel=\"external\" data-size=\"PDF, 3 KB\">Mẫu đơn</a></p><p>Xem"
    );
    assert!(shown.text.contains(&row), "{}", shown.text);
    assert!(
        shown.text.contains("<p><a href=\"/media/0/a.pdf\" rel=\"external\">Mất</a></p>"),
        "no such file"
    );
    let form = editor.get(&format!("/ban-bien-tap/bai-viet/{id}")).await;
    assert!(!form.text.contains("data-size"), "the editor gets the link only");
}

#[tokio::test]
async fn what_is_no_document_is_refused_in_a_sentence() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let cases: [(&[Part<'_>], &str); 3] = [
        (&[], "Xin chọn một tệp"),
        (&[Part::File("tep", "gia.pdf", b"<script>")], "không phải là tệp pdf"),
        (&[Part::File("tep", "trang.html", b"<script>")], "không thuộc loại được nhận"),
    ];
    for (parts, why) in cases {
        let answer = lan.send(FILE, parts).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        let read: Value = serde_json::from_str(&answer.text).expect("an answer");
        assert!(read["problem"].as_str().is_some_and(|problem| problem.contains(why)), "{why}: {read}");
    }
    desk.is_untouched("nothing of it is stored").await;
}
