//! Title and lead.

use super::docx::{Docx, p, picture, png, pp, r, rp, runs, styled};

fn front(body: &[String]) -> (Option<String>, Option<String>, String) {
    let text = Docx::new(&body.concat()).picture("A", &png(1)).read();
    (text.title, text.lead, text.html)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_style_title_is_the_title_wherever_it_is() {
    let body = [p("UBND xã"), styled("Title", "Trao học bổng"), styled("Subtitle", "Sáng 20/11"), p("Thân")];
    assert_eq!(
        front(&body),
        (some("Trao học bổng"), some("Sáng 20/11"), "<p>UBND xã</p>\n<p>Thân</p>".to_owned())
    );
}

#[test]
fn a_first_paragraph_that_stands_out_is_the_title() {
    let bold = runs(&rp("<w:b/>", "TRAO HỌC BỔNG"));
    let centred = pp("<w:jc w:val=\"center\"/>", "Trao học bổng");
    for (first, title) in
        [(bold, "TRAO HỌC BỔNG"), (centred, "Trao học bổng"), (styled("Heading2", "Trao"), "Trao")]
    {
        assert_eq!(front(&[p(""), first, p("Thân")]), (some(title), None, "<p>Thân</p>".to_owned()));
    }
    let partly = runs(&[rp("<w:b/>", "Trao "), r("học bổng")].concat());
    assert_eq!(front(&[partly, p("Thân")]).0, None);
    assert_eq!(front(&[runs(&rp("<w:b/>", &"ế".repeat(201)))]).0, None, "longer than a title");
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("a"));
    assert_eq!(front(&[table, runs(&rp("<w:b/>", "b"))]).0, None, "not the first");
}

#[test]
fn a_title_is_one_line_without_notes() {
    let title = runs(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Trao</w:t><w:br/><w:t>học bổng</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r>",
    );
    assert_eq!(front(&[title]).0, some("Trao học bổng"));
    let note =
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>";
    assert_eq!(front(&[note.to_owned()]), (None, None, "<p><sup>1</sup></p>".to_owned()));
}

#[test]
fn a_bold_or_italic_paragraph_after_the_title_is_the_lead() {
    let title = styled("Title", "Tên");
    let italic = runs(&[rp("<w:i/>", "Sáng "), rp("<w:i/><w:b/>", "20/11")].concat());
    assert_eq!(
        front(&[title.clone(), italic, p("x")]),
        (some("Tên"), some("Sáng 20/11"), "<p>x</p>".to_owned())
    );
    let after_picture = [title.clone(), runs(&picture("A", "")), p("Hình 1"), runs(&rp("<w:b/>", "Sáng"))];
    assert_eq!(front(&after_picture).1, some("Sáng"));
    let partly = runs(&[rp("<w:i/>", "Sáng "), r("20/11")].concat());
    assert_eq!(front(&[title.clone(), partly]).1, None);
    assert_eq!(front(&[title.clone(), styled("Heading1", "Mục")]).1, None);
    assert_eq!(front(&[p("x"), runs(&rp("<w:b/>", "Sáng"))]).1, None, "there is no title");
}
