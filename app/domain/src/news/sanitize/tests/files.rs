//! Links to files that stand alone are shown with type and size.

use super::{super::*, source::stored};

const ALONE: &str = r#"<p><a href="/media/abc/don.pdf">Mẫu đơn</a></p>"#;

fn shown(html: &str) -> String {
    let [Block::Html(block)] = &stored(html)[..] else { panic!("one block of {html}") };
    block.as_str().to_owned()
}

#[test]
fn a_link_alone_in_its_paragraph_names_the_size_of_its_file() {
    let wanted = "<p class=\"file\"><a href=\"/media/abc/don.pdf\" rel=\"external\" data-size=\"PDF, 3 KB\">Mẫu đơn</a></p>";
    assert_eq!(shown(ALONE), wanted);
    assert_eq!(shown(r#"<p><a href="media/don.pdf">Mẫu đơn</a></p>"#), wanted, "as packs write it");
}

#[test]
fn other_links_stay_links() {
    for (html, href) in [
        (r#"<p>Tải <a href="/media/abc/don.pdf">mẫu đơn</a></p>"#, "/media/abc/don.pdf"),
        (r#"<ul><li><a href="/media/abc/don.pdf">mẫu đơn</a></li></ul>"#, "/media/abc/don.pdf"),
        (r#"<p><a href="/media/abc/khac.pdf">không còn</a></p>"#, "/media/abc/khac.pdf"),
        (r#"<p><a href="/media/abc-1200.jpg">hình</a></p>"#, "/media/abc-1200.jpg"),
        (r#"<p><a href="/tin/a">bài</a></p>"#, "/tin/a"),
    ] {
        let shown = shown(html);
        assert!(!shown.contains("class") && shown.contains(&format!("href=\"{href}\"")), "{shown}");
    }
    assert!(
        !shown(r#"<p class="file"><a data-size="1" href="/media/abc/khac.pdf">a</a></p>"#)
            .contains("data-size")
    );
}

#[test]
fn the_editor_gets_the_link_and_saving_it_changes_nothing() {
    let blocks = stored(ALONE);
    assert_eq!(source(&blocks), ALONE);
    assert_eq!(stored(&source(&blocks)), blocks);
}
