//! Figures within a figure are a gallery.

use super::{super::*, source::stored};

/// How a text is stored that is one block.
fn shown(html: &str) -> String {
    let [Block::Html(block)] = &stored(html)[..] else { panic!("one block of {html}") };
    block.as_str().to_owned()
}

const TREE: &str =
    "<figure><img alt=\"Cây\" src=\"media/cay.jpg\"><figcaption>Cây <b>đa</b></figcaption></figure>";
const FLOWER: &str = "<figure><img src=\"media/hoa.gif\"></figure>";

#[test]
fn two_figures_in_a_figure_are_a_gallery_whose_pictures_lead_to_their_files() {
    let html = shown(&format!("<figure>{TREE}\n{FLOWER}<figcaption>Vườn trường</figcaption></figure>"));
    assert_eq!(
        html,
        "<figure class=\"gallery\"><figure>\
         <a class=\"whole\" href=\"/media/abc-1200.jpg\" rel=\"external\"><picture><source type=\"image/webp\" \
         srcset=\"/media/abc-320.webp 320w, /media/abc-480.webp 480w, /media/abc-800.webp 800w, \
         /media/abc-1200.webp 1200w, /media/abc-1500.webp 1500w\" sizes=\"(min-width: 45rem) 21rem, 50vw\">\
         <img alt=\"Cây\" src=\"/media/abc-1200.jpg\" width=\"1500\" height=\"200\" loading=\"lazy\" \
         decoding=\"async\" class=\"tone-1\"></picture></a><figcaption>Cây <b>đa</b></figcaption></figure>\
         <figure><a class=\"whole\" href=\"/media/def.gif\" rel=\"external\" aria-label=\"Xem cả hình\">\
         <img src=\"/media/def.gif\" width=\"1500\" height=\"200\" loading=\"lazy\" decoding=\"async\" alt=\"\"></a>\
         </figure><figcaption>Vườn trường</figcaption></figure>"
    );
}

#[test]
fn what_has_anything_else_is_no_gallery() {
    for other in [
        format!("<figure>{TREE}</figure>"),
        format!("<figure>{TREE}<figcaption>Một hình</figcaption></figure>"),
        format!("<figure>{TREE}{FLOWER}<p>chữ</p></figure>"),
        format!("<figure>{TREE}chữ{FLOWER}</figure>"),
        format!("<figure>{TREE}{FLOWER}<figcaption><p>a</p></figcaption></figure>"),
        format!("<figure>{TREE}<figure><table><tr><td>a</td></tr></table></figure></figure>"),
        format!("<figure>{TREE}<figure><img src=media/cay.jpg><img src=media/cay.jpg></figure></figure>"),
        format!("<figure class=\"gallery\">{TREE}</figure>"),
        format!("{TREE}{FLOWER}"),
    ] {
        let html = shown(&other);
        assert!(!html.contains("gallery") && !html.contains("whole"), "{html}");
    }
}

#[test]
fn the_editor_gets_a_gallery_as_it_was_written() {
    let written = format!(
        "<figure lang=\"vi\">\n{}\n<figure><img src=\"/media/def.gif\" alt=\"\">\n</figure>\n<figcaption>Vườn \
         <a href=\"/tin/a\">trường</a></figcaption>\n</figure>",
        "<figure><img alt=\"Cây\" src=\"/media/abc-1200.jpg\"><figcaption>sizes=\"(min-width: 45rem) 42rem, \
         calc(100vw - 2rem)\"&gt;</figcaption>\n</figure>"
    );
    let blocks = stored(&written);
    let html = shown(&written);
    assert!(html.starts_with("<figure class=\"gallery\" lang=\"vi\"><figure><a class=\"whole\""), "{html}");
    assert_eq!(source(&blocks), written);
    assert_eq!(stored(&source(&blocks)), blocks);
    // A link that somebody has put around a picture stays.
    let linked =
        "<figure><a href=\"/tin/a\"><img src=\"/media/def.gif\" alt=\"\"></a></figure>\n<p>a <b>b</b></p>";
    assert_eq!(source(&stored(linked)), linked);
}
