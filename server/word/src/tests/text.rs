//! Text and its marks.

use super::{
    docx::{Docx, p, pp, r, rp, runs, styled},
    html, text,
};

#[test]
fn paragraphs_are_on_lines_of_their_own_and_empty_ones_go() {
    let body = [p("Một"), p(""), "<w:p/>".to_owned(), p(" \u{a0} "), p("Hai")].concat();
    assert_eq!(html(&body), "<p>Một</p>\n<p>Hai</p>");
}

#[test]
fn white_space_of_any_kind_is_one_space() {
    let body = runs(
        "<w:r><w:t xml:space=\"preserve\">  a\u{a0}\u{a0} b\n c</w:t><w:tab/><w:t> d\u{3000}e </w:t><w:tab/></w:r>",
    );
    assert_eq!(html(&body), "<p>a b c d e</p>");
}

#[test]
fn letters_are_composed_even_across_runs() {
    let apart = [r("Tie"), rp("<w:b/>", "\u{302}\u{301}ng Vie\u{323}\u{302}t")].concat();
    assert_eq!(html(&runs(&apart)), "<p>Tiế<strong>ng Việt</strong></p>");
}

#[test]
fn invisible_letters_go_and_joiners_stay() {
    assert_eq!(html(&p("a\u{ad}b\u{200b}c\u{feff}d\u{f0b7}e👩\u{200d}🌾")), "<p>abcde👩\u{200d}🌾</p>");
    assert_eq!(
        html(&runs("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>")),
        "<p>ab-c</p>"
    );
}

#[test]
fn special_letters_are_escaped() {
    assert_eq!(
        html(&p("&lt;b&gt; &amp; &quot;x&quot; &#x1EBF; <![CDATA[<i>]]>")),
        "<p>&lt;b&gt; &amp; \"x\" ế &lt;i&gt;</p>"
    );
}

#[test]
fn runs_that_look_the_same_are_one() {
    let bold = [rp("<w:b/>", "Hội"), rp("<w:b w:val=\"1\"/>", " Khuyến"), rp("<w:b/>", " học")].concat();
    assert_eq!(html(&runs(&bold)), "<p><strong>Hội Khuyến học</strong></p>");
    let parted = [rp("<w:b/>", "Hội"), r(" "), rp("<w:b/>", "Khuyến")].concat();
    assert_eq!(html(&runs(&parted)), "<p><strong>Hội Khuyến</strong></p>");
    let spaces = [rp("<w:b/>", "Hội "), r("học"), rp("<w:i/>", " "), r("x")].concat();
    assert_eq!(html(&runs(&spaces)), "<p><strong>Hội</strong> học x</p>");
}

#[test]
fn marks_are_nested_as_in_the_editor_and_stay_open() {
    let body = [
        rp("<w:b/><w:i/>", "a"),
        rp("<w:b/>", "b"),
        rp("<w:u w:val=\"single\"/>", "c"),
        rp("<w:u w:val=\"none\"/>", "d"),
        rp("<w:strike/>", "e"),
        rp("<w:dstrike/>", "f"),
        rp("<w:vertAlign w:val=\"superscript\"/>", "g"),
        rp("<w:vertAlign w:val=\"subscript\"/>", "h"),
        rp("<w:b w:val=\"0\"/><w:i w:val=\"false\"/>", "k"),
    ]
    .concat();
    assert_eq!(
        html(&runs(&body)),
        "<p><strong><em>a</em>b</strong><u>c</u>d<s>ef</s><sup>g</sup><sub>h</sub>k</p>"
    );
}

#[test]
fn what_properties_were_before_a_change_does_not_count() {
    let body = rp("<w:i/><w:rPrChange w:id=\"1\"><w:rPr><w:b/></w:rPr></w:rPrChange>", "a");
    assert_eq!(html(&runs(&body)), "<p><em>a</em></p>");
    assert_eq!(html(&pp("<w:rPr><w:b/></w:rPr>", "a")), "<p>a</p>", "the mark of the paragraph is bold");
}

#[test]
fn hidden_text_is_left_out() {
    assert_eq!(
        html(&runs(&[r("a"), rp("<w:vanish/>", "b"), rp("<w:vanish w:val=\"0\"/>", "c")].concat())),
        "<p>ac</p>"
    );
}

#[test]
fn line_ends_are_kept_and_empty_lines_part_paragraphs() {
    let lines =
        |between: &str| runs(&format!("<w:r><w:br/><w:t>a </w:t>{between}<w:t> b</w:t><w:br/></w:r>"));
    assert_eq!(html(&lines("<w:br/>")), "<p>a<br>b</p>");
    assert_eq!(html(&lines("<w:cr/>")), "<p>a<br>b</p>");
    assert_eq!(html(&lines("<w:br w:type=\"page\"/>")), "<p>a b</p>");
    assert_eq!(html(&lines("<w:br/><w:t> </w:t><w:br/>")), "<p>a</p>\n<p>b</p>");
}

#[test]
fn tracked_insertions_are_in_and_deletions_are_out() {
    let body = runs(
        "<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>c</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>d</w:t></w:r></w:moveTo>",
    );
    assert_eq!(html(&body), "<p>ad</p>");
}

#[test]
fn a_paragraph_whose_end_was_deleted_is_one_with_the_next() {
    let body = [pp("<w:rPr><w:del w:id=\"1\"/></w:rPr>", "Một "), p("hai"), p("ba")].concat();
    assert_eq!(html(&body), "<p>Một hai</p>\n<p>ba</p>");
    assert_eq!(html(&pp("<w:rPr><w:del w:id=\"1\"/></w:rPr>", "Một")), "<p>Một</p>", "nothing follows");
}

#[test]
fn a_large_first_letter_belongs_to_its_paragraph() {
    assert_eq!(html(&[pp("<w:framePr w:dropCap=\"drop\"/>", "S"), p("áng nay")].concat()), "<p>Sáng nay</p>");
}

#[test]
fn comments_are_counted_and_left_out() {
    let body = runs(
        "<w:commentRangeStart/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd/><w:r><w:commentReference w:id=\"0\"/></w:r>",
    );
    let text = text(&body);
    assert_eq!((text.html.as_str(), text.left_out.comments), ("<p>a</p>", 1));
}

#[test]
fn symbols_become_unicode_or_go() {
    let symbol = |font: &str, code: &str| {
        html(&runs(&format!("<w:r><w:t>a</w:t><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>")))
    };
    assert_eq!(symbol("Wingdings", "F0FC"), "<p>a✓</p>");
    assert_eq!(symbol("Symbol", "F061"), "<p>aα</p>");
    assert_eq!(symbol("Wingdings", "F0F8"), "<p>a</p>");
    assert_eq!(symbol("Times New Roman", "1EBF"), "<p>aế</p>");
    assert_eq!(symbol("Webdings", "F0F8"), "<p>a</p>");
    assert_eq!(symbol("Symbol", "zzz"), "<p>a</p>");
    let written = rp("<w:rFonts w:ascii=\"Symbol\" w:hAnsi=\"Symbol\"/>", "\u{f0ae} 5 b");
    assert_eq!(html(&runs(&written)), "<p>→ 5 β</p>");
}

#[test]
fn marks_come_from_styles_too() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"Nhấn\"/><w:basedOn w:val=\"B\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"Gốc\"/><w:basedOn w:val=\"A\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"table\" w:styleId=\"T\"><w:name w:val=\"T\"/><w:tblStylePr><w:rPr><w:i/></w:rPr></w:tblStylePr></w:style>";
    let strong = rp("<w:rStyle w:val=\"Strong\"/>", "c");
    let body = [
        p("đầu"),
        styled("A", "a"),
        runs(&strong),
        format!("<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr>{strong}{}</w:p>", r("d")),
    ]
    .concat();
    let html = Docx::new(&body).styles(styles).read().html;
    assert_eq!(
        html,
        "<p>đầu</p>\n<p><strong>a</strong></p>\n<p><strong>c</strong></p>\n<p>c<strong>d</strong></p>"
    );
}

#[test]
fn the_prefixes_of_a_document_do_not_matter() {
    let document = "<d xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>";
    assert!(super::read(&Docx::with_document(document).file()).is_err(), "another element");
    let document = "<ns0:document xmlns:ns0=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" xmlns:w=\"urn:x\"><ns0:body><ns0:p><ns0:r><ns0:t>a</ns0:t><w:t>b</w:t></ns0:r></ns0:p></ns0:body></ns0:document>";
    assert_eq!(Docx::with_document(document).read().html, "<p>a</p>");
    let bare = "<document xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body><p><r><t>a</t></r></p></body></document>";
    assert_eq!(Docx::with_document(bare).read().html, "<p>a</p>");
}
