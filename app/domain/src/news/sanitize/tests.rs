//! What a body may contain.

use super::*;

mod files;
mod galleries;
mod limits;
mod pasted;
mod reader;
mod scripts;
mod source;
mod videos;

/// A folder with one picture, `media/cay.jpg`, and one file, `media/don.pdf`.
struct OnePicture(Option<media::Tone>);

impl References for OnePicture {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        match src {
            "media/cay.jpg" => Ok(Picture {
                name: "abc.jpg".into(),
                width: 400,
                height: 200,
                alt: String::new(),
                tone: self.0,
            }),
            other => Err(format!("không có {other}")),
        }
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        match href {
            "media/don.pdf" => Ok("abc/don.pdf".into()),
            other => self.picture(other).map(|picture| picture.name),
        }
    }

    fn file_size(&mut self, _: &str) -> Option<i64> {
        None
    }

    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        if name == "doc-sach" { Ok(PollId(7)) } else { Err(format!("không có {name}")) }
    }
}

fn text(block: &Block) -> &str {
    match block {
        Block::Html(html) => html.as_str(),
        Block::Poll(_) => "",
    }
}

pub(super) fn cleaned(html: &str) -> String {
    let blocks = sanitize(html, &mut OnePicture(None)).expect("clean");
    blocks.iter().map(text).collect()
}

#[test]
fn a_body_loses_whatever_could_run_or_restyle() {
    assert_eq!(
        cleaned(
            r#"<p style="color:red" onclick="x()" class="a">Chào<script>x()</script></p><style>p{}</style>"#
        ),
        "<p>Chào</p>"
    );
    assert_eq!(cleaned(r#"<a href="javascript:x()">a</a>"#), r#"<a rel="noopener">a</a>"#);
    assert_eq!(cleaned("<h1>Đề</h1>"), "<h2>Đề</h2>", "an article has one h1, its title");
    assert_eq!(cleaned("  "), "");
}

#[test]
fn a_picture_gets_its_address_and_its_size() {
    assert_eq!(
        cleaned(r#"<img src="media/cay.jpg">"#),
        r#"<img src="/media/abc.jpg" width="400" height="200" loading="lazy" decoding="async" alt="">"#
    );
    let error =
        sanitize(r#"<img src="https://x.example/a.png">"#, &mut OnePicture(None)).expect_err("not ours");
    assert_eq!(error, "không có https://x.example/a.png");
}

#[test]
fn a_picture_with_variants_offers_them() {
    let mut pictures = OnePicture(Some(media::Tone::of([0, 0, 64])));
    let blocks = sanitize(r#"<figure><img alt="Cây" src="media/cay.jpg"></figure>"#, &mut pictures);
    let [Block::Html(html)] = &blocks.expect("clean")[..] else { panic!("one block") };
    assert_eq!(
        html.as_str(),
        "<figure><picture><source type=\"image/webp\" \
         srcset=\"/media/abc-320.webp 320w, /media/abc-400.webp 400w\" \
         sizes=\"(min-width: 45rem) 42rem, calc(100vw - 2rem)\">\
         <img alt=\"Cây\" src=\"/media/abc-400.jpg\" width=\"400\" height=\"200\" loading=\"lazy\" \
         decoding=\"async\" class=\"tone-1\"></picture></figure>"
    );
}

#[test]
fn a_table_scrolls_in_a_box_that_the_keyboard_reaches() {
    assert_eq!(
        cleaned("<table><tr><td>1</td></tr></table><pre>x</pre>"),
        "<div class=\"scroller\" tabindex=\"0\" role=\"region\" aria-label=\"Bảng\">\
         <table><tbody><tr><td>1</td></tr></tbody></table></div><pre tabindex=\"0\">x</pre>"
    );
}

#[test]
fn a_link_to_a_file_is_the_browsers_and_a_lost_one_is_refused() {
    assert_eq!(
        cleaned(r#"<a href="media/cay.jpg">a</a>"#),
        r#"<a href="/media/abc.jpg" rel="external">a</a>"#
    );
    assert_eq!(
        cleaned(r#"<a href="media/don.pdf">a</a>"#),
        r#"<a href="/media/abc/don.pdf" rel="external">a</a>"#
    );
    assert_eq!(cleaned(r#"<a href="/x.pdf">a</a>"#), r#"<a href="/x.pdf" rel="external">a</a>"#);
    assert_eq!(cleaned(r#"<a href="/tin/a">a</a>"#), r#"<a href="/tin/a" rel="noopener">a</a>"#);
    assert!(sanitize(r#"<a href="bai-viet.html">a</a>"#, &mut OnePicture(None)).is_err());
}

#[test]
fn plain_text_keeps_the_words_apart() {
    assert_eq!(plain_text("<p>Một&nbsp;&amp;<br>hai</p><p>ba</p>"), "Một & hai ba");
}

#[test]
fn a_poll_stands_between_the_texts() {
    let blocks = sanitize(
        r#"<h2>Trước</h2><ul><li>a<br>b</li></ul><p data-poll="doc-sach">chữ thừa</p><p>Sau</p>"#,
        &mut OnePicture(None),
    );
    let blocks = blocks.expect("a body");
    assert_eq!(blocks.len(), 3);
    assert_eq!(blocks[1], Block::Poll(PollId(7)));
    assert_eq!(text(&blocks[0]), "<h2>Trước</h2><ul><li>a<br>b</li></ul>");
    assert_eq!(text(&blocks[2]), "<p>Sau</p>");
}

#[test]
fn a_poll_within_something_else_is_refused() {
    for html in [
        r#"<blockquote><p data-poll="doc-sach"></p></blockquote>"#,
        r#"<ul><li><p data-poll="doc-sach"></p></li></ul>"#,
    ] {
        assert!(
            sanitize(html, &mut OnePicture(None)).is_err_and(|reason| reason.contains("đứng riêng")),
            "{html}"
        );
    }
    assert!(sanitize(r#"<p data-poll="khac"></p>"#, &mut OnePicture(None)).is_err());
    for forged in ["<p>a<!--poll 7-->b</p>", "<p title='<!--poll 7-->'>a</p>", "<p>&lt;!--poll 7--&gt;</p>"] {
        let body = sanitize(forged, &mut OnePicture(None)).expect("a body");
        assert_eq!(body.len(), 1, "what looks like the mark of a poll is none: {forged}");
    }
}
