//! Pictures and their captions.

use super::docx::{Docx, floating, p, picture, png, r, rp, runs, styled};
use crate::{LeftOut, WordText};

fn docx(body: &str) -> Docx {
    Docx::new(&format!("{}{body}", p("đầu"))).picture("A", &png(1)).picture("B", &png(2))
}

fn text(body: &str) -> WordText {
    let mut text = docx(body).read();
    text.html = text.html.trim_start_matches("<p>đầu</p>").trim_start().to_owned();
    text
}

fn caption(after: &str) -> (String, String) {
    let mut text = text(&[runs(&picture("A", "")), after.to_owned()].concat());
    (
        text.pictures.remove(0).caption,
        text.html.trim_start_matches("<figure data-picture=\"0\"></figure>").trim().to_owned(),
    )
}

#[test]
fn a_picture_in_a_line_parts_its_paragraph() {
    let text = text(&runs(
        &[r("trước "), picture("A", "Ảnh &quot;một&quot;  của xã"), r(" sau"), picture("B", "")].concat(),
    ));
    assert_eq!(
        text.html,
        "<p>trước</p>\n<figure data-picture=\"0\"></figure>\n<p>sau</p>\n<figure data-picture=\"1\"></figure>"
    );
    assert_eq!(
        (text.pictures[0].bytes.clone(), text.pictures[0].words.as_str()),
        (png(1), "Ảnh \"một\" của xã")
    );
    assert_eq!((text.pictures[1].bytes.clone(), text.pictures[1].words.as_str()), (png(2), ""));
}

#[test]
fn a_picture_that_floats_follows_its_paragraph() {
    let text = text(&runs(&[floating("A", ""), r("một "), r("hai")].concat()));
    assert_eq!(text.html, "<p>một hai</p>\n<figure data-picture=\"0\"></figure>");
}

#[test]
fn pictures_are_numbered_in_the_order_of_the_html() {
    let text = text(
        &[runs(&[floating("A", ""), r("một "), picture("B", "")].concat()), runs(&picture("B", ""))].concat(),
    );
    let last: Vec<_> = text.pictures.iter().map(|picture| picture.bytes.last().copied()).collect();
    assert_eq!(last, [Some(2), Some(1), Some(2)], "the same picture may stand in two places");
    assert_eq!(text.html.matches("<figure").count(), 3);
}

#[test]
fn pictures_of_older_word_are_kept_too() {
    let old = |style: &str| {
        runs(&format!(
            "{}<w:r><w:pict><v:shape style=\"{style}\" alt=\"Cũ\"><v:imagedata r:id=\"A\" o:title=\"x\"/></v:shape></w:pict></w:r>{}",
            r("a"),
            r("b")
        ))
    };
    let inline = text(&old("width:10pt"));
    assert_eq!(
        (inline.html.as_str(), inline.pictures[0].words.as_str()),
        ("<p>a</p>\n<figure data-picture=\"0\"></figure>\n<p>b</p>", "Cũ")
    );
    assert_eq!(text(&old("position:absolute")).html, "<p>ab</p>\n<figure data-picture=\"0\"></figure>");
}

#[test]
fn of_alternatives_one_picture_is_kept() {
    let body = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\">{}</mc:Choice><mc:Fallback><w:pict><v:shape><v:imagedata r:id=\"B\"/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        picture("A", "")
    );
    assert_eq!(text(&runs(&body)).pictures.len(), 1);
}

#[test]
fn a_link_around_a_picture_leaves_the_picture() {
    let body = format!("<w:p><w:hyperlink r:id=\"L\">{}{}</w:hyperlink></w:p>", picture("A", ""), r("x"));
    let html = docx(&body).outside("L", "https://example.org").read().html;
    assert_eq!(
        html,
        "<p>đầu</p>\n<figure data-picture=\"0\"></figure>\n<p><a href=\"https://example.org\">x</a></p>"
    );
}

#[test]
fn file_names_and_remarks_are_no_alternative_text() {
    let words = |words: &str| text(&runs(&picture("A", words))).pictures[0].words.clone();
    assert_eq!(words("C:\\Anh\\IMG_1"), "");
    assert_eq!(words("IMG_0012.JPG"), "");
    assert_eq!(words("Trẻ em&#10;&#10;Description automatically generated"), "Trẻ em");
}

#[test]
fn pictures_that_cannot_be_taken_are_counted() {
    let body = [
        runs(&[picture("OUT", ""), picture("NONE", ""), picture("EMF", "")].concat()),
        runs(&picture("A", "").replace("r:embed", "r:link")),
    ]
    .concat();
    let text = docx(&body).outside("OUT", "https://example.org/a.png").picture("EMF", b"\x01\0\0\0").read();
    assert_eq!(text.left_out, LeftOut { linked_pictures: 2, pictures: 1, drawings: 1, ..LeftOut::default() });
    assert_eq!((text.html.as_str(), text.pictures.len()), ("<p>đầu</p>", 0));
}

#[test]
fn pictures_of_deleted_hidden_and_note_text_are_not_kept() {
    let body = runs(
        &[
            format!("<w:del>{}</w:del>", picture("A", "")),
            picture("B", "").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"),
        ]
        .concat(),
    );
    assert_eq!(text(&body).pictures.len(), 0);
    let note = runs(&[r("chú"), picture("A", "")].concat());
    let noted = docx(&runs("<w:r><w:footnoteReference w:id=\"1\"/></w:r>"))
        .footnotes(&format!("<w:footnote w:id=\"1\">{note}</w:footnote>"))
        .read();
    assert_eq!((noted.left_out.pictures, noted.pictures.len()), (1, 0));
}

#[test]
fn captions_are_known_by_style_word_and_italics() {
    assert_eq!(caption(&styled("Caption", "Sân trường")), ("Sân trường".to_owned(), String::new()));
    assert_eq!(caption(&p("Hình 1. Sân trường")), ("Hình 1. Sân trường".to_owned(), String::new()));
    assert_eq!(caption(&p("ẢNH 2: Sân trường")), ("ẢNH 2: Sân trường".to_owned(), String::new()));
    assert_eq!(caption(&p("Ảnh: Văn A")), ("Ảnh: Văn A".to_owned(), String::new()));
    let italic = runs(&[rp("<w:i/>", "Sân "), rp("<w:i/><w:b/>", "trường")].concat());
    assert_eq!(caption(&[p(""), italic].concat()), ("Sân trường".to_owned(), String::new()));
}

#[test]
fn other_paragraphs_after_a_picture_stay() {
    for other in ["Hình như trời mưa", "Ảnh hưởng của bão", "Sân trường"] {
        assert_eq!(caption(&p(other)), (String::new(), format!("<p>{other}</p>")));
    }
    let long = "á".repeat(201);
    assert_eq!(caption(&runs(&rp("<w:i/>", &long))).0, "", "longer than a caption");
    assert_eq!(caption(&styled("Heading1", "Hình 1")).0, "", "a heading");
    let two = [p("Hình 1"), p("Hình 2")].concat();
    assert_eq!(caption(&two), ("Hình 1".to_owned(), "<p>Hình 2</p>".to_owned()));
}

#[test]
fn a_caption_may_be_in_the_same_paragraph_or_cell() {
    let one = runs(&[picture("A", ""), "<w:r><w:br/></w:r>".to_owned(), rp("<w:i/>", "Sân trường")].concat());
    assert_eq!(text(&one).pictures[0].caption, "Sân trường");
    let cell = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", runs(&picture("A", "")), p("Hình 1"));
    let text = text(&cell);
    assert_eq!(text.pictures[0].caption, "Hình 1");
    assert_eq!(
        text.html,
        "<table><tbody><tr><td><figure data-picture=\"0\"></figure></td></tr></tbody></table>"
    );
}
