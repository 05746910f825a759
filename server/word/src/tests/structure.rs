//! Headings, quotations, links, fields, notes, text boxes and alternatives.

use super::{
    docx::{Docx, p, pp, r, rp, runs, styled},
    html, text,
};

fn field(instruction: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

#[test]
fn headings_move_down_by_one() {
    let body = (1..=5).map(|level| styled(&format!("Heading{level}"), "a")).collect::<String>();
    assert_eq!(html(&body), "<h2>a</h2>\n<h3>a</h3>\n<h4>a</h4>\n<h4>a</h4>\n<h4>a</h4>");
}

#[test]
fn headings_are_known_by_name_level_and_base() {
    let style =
        |id: &str, more: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{more}</w:style>");
    let styles = [
        style("u1", "<w:name w:val=\"heading 1\"/><w:rPr><w:b/></w:rPr>"),
        style("x2", "<w:name w:val=\"Đầu đề 2\"/>"),
        style("muc", "<w:name w:val=\"Mục lớn\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>"),
        style("con", "<w:name w:val=\"Mục con\"/><w:basedOn w:val=\"u1\"/>"),
        style("thuong", "<w:name w:val=\"Không phải mục\"/><w:basedOn w:val=\"u1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr><w:rPr><w:b w:val=\"0\"/></w:rPr>"),
    ]
    .concat();
    let body = [
        p("đầu"),
        styled("u1", "a"),
        styled("x2", "b"),
        styled("muc", "c"),
        styled("con", "d"),
        styled("thuong", "e"),
        pp("<w:outlineLvl w:val=\"0\"/>", "f"),
        pp("<w:pStyle w:val=\"u1\"/><w:outlineLvl w:val=\"9\"/>", "g"),
    ]
    .concat();
    assert_eq!(
        Docx::new(&body).styles(&styles).read().html,
        "<p>đầu</p>\n<h2>a</h2>\n<h3>b</h3>\n<h3>c</h3>\n<h2>d</h2>\n<p>e</p>\n<h2>f</h2>\n<p><strong>g</strong></p>"
    );
}

#[test]
fn a_heading_is_not_bold_once_more() {
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}{}</w:p>",
        rp("<w:b/>", "a"),
        rp("<w:i/>", "b")
    );
    assert_eq!(html(&body), "<h2>a<em>b</em></h2>");
}

#[test]
fn neighbouring_quotations_are_one() {
    let body = [styled("Quote", "a"), styled("IntenseQuote", "b"), p("c"), styled("Quote", "d")].concat();
    assert_eq!(
        html(&body),
        "<blockquote><p>a</p><p>b</p></blockquote>\n<p>c</p>\n<blockquote><p>d</p></blockquote>"
    );
}

#[test]
fn a_line_across_the_page_is_kept() {
    let line = "<w:p><w:r><w:pict><v:rect style=\"width:0;height:1.5pt\" o:hr=\"t\"/></w:pict></w:r></w:p>";
    assert_eq!(html(&[p("a"), line.to_owned(), p("b")].concat()), "<p>a</p>\n<hr>\n<p>b</p>");
}

#[test]
fn only_links_to_the_web_mail_and_telephone_are_kept() {
    let link = |target: &str, more: &str| {
        let body = format!(
            "{}<w:p><w:hyperlink r:id=\"L\"{more}>{}</w:hyperlink></w:p>",
            p("đầu"),
            rp("<w:u w:val=\"single\"/>", "x")
        );
        let html = Docx::new(&body).outside("L", target).read().html;
        html.strip_prefix("<p>đầu</p>\n").expect("the first").to_owned()
    };
    assert_eq!(
        link("https://example.org/a?b=1&amp;c=%22", ""),
        "<p><a href=\"https://example.org/a?b=1&amp;c=%22\">x</a></p>"
    );
    assert_eq!(
        link("https://example.org/a", " w:anchor=\"b\""),
        "<p><a href=\"https://example.org/a#b\">x</a></p>"
    );
    assert_eq!(link("mailto:a@example.org", ""), "<p><a href=\"mailto:a@example.org\">x</a></p>");
    assert_eq!(link("TEL:0123", ""), "<p><a href=\"TEL:0123\">x</a></p>");
    assert_eq!(
        link("https://example.org/a b&quot;&lt;", ""),
        "<p><a href=\"https://example.org/a%20b&quot;&lt;\">x</a></p>"
    );
    for other in [
        "javascript:alert(1)",
        "file:///C:/a",
        "//example.org",
        "a.docx",
        "https:",
        "data:text/html,x",
        "java&#10;script:x",
    ] {
        assert_eq!(link(other, ""), "<p><u>x</u></p>", "{other}");
    }
}

#[test]
fn a_link_is_one_element_whatever_its_runs() {
    let body = format!(
        "{}<w:p>{}<w:hyperlink r:id=\"L\">{}{}</w:hyperlink>{}</w:p>",
        p("đầu"),
        r("a "),
        r("b "),
        rp("<w:b/>", "c"),
        rp("<w:b/>", " d")
    );
    let html = Docx::new(&body).outside("L", "http://example.org").read().html;
    assert_eq!(
        html,
        "<p>đầu</p>\n<p>a <a href=\"http://example.org\">b <strong>c</strong></a><strong> d</strong></p>"
    );
}

#[test]
fn neighbouring_links_are_two() {
    let link = |id: &str| format!("<w:hyperlink r:id=\"{id}\">{}</w:hyperlink>", rp("<w:b/>", id));
    let body = format!("{}<w:p>{}{}{}</w:p>", p("đầu"), link("L"), link("M"), link("M"));
    let docx = Docx::new(&body).outside("L", "http://a.example").outside("M", "http://b.example");
    assert_eq!(
        docx.read().html,
        "<p>đầu</p>\n<p><a href=\"http://a.example\"><strong>L</strong></a><a href=\"http://b.example\"><strong>MM</strong></a></p>"
    );
}

#[test]
fn fields_keep_their_results_and_links() {
    let link = field("HYPERLINK \"https://example.org/a\" \\l \"b\"", &r("x"));
    assert_eq!(
        html(&runs(&[r("a "), link, r(" b")].concat())),
        "<p>a <a href=\"https://example.org/a#b\">x</a> b</p>"
    );
    let simple = format!(
        "<w:fldSimple w:instr=\" HYPERLINK &quot;https://example.org&quot; \">{}</w:fldSimple>",
        r("x")
    );
    assert_eq!(html(&runs(&simple)), "<p><a href=\"https://example.org\">x</a></p>");
    assert_eq!(html(&runs(&field("HYPERLINK \"javascript:x\"", &r("x")))), "<p>x</p>");
    assert_eq!(html(&runs(&field("DATE \\@ \"d/M\"", &r("20/11")))), "<p>20/11</p>");
    assert_eq!(html(&runs(&[r("a"), field("PAGE", &r("7")), r("b")].concat())), "<p>ab</p>");
    let nested = field(
        "HYPERLINK \"https://example.org\"",
        &[r("trang "), field("PAGEREF x", &r("7")), r("y")].concat(),
    );
    assert_eq!(html(&runs(&nested)), "<p><a href=\"https://example.org\">trang y</a></p>");
}

#[test]
fn a_table_of_contents_is_left_out() {
    let begin = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o \"1-3\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Mục 1</w:t></w:r></w:p>";
    let end = "<w:p><w:hyperlink w:anchor=\"x\"><w:r><w:t>Mục 2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink></w:p>";
    assert_eq!(html(&[begin, &p("Mục 1.1"), end, &p("Thân bài")].concat()), "<p>Thân bài</p>");
    let control = format!(
        "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("MỤC LỤC")
    );
    assert_eq!(html(&[control, p("Thân bài")].concat()), "<p>Thân bài</p>");
    assert_eq!(
        html(&[styled("TOC1", "Mục"), styled("TOCHeading", "Mục lục"), p("Thân bài")].concat()),
        "<p>Thân bài</p>"
    );
}

#[test]
fn controls_are_transparent_and_placeholders_are_left_out() {
    let control = |properties: &str| {
        format!(
            "<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
            r("a")
        )
    };
    assert_eq!(html(&control("")), "<p>a</p>");
    assert_eq!(html(&control("<w:showingPlcHdr/>")), "");
}

#[test]
fn notes_are_numbered_in_the_order_of_the_text() {
    let note = |kind: &str, id: u32| {
        format!(
            "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:{kind}Reference w:id=\"{id}\"/></w:r>"
        )
    };
    let text = |kind: &str, id: u32, content: &str| format!("<w:{kind} w:id=\"{id}\">{content}</w:{kind}>");
    let body = [
        p("đầu"),
        runs(
            &[
                r("a"),
                note("footnote", 7),
                r("b"),
                note("endnote", 2),
                note("footnote", 3),
                note("footnote", 7),
            ]
            .concat(),
        ),
    ]
    .concat();
    let mark = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteRef/></w:r>";
    let footnotes = [
        text("footnote", 3, &p("ba")),
        text("footnote", 7, &format!("<w:p>{mark}{}</w:p>{}", rp("<w:i/>", " bảy"), p("dòng"))),
        text("footnote", 9, &p("không ai nhắc")),
    ]
    .concat();
    let html = Docx::new(&body).footnotes(&footnotes).endnotes(&text("endnote", 2, &p("hai"))).read().html;
    assert_eq!(
        html,
        "<p>đầu</p>\n<p>a<sup>1</sup>b<sup>2,3,1</sup></p>\n<p><sup>1</sup> <em>bảy</em><br>dòng</p>\n<p><sup>2</sup> hai</p>\n<p><sup>3</sup> ba</p>"
    );
}

#[test]
fn the_text_of_boxes_follows_its_paragraph_once() {
    let content = format!("<w:txbxContent>{}{}</w:txbxContent>", p("khung 1"), p("khung 2"));
    let choice = format!(
        "<mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
    );
    let fallback = format!(
        "<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    );
    let body = runs(&format!(
        "{}<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>{}",
        r("trước "),
        r("sau")
    ));
    assert_eq!(html(&body), "<p>trước sau</p>\n<p>khung 1</p>\n<p>khung 2</p>");
    let unknown = choice.replace("\"wps\"", "\"xyz\"");
    let body = runs(&format!("<w:r><mc:AlternateContent>{unknown}{fallback}</mc:AlternateContent></w:r>"));
    assert_eq!(html(&body), "<p>khung 1</p>\n<p>khung 2</p>");
}

#[test]
fn formulas_charts_and_objects_are_counted() {
    let body = runs(&[
        r("a"),
        "<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara><m:oMath/>".to_owned(),
        "<w:r><w:object><v:shape/><o:OLEObject/></w:object></w:r>".to_owned(),
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"/></a:graphic></wp:inline></w:drawing></w:r>".to_owned(),
    ].concat());
    let text = text(&body);
    assert_eq!(text.html, "<p>a</p>");
    assert_eq!((text.left_out.equations, text.left_out.objects, text.left_out.drawings), (2, 1, 1));
}
