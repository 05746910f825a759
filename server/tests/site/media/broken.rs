//! Incomplete and malicious forms, and malicious file names.

use super::{
    desk::{Desk, PICTURES},
    files::{Part, jpeg, multipart},
};
use axum::{body::Body, http::StatusCode};
use domain::{
    accounts::Role,
    audit::{Action, Filter, store::load_log},
};

#[tokio::test]
async fn a_form_that_breaks_off_is_answered_in_words_and_stores_nothing() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let content = jpeg(200, 200, 1);
    let whole = multipart(&[Part::Text("mo-ta", "Sân trường"), Part::File("hinh", "a.jpg", &content)]);
    for end in [0, 1, 40, 150, 400, whole.len() - 100, whole.len() - 8] {
        let answer = lan.send_bytes(PICTURES, whole[..end].to_vec()).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "cut off at {end} of {}: {}",
            whole.len(),
            answer.text
        );
        assert!(answer.text.contains("bị đứt giữa chừng"), "{}", answer.text);
        desk.is_untouched("a part of a form").await;
    }
}

#[tokio::test]
async fn a_form_of_thousands_of_fields_or_of_many_megabytes_is_refused() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let fields: Vec<Part> = (0..3_000).map(|_| Part::Text("mo-ta", "a")).collect();
    let files: Vec<Part> = (0..3_000).map(|_| Part::File("hinh", "a.jpg", b"a")).collect();
    let megabytes = "a".repeat(30 * 1024 * 1024);
    let large = [Part::Text("mo-ta", &megabytes)];
    for parts in [&fields[..], &files[..], &large[..]] {
        let answer = lan.send(PICTURES, parts).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text.contains("lớn hơn mức cho phép"), "{}", answer.text);
    }
    desk.is_untouched("too much").await;
}

#[tokio::test]
async fn a_body_that_does_not_say_how_long_it_is_ends_at_the_limit() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let whole = multipart(&[Part::File("hinh", "a.jpg", b"@")]);
    let head = whole.split(|byte| *byte == b'@').next().expect("a head").to_vec();
    let megabytes = std::iter::repeat_n(vec![0; 1024 * 1024], 300);
    let body = pieces([head].into_iter().chain(megabytes));
    let answer = lan.send_unmeasured(PICTURES, Body::from_stream(body)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.text);
    desk.is_untouched("too much").await;
}

/// A body in chunks, of unknown length.
fn pieces(
    pieces: impl Iterator<Item = Vec<u8>>,
) -> impl futures_util::Stream<Item = Result<Vec<u8>, std::io::Error>> {
    futures_util::stream::iter(pieces.map(Ok))
}

#[tokio::test]
async fn the_name_of_a_file_is_shown_as_text_and_leads_nowhere() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    let long = format!("{}.jpg", "a".repeat(4_096));
    let content = jpeg(60, 60, 1);
    for (name, shown) in [
        ("../../../etc/passwd.jpg", "passwd.jpg"),
        (r"C:\anh\lop.jpg", "lop.jpg"),
        ("a%22b%0D%0Ac.jpg", "a%22b%0D%0Ac.jpg"),
        ("<script>alert(1)<\\/script>.jpg", "script&gt;.jpg"),
        ("<img src=x onerror=y()>.jpg", "&lt;img src=x onerror=y()&gt;.jpg"),
        ("\u{202e}gpj.exe", "gpj.exe"),
        (&long, "aaa.jpg"),
    ] {
        let answer = lan.send(PICTURES, &[Part::File("hinh", name, b"no picture")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text.contains(shown), "{name}: {}", answer.text);
        assert!(!answer.text.contains("<script>") && !answer.text.contains("<img src=x"), "{name}");
        assert!(!answer.text.contains(&"a".repeat(200)), "a long name is cut");
        desk.is_untouched(name).await;
        let answer = lan.send(PICTURES, &[Part::File("hinh", name, &content)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}");
        let stem = &desk.stored().await[0].picture.stem().to_owned();
        assert!(desk.files().iter().all(|file| file.starts_with(stem)), "{:?}", desk.files());
        desk.forget_pictures().await;
    }
    let filter = Filter { action: Some(Action::PictureUploaded), ..Filter::default() };
    let log = load_log(&desk.db, &filter, None, 100).await.expect("the log");
    for entry in log.entries {
        assert!(
            entry.detail.get("file").is_some_and(|name| name.chars().count() <= 150),
            "{:?}",
            entry.detail
        );
    }
}

#[tokio::test]
async fn a_header_that_a_name_would_break_is_no_way_in() {
    let desk = Desk::open().await;
    let lan = desk.worker("lan", Role::Author).await;
    for name in ["a\r\nX-Evil: 1\r\n\r\n<script>", "a\"; name=\"mo-ta", "a\0b.jpg", "a\"b.jpg"] {
        let answer = lan.send(PICTURES, &[Part::File("hinh", name, b"no picture")]).await;
        assert!(answer.status.is_client_error(), "{name:?}: {}", answer.status);
        assert!(!answer.headers.contains_key("x-evil") && !answer.text.contains("<script>"), "{name:?}");
        desk.is_untouched(name).await;
    }
}
