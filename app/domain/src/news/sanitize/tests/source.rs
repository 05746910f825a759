//! The editor gets what the site shows, and saving it unchanged changes nothing.

use super::{super::*, reader::judge};
use crate::drafting::blocks;
use proptest::prelude::*;

/// A site with two pictures, one of them without variants, a file and a poll, named as in a content pack or
/// in a stored body.
struct Site;

impl References for Site {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        let pictures = [
            ("media/cay.jpg", "abc.jpg", Some(media::Tone::of([0, 0, 64]))),
            ("media/hoa.gif", "def.gif", None),
        ];
        for (written, name, tone) in pictures {
            let picture = Picture { name: name.into(), width: 1500, height: 200, alt: String::new(), tone };
            if src == written || src == media::address(&picture.fallback()) {
                return Ok(picture);
            }
        }
        Err(format!("không có {src}"))
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        if href == "media/don.pdf" { Ok("abc/don.pdf".into()) } else { Err(format!("không có {href}")) }
    }

    fn file_size(&mut self, name: &str) -> Option<i64> {
        (name == "abc/don.pdf").then_some(3 * 1024)
    }

    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        if ["doc-sach", "7"].contains(&name) { Ok(PollId(7)) } else { Err(format!("không có {name}")) }
    }
}

pub(super) fn stored(html: &str) -> Vec<Block> {
    sanitize(html, &mut Site).unwrap_or_else(|reason| panic!("{html:?}: {reason}"))
}

#[test]
fn an_editor_opens_what_people_have_written_each_block_on_a_line() {
    let text = r#"<h2>Lịch</h2><p>Mời <a href="/tin/a">đọc</a>, <a href="media/don.pdf">tải đơn</a>.</p><figure><img alt="Cây" src="media/cay.jpg"><figcaption>Chú thích</figcaption></figure><p data-poll="doc-sach"></p><table><tr><th scope="col">Lớp</th><td></td></tr></table><pre>một
<b>hai</b></pre><p>Hết <img src="media/hoa.gif">.</p>"#;
    let written = r#"<h2>Lịch</h2>
<p>Mời <a href="/tin/a">đọc</a>, <a href="/media/abc/don.pdf">tải đơn</a>.</p>
<figure><img alt="Cây" src="/media/abc-1200.jpg"><figcaption>Chú thích</figcaption>
</figure>
<p data-poll="7"></p>
<table>
<tbody>
<tr>
<th scope="col">Lớp</th>
<td></td>
</tr>
</tbody>
</table>
<pre>một
<b>hai</b></pre>
<p>Hết <img src="/media/def.gif" alt="">.</p>"#;
    assert_eq!(source(&stored(text)), written);
    assert_eq!(stored(written), stored(text));
}

#[test]
fn white_space_between_blocks_is_not_stored_and_within_lines_it_is() {
    let blocks = stored("<ul>\n  <li>một</li>\n</ul>\n\n<p>a <b>b</b> <i>c</i>\nd</p> e <p> f</p>");
    assert_eq!(
        blocks,
        [Block::Html(SafeHtml::trusted(
            "<ul><li>một</li></ul><p>a <b>b</b> <i>c</i>\nd</p> e <p> f</p>".into()
        ))]
    );
}

#[test]
fn preformatted_text_keeps_its_lines() {
    let kept = "<pre tabindex=\"0\"><p>một</p>\n\n<p>hai</p>\n</pre><p>ba</p>";
    let blocks = stored("<pre>\n\n\r\n\n\n\n\n\n\n\n\n\n<p>một</p>\n\n<p>hai</p>\n</pre>\n<p>ba</p>");
    assert_eq!(blocks, [Block::Html(SafeHtml::trusted(kept.into()))]);
    assert_eq!(source(&blocks), "<pre><p>một</p>\n\n<p>hai</p>\n</pre>\n<p>ba</p>");
}

#[test]
fn what_reads_differently_once_it_is_cleaned_is_cleaned_again() {
    assert_eq!(stored("<p>a<object><p>b"), stored("<p>a</p><p>b</p><p></p>"));
    assert_eq!(
        stored("<a href=/>a<table><a href=/b>b"),
        stored("<a href=/>a</a><a href=/b>b</a><table></table>")
    );
}

#[test]
fn an_empty_body_is_an_empty_text() {
    assert_eq!(source(&[]), "");
    assert_eq!(source(&stored(" \n ")), "");
    assert_eq!(source(&[Block::Poll(PollId(7))]), "<p data-poll=\"7\"></p>");
}

#[test]
fn a_link_is_judged_by_what_it_means() {
    for wrong in ["https://a.example/&nbsp;b", "/&#xA0;b", "/&#10;b"] {
        assert!(sanitize(&format!("<a href=\"{wrong}\">a</a>"), &mut Site).is_err(), "{wrong}");
    }
    assert!(sanitize("<a href=\"/tim-kiem?q=&lt;a&gt;&amp;b=&quot;\">a</a>", &mut Site).is_ok());
}

fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", " ", "\n", "\n\n\t", "&nbsp;", "&#13;"])
}

/// Inline content.
fn words() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => prop::sample::select(vec![
            "chữ", "một  hai", "&lt;b&gt; &amp;amp; \"", "<br>", "<img src=\"media/cay.jpg\">",
            "<img alt=\"\" title=x src=/media/abc-1200.jpg>", "<img lang=vi alt='a \"b\" &lt;' src='media/hoa.gif'>",
            "<a href=\"media/don.pdf\">đơn</a>", "<a title=t href=\"/media/abc/don.pdf\">đơn</a>", "<a>không</a>",
            "<a href='https://a.example/?a=1&amp;b=2#c'>ngoài</a>", "<a href=#cuoi>cuối</a>", "<a href=mailto:a@b.vn>thư</a>",
            "<!-- ghi chú -->", "<span class=x>bỏ</span>", "<abbr title=\"Hội\">H</abbr>",
        ]).prop_map(str::to_owned),
        1 => space().prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        (
            prop::sample::select(vec!["b", "em", "code", "sup", "mark", "a", "span", "u"]),
            prop::collection::vec(inner, 0..4),
        )
            .prop_map(|(tag, inner)| format!("<{tag}>{}</{tag}>", inner.concat()))
    })
}

/// A figure of figures: a gallery if it has two or more.
fn gallery() -> impl Strategy<Value = String> {
    let figure = (prop::sample::select(vec!["media/cay.jpg", "media/hoa.gif"]), words(), space());
    (prop::collection::vec(figure, 1..4), words()).prop_map(|(figures, caption)| {
        let figures = figures.iter().map(|(src, words, space)| {
            format!("<figure><img alt='a \"b\"' src={src}><figcaption>{words}</figcaption></figure>{space}")
        });
        let figures: String = figures.collect();
        format!("<figure lang=vi>{figures}<figcaption>{caption}</figcaption></figure>")
    })
}

/// Nested blocks, some in wrong places; polls only at the top level, where they are allowed.
fn blocks() -> impl Strategy<Value = String> {
    let tags = vec![
        "p",
        "h2",
        "h4",
        "blockquote",
        "figure",
        "figcaption",
        "pre",
        "ul",
        "li",
        "ol start=3",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "td colspan=2",
        "th scope=col",
        "thead",
        "tbody",
        "tfoot",
        "div",
        "section",
        "p lang=en",
    ];
    let leaf = prop_oneof![
        5 => words(),
        1 => space().prop_map(str::to_owned),
        1 => Just("<hr>".to_owned()),
        1 => Just("<table><tr><td>a</td><td> </td></tr> <tr><th>b</th></tr></table>".to_owned()),
        1 => gallery(),
        1 => Just("<ul>\n<li>a</li>\n<li>b<ul><li>c</li></ul></li></ul>".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        (prop::sample::select(tags.clone()), prop::collection::vec((inner, space()), 0..5)).prop_map(
            |(tag, inner)| {
                let inner: String = inner.iter().flat_map(|(block, space)| [block.as_str(), space]).collect();
                format!("<{tag}>{inner}</{}>", tag.split(' ').next().unwrap_or_default())
            },
        )
    })
}

fn body() -> impl Strategy<Value = String> {
    let poll =
        prop::sample::select(vec!["<p data-poll=doc-sach></p>", "<p data-poll=\"7\">chữ thừa <b>x</b></p>"]);
    let part = prop_oneof![4 => blocks(), 1 => poll.prop_map(str::to_owned)];
    prop::collection::vec((part, space()), 0..8)
        .prop_map(|parts| parts.iter().flat_map(|(part, space)| [part.as_str(), space]).collect())
}

/// Whether each element of a piece of clean HTML also ends in it.
fn is_whole(html: &str) -> bool {
    let ends = html.matches("</").count();
    let void = ["<br", "<hr", "<img"].map(|tag| html.matches(tag).count()).iter().sum::<usize>();
    html.matches('<').count() == 2 * ends + void
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn opening_and_saving_changes_nothing(html in body()) {
        let found = stored(&html);
        for block in &found {
            if let Block::Html(text) = block {
                prop_assert_eq!(judge(text.as_str()), Ok(()));
            }
        }
        let written = source(&found);
        prop_assert_eq!(&stored(&written), &found, "from {:?}", &written);
        prop_assert_eq!(&source(&stored(&written)), &written);
        let cut = blocks::cut(&written);
        prop_assert_eq!(&blocks::join(&cut), &written);
        for block in cut {
            prop_assert!(is_whole(block.html), "{:?} of {:?}", block.html, &written);
        }
        for ours in ["<picture", "<source", "<div", "srcset", "data-size", "loading=", "class=", "tabindex", "rel=", "width="] {
            prop_assert!(!written.contains(ours), "{} in {:?}", ours, written);
        }
    }
}
