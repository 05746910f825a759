//! Pasted text keeps its words apart, and its headings and lists.

use crate::news::{Block, References, sanitize, source};
use crate::{id::PollId, media::Picture};
use proptest::prelude::*;

struct Nothing;

impl References for Nothing {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        Err(src.to_owned())
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        Err(href.to_owned())
    }

    fn file_size(&mut self, _: &str) -> Option<i64> {
        None
    }

    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        Err(name.to_owned())
    }
}

fn html(typed: &str) -> String {
    let blocks = sanitize(typed, &mut Nothing).expect("a clean text");
    let html = blocks.iter().map(|block| match block {
        Block::Html(html) => html.as_str(),
        Block::Poll(_) => "",
    });
    html.collect()
}

#[test]
fn blocks_that_a_text_may_not_have_are_paragraphs() {
    for (typed, kept) in [
        ("<div>A</div><div>B</div>", "<p>A</p><p>B</p>"),
        ("<section><h2>A</h2><p>B</p></section>C", "<h2>A</h2><p>B</p>C"),
        ("<div><div>A</div><p>B</p>C</div>", "<p>A</p><p>B</p>C"),
        ("<li><div>A</div><div>B</div></li>", "<li><p>A</p><p>B</p></li>"),
        ("<center>A</center><address>B</address>", "<p>A</p><p>B</p>"),
        ("<td>A</td><div>B</div>", "A<p>B</p>"),
        ("<menu><li>A</li><li>B</li></menu>", "<ul><li>A</li><li>B</li></ul>"),
        ("<details><summary>A</summary>B</details>", "<p>A</p>B"),
    ] {
        assert_eq!(html(typed), kept, "{typed}");
    }
}

#[test]
fn headings_move_down_where_one_would_be_the_title_and_stay_else() {
    assert_eq!(html("<h1>A</h1><h2>B</h2><h3>C</h3>"), "<h2>A</h2><h3>B</h3><h4>C</h4>");
    assert_eq!(html("<h2>A</h2><h3>B</h3><h5>C</h5>"), "<h2>A</h2><h3>B</h3><h4>C</h4>");
    assert_eq!(html(&html("<h1>A</h1><h2>B</h2>")), "<h2>A</h2><h3>B</h3>", "once");
}

#[test]
fn the_lists_of_word_are_lists() {
    let word = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>\
        <span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span></span>\
        <![endif]>Sách <b>giáo khoa</b></p><p>·&nbsp;&nbsp; Vở viết</p><p>Sau đó:</p>\
        <p>3.&nbsp;&nbsp; Một</p><p>4.&nbsp;&nbsp; Hai</p>";
    assert_eq!(
        html(word),
        "<ul><li>Sách <b>giáo khoa</b></li><li>Vở viết</li></ul><p>Sau đó:</p>\
         <ol start=\"3\"><li>Một</li><li>Hai</li></ol>"
    );
    // A sentence may begin with a number.
    assert_eq!(html("<p>20. Tháng Mười</p>"), "<p>20. Tháng Mười</p>");
}

#[test]
fn plain_text_keeps_its_paragraphs_and_lists() {
    assert_eq!(html("Một\nHai\r\nBa"), "<p>Một</p><p>Hai</p><p>Ba</p>");
    assert_eq!(html("Dòng một\ndòng hai\n\nĐoạn sau"), "<p>Dòng một<br>dòng hai</p><p>Đoạn sau</p>");
    assert_eq!(
        html("Gồm có:\n- sách\n- vở\nXong"),
        "<p>Gồm có:</p><ul><li>sách</li><li>vở</li></ul><p>Xong</p>"
    );
    assert_eq!(
        html("·\u{a0}\u{a0}\u{a0}Sách\n•\tVở\n1. Một\n2) Hai"),
        "<ul><li>Sách</li><li>Vở</li></ul><ol><li>Một</li><li>Hai</li></ol>"
    );
    assert_eq!(html("a < b & c > d"), "<p>a &lt; b &amp; c &gt; d</p>");
    assert_eq!(html("-5 độ"), "<p>-5 độ</p>");
}

/// The words of a text, however they are separated.
fn words(html: &str) -> Vec<String> {
    let tags = regex::Regex::new("<[^>]*>").expect("a pattern");
    let text = tags.replace_all(html, " ").replace("&nbsp;", " ");
    text.split_whitespace().map(str::to_owned).collect()
}

fn element() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "p", "div", "section", "h1", "h2", "h5", "ul", "li", "b", "span", "table", "tr", "td", "center",
        "pre", "br",
    ]);
    let leaf = "[a-z]{1,6}".prop_map(|word| format!(" {word} "));
    leaf.prop_recursive(4, 40, 5, move |inner| {
        (name.clone(), prop::collection::vec(inner, 1..4))
            .prop_map(|(name, inner)| format!("<{name}>{}</{name}>", inner.concat()))
    })
}

proptest! {
    #[test]
    fn whatever_is_pasted_no_word_is_lost_or_fused_and_saving_again_changes_nothing(
        pasted in prop::collection::vec(element(), 1..5)
    ) {
        let pasted = pasted.concat();
        if let Ok(blocks) = sanitize(&pasted, &mut Nothing) {
            let (mut before, mut after) = (words(&pasted), words(&html(&pasted)));
            // A parser moves text that is inside a table but outside its cells to before the table.
            before.sort();
            after.sort();
            prop_assert_eq!(before, after);
            let again = sanitize(&source(&blocks), &mut Nothing);
            prop_assert_eq!(again, Ok(blocks));
        }
    }

    #[test]
    fn plain_text_keeps_all_of_its_words(lines in prop::collection::vec("[a-zđ0-9 .-]{0,20}", 0..12)) {
        let text = lines.join("\n");
        let is_mark = |word: &String| word.chars().all(|letter| !letter.is_alphabetic());
        let left = |text: &str| words(text).into_iter().filter(|word| !is_mark(word)).collect::<Vec<_>>();
        prop_assert_eq!(left(&html(&text)), left(&text));
    }
}
