//! Links to videos that stand alone can be played.

use super::{super::*, source::stored};

fn video(html: &str) -> Option<String> {
    let [Block::Html(block)] = &stored(html)[..] else { panic!("one block of {html}") };
    let (_, rest) = block.as_str().split_once("<p class=\"video\" data-video=\"")?;
    Some(rest.split('"').next().expect("an id").to_owned())
}

#[test]
fn a_link_alone_in_its_paragraph_is_a_video() {
    let cases = [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "youtube:dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?app=desktop&amp;v=dQw4w9WgXcQ&amp;t=4s", "youtube:dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "youtube:dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/a-b_c123456", "youtube:a-b_c123456"),
        ("https://youtube.com/live/a-b_c123456", "youtube:a-b_c123456"),
        ("https://vimeo.com/123456789", "vimeo:123456789"),
    ];
    for (address, id) in cases {
        let found = video(&format!(r#"<p><a href="{address}">Lễ trao học bổng</a></p>"#));
        assert_eq!(found.as_deref(), Some(id), "{address}");
    }
}

#[test]
fn other_links_stay_links() {
    for html in [
        r#"<p>Xem <a href="https://youtu.be/dQw4w9WgXcQ">ở đây</a></p>"#,
        r#"<p><a href="https://youtu.be/dQw4w9WgXcQ">ở đây</a>.</p>"#,
        r#"<p><a href="https://www.youtube.com/@kenh">Kênh</a></p>"#,
        r#"<p><a href="https://youtu.be.example.org/dQw4w9WgXcQ">giả</a></p>"#,
        r#"<p><a href="https://example.org/?u=https://youtu.be/dQw4w9WgXcQ">giả</a></p>"#,
        r#"<p><a href="https://www.youtube.com/shorts/a-b_c1234567">dài quá</a></p>"#,
        // Nobody can play these with their id alone.
        r#"<p><a href="https://vimeo.com/123456789/abcdef0123">không công khai</a></p>"#,
        r#"<p><a href="https://www.youtube.com/embed/videoseries?list=PL1">danh sách</a></p>"#,
        r#"<p><a href="https://vimeo.com/kenh">Kênh</a></p>"#,
        r#"<p class="video" data-video="youtube:x:y">tự ghi</p>"#,
    ] {
        assert_eq!(video(html), None, "{html}");
    }
}

#[test]
fn the_editor_gets_the_link_and_saving_it_changes_nothing() {
    let html = r#"<p>Trước.</p><p><a href="https://youtu.be/dQw4w9WgXcQ">Lễ hội</a></p>"#;
    let blocks = stored(html);
    let written = source(&blocks);
    assert_eq!(written, "<p>Trước.</p>\n<p><a href=\"https://youtu.be/dQw4w9WgXcQ\">Lễ hội</a></p>");
    assert_eq!(stored(&written), blocks);
}
