//! Lists and numbers.

use super::docx::{Docx, p, picture, png, pp, r, styled};

const NUMBERING: &str = "\
    <w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2.\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Điều %1.\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"none\"/><w:lvlText w:val=\"\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"5\"><w:numStyleLink w:val=\"Ds\"/></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num><w:num w:numId=\"4\"><w:abstractNumId w:val=\"3\"/></w:num>\
    <w:num w:numId=\"5\"><w:abstractNumId w:val=\"4\"/></w:num><w:num w:numId=\"6\"><w:abstractNumId w:val=\"5\"/></w:num>\
    <w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";

fn item(list: u32, level: u32, text: &str) -> String {
    pp(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
}

fn docx(body: &[String]) -> Docx {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"ListBullet\"><w:name w:val=\"List Bullet\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"numbering\" w:styleId=\"Ds\"><w:name w:val=\"Ds\"/><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>";
    Docx::new(&format!("{}{}", p("đầu"), body.concat()))
        .styles(styles)
        .numbering(NUMBERING)
        .picture("R", &png(1))
}

fn html(body: &[String]) -> String {
    let html = docx(body).read().html;
    html.strip_prefix("<p>đầu</p>\n").expect("the first").to_owned()
}

#[test]
fn bullets_and_numbers_are_lists_within_lists() {
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 1, "c"),
        item(1, 0, "d"),
        p("x"),
        item(2, 0, "e"),
        item(2, 1, "f"),
    ];
    assert_eq!(
        html(&body),
        "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>\n<p>x</p>\n<ol><li>e<ol><li>f</li></ol></li></ol>"
    );
}

#[test]
fn a_list_counts_on_after_a_paragraph() {
    let body = [item(2, 0, "a"), item(2, 0, "b"), p("x"), item(2, 0, "c"), p(""), item(2, 0, "d")];
    assert_eq!(
        html(&body),
        "<ol><li>a</li><li>b</li></ol>\n<p>x</p>\n<ol start=\"3\"><li>c</li><li>d</li></ol>"
    );
}

#[test]
fn a_list_begins_with_its_own_number() {
    assert_eq!(html(&[item(3, 0, "a"), item(3, 0, "b")]), "<ol start=\"4\"><li>a</li><li>b</li></ol>");
    let again = [item(2, 0, "a"), item(2, 0, "b"), item(7, 0, "c"), item(7, 0, "d")];
    assert_eq!(html(&again), "<ol><li>a</li><li>b</li></ol>\n<ol><li>c</li><li>d</li></ol>");
}

#[test]
fn a_list_within_each_item_begins_anew() {
    let body = [item(2, 0, "a"), item(2, 1, "b"), item(2, 1, "c"), item(2, 0, "d"), item(2, 1, "e")];
    assert_eq!(html(&body), "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d<ol><li>e</li></ol></li></ol>");
}

#[test]
fn kinds_of_lists_do_not_mix() {
    let body = [item(1, 0, "a"), item(2, 0, "b"), item(1, 1, "c"), item(2, 1, "d")];
    assert_eq!(html(&body), "<ul><li>a</li></ul>\n<ol><li>b<ul><li>c</li></ul><ol><li>d</li></ol></li></ol>");
}

#[test]
fn a_list_may_begin_deep_and_have_gaps() {
    let body = [item(1, 1, "a"), item(1, 0, "b"), item(2, 1, "c"), item(1, 1, "d")];
    assert_eq!(html(&body), "<ul><li>a</li></ul>\n<ul><li>b<ol><li>c</li></ol><ul><li>d</li></ul></li></ul>");
}

#[test]
fn lists_come_from_styles_too() {
    assert_eq!(
        html(&[styled("ListBullet", "a"), styled("ListBullet", "b")]),
        "<ul><li>a</li><li>b</li></ul>"
    );
    let none = pp("<w:pStyle w:val=\"ListBullet\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "a");
    assert_eq!(html(&[none]), "<p>a</p>");
    assert_eq!(html(&[item(6, 0, "a")]), "<ol><li>a</li></ol>", "by the style of the list");
}

#[test]
fn lists_that_show_nothing_or_are_not_defined_are_paragraphs() {
    assert_eq!(html(&[item(5, 0, "a"), item(99, 0, "b")]), "<p>a</p>\n<p>b</p>");
}

#[test]
fn numbers_of_headings_and_numbers_with_words_are_text() {
    let body = [
        styled("Heading1", "Mục đích"),
        item(3, 1, "Một"),
        styled("Heading1", "Nội dung"),
        item(4, 0, "Phạm vi"),
        item(4, 0, "Đối tượng"),
    ];
    assert_eq!(
        html(&body),
        "<h2>IV. Mục đích</h2>\n<ol><li>Một</li></ol>\n<h2>V. Nội dung</h2>\n<p>Điều 1. Phạm vi</p>\n<p>Điều 2. Đối tượng</p>"
    );
}

#[test]
fn a_picture_in_an_item_stands_between_two_lists() {
    let with = format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>{}{}</w:p>",
        r("a"),
        picture("R", "")
    );
    assert_eq!(
        html(&[with, item(2, 0, "b")]),
        "<ol><li>a</li></ol>\n<figure data-picture=\"0\"></figure>\n<ol start=\"2\"><li>b</li></ol>"
    );
}

#[test]
fn numbers_alone_in_cells_are_text() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let row = |text: &str| {
        format!(
            "<w:tr>{}{}</w:tr>",
            cell(&pp("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr>", "")),
            cell(&p(text))
        )
    };
    let table = format!("<w:tbl>{}{}</w:tbl>", row("a"), row("b"));
    assert_eq!(
        html(&[table]),
        "<table><tbody><tr><td>1.</td><td>a</td></tr><tr><td>2.</td><td>b</td></tr></tbody></table>"
    );
}

#[test]
fn an_empty_item_is_not_counted() {
    assert_eq!(html(&[item(2, 0, "a"), item(2, 0, " "), item(2, 0, "b")]), "<ol><li>a</li><li>b</li></ol>");
}
