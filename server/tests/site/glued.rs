//! Finds words that are separated by nothing but styles: they stick together in text browsers, in copied text
//! and in screen readers.

use crate::{
    polls::{block, site, voter::Voter},
    support::between,
};

/// Elements that begin a line, or a table cell, by themselves.
const BLOCKS: &str = " address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup option p pre section select summary table \
    tbody td textarea tfoot th thead tr ul ";
/// Elements that occur within words.
const WITHIN_WORDS: &str = " sub sup wbr ";
/// Elements without visible text.
const SILENT: [&str; 3] = ["script", "style", "template"];

/// Every place in HTML where a letter or digit follows one of another element without a space, with some
/// context.
pub(crate) fn glued(html: &str) -> Vec<String> {
    let (mut found, mut text) = (Vec::new(), String::new());
    // Whether a tag has occurred since the last letter.
    let mut crossed = false;
    let mut rest = html;
    while let Some((before, tagged)) = rest.split_once('<') {
        read(before, &mut text, &mut crossed, &mut found);
        if let Some(comment) = tagged.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        rest = after;
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if SILENT.contains(&name.as_str()) && !tag.starts_with('/') {
            rest = rest.split_once(&format!("</{name}>")).map_or("", |(_, after)| after);
        } else if BLOCKS.contains(&format!(" {name} ")) {
            text.push(' ');
        } else if !name.is_empty() && !WITHIN_WORDS.contains(&format!(" {name} ")) {
            crossed = true;
        }
    }
    read(rest, &mut text, &mut crossed, &mut found);
    found
}

/// Reads the text between two tags.
fn read(piece: &str, text: &mut String, crossed: &mut bool, found: &mut Vec<String>) {
    for letter in piece.replace("&nbsp;", " ").chars() {
        if *crossed && letter.is_alphanumeric() && text.ends_with(char::is_alphanumeric) {
            let around: String = text.chars().rev().take(30).collect();
            let around: String = around.chars().rev().collect();
            found.push(format!("{around}|{}", piece.chars().take(30).collect::<String>()));
        }
        *crossed = false;
        text.push(letter);
    }
}

#[test]
fn words_of_two_elements_are_glued_where_nothing_parts_them() {
    for (html, places) in [
        ("<span>Buổi sáng sớm</span><span>0 · 0 %</span>", 1),
        ("<label>Buổi<span>tối</span></label>1", 2),
        ("<p>Một</p><p>hai</p><ul><li>ba<li>bốn</ul><td>5</td><td>6</td>", 0),
        ("<a>Trước</a> <a>Sau</a>", 0),
        ("<span>Mã: </span><code>1-AB</code>", 0),
        ("<b>Cam</b>, <b>quýt</b>.", 0),
        ("<svg><text>12</text><text>25/11</text></svg>", 1),
        ("<a>Một</a><script>let x = 1</script><style>a{}</style><a>hai</a>", 1),
        ("<a>Một</a><!-- hai --><a>ba</a>", 1),
        ("Một<!>hai", 0),
        ("H<sub>2</sub>O", 0),
        ("<input>Có<input>", 0),
    ] {
        assert_eq!(glued(html).len(), places, "{html}: {:?}", glued(html));
    }
}

/// The page's own content.
fn main(page: &str) -> &str {
    between(page, "<main", "</main>")
}

#[tokio::test]
async fn no_words_of_polls_stick_together() {
    let linked = "link = '/tin/kho/bai-1'
        options = [{ label = 'Cam', link = '/tin/kho/bai-1', opening_votes = 3 }, 'Quýt', 'Bưởi']
        max_choices = 2
        side = true
        closes_at = '2026-11-26T10:00:00+07:00'";
    let site = site(&[linked, "", "closes_at = '2025-02-01T08:00:00+07:00'"]).await;
    let mut voter = Voter::new(&site);
    let refused = voter.vote("1", &[]).await;
    assert_eq!(glued(main(&refused.text)), [""; 0]);
    let voter = voter.votes("1", &[1, 3]).await;
    site.set_clock("2026-11-26T09:00:00+07:00");
    // The chart appears on the second day.
    let voted = Voter::new(&site).votes("1", &[1]).await;
    let receipt = between(block(&voted.get("/binh-chon/1").await), "poll__receipt\">", "<").to_owned();
    for reader in [&voter, &Voter::new(&site)] {
        for address in [
            "/binh-chon",
            "/binh-chon/1",
            "/binh-chon/2",
            "/binh-chon/3",
            "/binh-chon/1/nhung",
            "/binh-chon/1?phieu=1-AAAA-BBBB-CCCC",
            &format!("/binh-chon/1?phieu={receipt}"),
        ] {
            let page = reader.get(address).await;
            assert_eq!(glued(main(&page.text)), [""; 0], "{address}");
        }
        // Beside an article, and between its texts.
        let page = reader.get("/tin/kho/bai-1").await.text;
        let sections = page.split("<section ").skip(1).filter_map(|rest| rest.split("</section>").next());
        let polls: Vec<&str> = sections.filter(|section| section.contains("class=\"block poll\"")).collect();
        assert_eq!(polls.len(), 2);
        for poll in polls {
            assert_eq!(glued(poll), [""; 0]);
        }
    }
}
