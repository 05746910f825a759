//! Texts that take a parser minutes are refused; ordinary texts are not.

use super::{super::*, cleaned};

/// The longest text that is stored, in bytes.
const LONGEST: usize = 256 * 1024;

fn repeated(piece: &str) -> String {
    piece.repeat(LONGEST / piece.len())
}

/// Numbered pieces, up to the longest text.
fn numbered(piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < LONGEST {
        text.push_str(&piece(number));
        number += 1;
    }
    text
}

#[test]
fn what_costs_a_parser_more_than_its_length_is_refused() {
    let attributes = format!("<p{}>chữ</p>", numbered(|number| format!(" a{number}=1")));
    for (name, html) in [
        ("lists within lists", repeated("<ul><li>")),
        ("125 KB of them", "<ul><li>".repeat(16_000)),
        ("quotations", repeated("<blockquote>")),
        ("fonts, each another", numbered(|number| format!("<font a={number}>"))),
        ("fonts that outlive their paragraphs", numbered(|number| format!("<p><font a={number}>x</p>"))),
        ("links around quotations", repeated("<a href=/x><blockquote>")),
        ("emphasis that overlaps", repeated("<b><p></b></p><i>")),
        ("tables within tables", repeated("<table><tr><td>")),
        ("attributes", attributes),
    ] {
        let refused = sanitize(&html, &mut super::OnePicture(None)).expect_err(name);
        assert!(refused.contains("quá rối"), "{name}: {refused}");
    }
}

#[test]
fn long_texts_that_people_write_are_taken() {
    let word = format!(
        "<!--[if gte mso 9]><xml>{}</xml><![endif]--><p>Từ Word</p>",
        r#"<w:LsdException Locked="false" Priority="9" SemiHidden="true" Name="heading 2"/>"#.repeat(376)
    );
    for (name, html) in [
        ("paragraphs", repeated("<p>Một đoạn văn với <b>chữ đậm</b> và <i>chữ nghiêng</i>.</p>\n")),
        ("paragraphs that are never ended", repeated("<p>Một đoạn văn.\n")),
        ("short paragraphs", repeated("<p>a")),
        ("items that are never ended", format!("<ul>{}</ul>", repeated("<li>Một mục.\n"))),
        ("a long table", format!("<table>{}</table>", repeated("<tr><td>1<td>Nguyễn Văn A<td>9,5"))),
        ("fonts of an old page", repeated("<p><font color=red size=2>Một đoạn.</font></p>")),
        ("a text without tags", repeated("Chỉ có chữ. ")),
        ("marks that are none", repeated("1 < 2 & 3 > 2 ")),
        ("what Word hides", word),
    ] {
        assert!(sanitize(&html, &mut super::OnePicture(None)).is_ok(), "{name}");
    }
}

#[test]
fn elements_lie_in_each_other_as_deep_as_the_limit_and_no_deeper() {
    let nested =
        |depth: usize| format!("{}<p>sâu</p>{}", "<blockquote>".repeat(depth), "</blockquote>".repeat(depth));
    assert!(cleaned(&nested(limits::DEPTH - 1)).contains("sâu"));
    assert!(sanitize(&nested(limits::DEPTH), &mut super::OnePicture(None)).is_err());
}
