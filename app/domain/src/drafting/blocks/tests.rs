//! Cutting loses nothing, and cuts where a person sees the end of a block.

use super::*;
use proptest::prelude::*;

fn pieces(body: &str) -> Vec<&str> {
    let blocks = cut(body);
    assert_eq!(join(&blocks), body);
    blocks.into_iter().map(|block| block.html).collect()
}

#[test]
fn each_top_level_element_is_a_block() {
    let body = "<h2>Lịch</h2>\n<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n<p data-poll=\"7\"></p>\n<table>\n\
                <tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n<hr>\n<pre>một\n\n<b>hai</b></pre>\n<p>Hết.</p>";
    let blocks = pieces(body);
    assert_eq!(blocks.len(), 7, "{blocks:?}");
    assert_eq!(blocks[1], "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>");
    assert_eq!(blocks[2], "<p data-poll=\"7\"></p>");
    assert_eq!(blocks[4..], ["<hr>", "<pre>một\n\n<b>hai</b></pre>", "<p>Hết.</p>"]);
}

#[test]
fn a_gallery_is_one_block() {
    let gallery = "<figure>\n<figure><img alt=\"Cây\" src=\"/media/a.jpg\"><figcaption>Một</figcaption>\n</figure>\n\
                   <figure><img src=\"/media/b.jpg\" alt=\"\"></figure>\n<figcaption>Chung</figcaption>\n</figure>";
    assert_eq!(pieces(&format!("<p>a</p>\n{gallery}\n<p>b</p>")), ["<p>a</p>", gallery, "<p>b</p>"]);
}

#[test]
fn text_outside_of_elements_is_cut_into_lines() {
    assert_eq!(
        pieces("một <b>hai\nba</b>\nbốn <p>năm</p> sáu"),
        ["một <b>hai\nba</b>", "bốn", "<p>năm</p>", "sáu"]
    );
    assert_eq!(pieces("  \n<p>a</p>\n\n"), ["", "<p>a</p>"]);
    assert_eq!(pieces(""), [""; 0]);
}

#[test]
fn a_tag_ends_outside_of_quotation_marks() {
    assert_eq!(pieces("<p title=\"a > </p>\">b</p><p>c</p>"), ["<p title=\"a > </p>\">b</p>", "<p>c</p>"]);
    assert_eq!(pieces("<p>1 < 2 <3</p>\n<p>c</p>"), ["<p>1 < 2 <3</p>", "<p>c</p>"]);
}

#[test]
fn a_paragraph_without_end_tag_ends_at_the_next_block() {
    assert_eq!(pieces("<p>a\n<P>b\n<ul><li>c"), ["<p>a", "<P>b", "<ul><li>c"]);
    assert_eq!(pieces("</p>a</div>\nb"), ["</p>a</div>", "b"]);
    assert_eq!(pieces("a <b\nc"), ["a <b", "c"]);
}

/// What takes seconds if anything is read twice.
#[test]
fn hostile_text_is_cut_in_one_pass() {
    for piece in ["<a \"\n", "<p><b>", "<ul>", "</p>", "<", "<a", "<p a='", "\n<b>"] {
        pieces(&piece.repeat(256 * 1024 / piece.len()));
    }
}

proptest! {
    #[test]
    fn blocks_joined_are_the_same_text(body in any::<String>()) {
        prop_assert_eq!(join(&cut(&body)), body);
    }

    #[test]
    fn pieces_of_tags_joined_are_the_same_text(pieces in prop::collection::vec(
        prop::sample::select(vec![
            "<p>", "</p>", "<ul>", "</ul>", "<li>", "<b>", "</b>", "<hr>", "<br>", "<", ">", "\"", "'", " ", "\n",
            "<p title=\"", "chữ", "<img alt='", "</", "<pre>", "</pre>", "&lt;", "\u{a0}", "<!-- ", "-->",
        ]),
        0..40,
    )) {
        let body = pieces.concat();
        let blocks = cut(&body);
        prop_assert_eq!(join(&blocks), &*body);
        for block in &blocks {
            prop_assert_eq!(block.html.trim_matches(is_space), block.html);
        }
    }
}
