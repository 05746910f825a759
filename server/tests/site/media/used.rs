//! Pictures in articles.

use super::{
    desk::{Desk, PICTURES},
    files::jpeg,
};
use crate::support::between;
use axum::http::StatusCode;
use domain::accounts::Role;

/// The text of a part of a page, as copied by a browser.
fn copied(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The pack's category of articles.
fn category(form: &str) -> &str {
    between(form, "<option value=\"2\"", "</option>").split('>').next().expect("a category");
    "2"
}

#[tokio::test]
async fn the_snippet_of_a_picture_shows_it_to_readers() {
    let desk = Desk::open().await;
    let editor = desk.worker("sen", Role::Editor).await;
    let lan = desk.worker("lan", Role::Author).await;
    let place = lan.upload(&jpeg(900, 600, 1), "Lan & \"Mai\" <b>", "Ảnh: Minh <i>").await;
    let address = place.split('?').next().expect("an address").to_owned();
    let page = editor.get(&address).await;
    assert!(page.text.contains("Chưa có bài nào dùng hình này."));
    let button = page
        .text
        .split("<button")
        .find(|button| button.contains(">Chép đoạn mã</button>"))
        .expect("a button");
    assert!(button.contains("data-copy=\"doan-ma\"") && button.contains(" hidden"), "{button}");
    let snippet = copied(between(&page.text, "<code id=\"doan-ma\">", "</code>"));
    assert!(snippet.starts_with("<figure><img src=\"/media/"), "{snippet}");

    let form = editor.get("/ban-bien-tap/bai-viet/moi").await;
    let body = format!("<p>Trước.</p>{snippet}<p>Sau.</p>");
    let fields = [
        ("tieu-de", "Có hình trong bài"),
        ("chuyen-muc", category(&form.text)),
        ("noi-dung", &body),
        ("luu-dang", "1"),
    ];
    let answer = editor.post("/ban-bien-tap/bai-viet/moi", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let id = between(answer.header("location"), "/bai-viet/", "?").to_owned();
    let shown = desk.site.get(&format!("/tin/kho/co-hinh-trong-bai-{id}")).await;
    assert_eq!(shown.status, StatusCode::OK);
    let stored = desk.stored().await.remove(0);
    let figure = between(&shown.text, "<p>Trước.</p>", "<p>Sau.</p>");
    assert!(figure.contains(&stored.picture.srcset()), "{figure}");
    assert!(figure.contains("<figcaption>Ảnh: Minh &lt;i&gt;</figcaption>"), "{figure}");
    assert!(figure.contains("alt=\"Lan &amp; &quot;Mai&quot;"), "{figure}");
    assert!(!figure.contains("<b>") && !figure.contains("<i>"), "{figure}");

    let used = editor.get(&address).await;
    assert!(used.text.contains(&format!("href=\"/ban-bien-tap/bai-viet/{id}\">Có hình trong bài</a>")));
    // An author does not see which other people's articles use it.
    let used = lan.get(&address).await;
    assert!(used.text.contains("Và 1 bài không thuộc phần việc của quý vị."));
    assert!(!used.text.contains("Có hình trong bài"));
}

#[tokio::test]
async fn an_article_with_a_picture_as_its_lead_is_found_too() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let place = lan.upload(&jpeg(60, 60, 1), "", "").await;
    let id = desk.stored().await[0].id.to_string();
    let form = lan.get("/ban-bien-tap/bai-viet/moi").await;
    let fields = [("tieu-de", "Bản nháp của Lan"), ("chuyen-muc", category(&form.text)), ("hinh", &id)];
    let answer = lan.post("/ban-bien-tap/bai-viet/moi", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = lan.get(&place).await;
    assert!(page.text.contains("Bản nháp của Lan") && page.text.contains("Bản nháp</span>"));
    assert!(
        desk.worker("minh", Role::Author)
            .await
            .get(&format!("{PICTURES}/{id}"))
            .await
            .text
            .contains("Và 1 bài")
    );
}
