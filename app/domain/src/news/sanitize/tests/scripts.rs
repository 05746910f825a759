//! No script passes the sanitizer: the public payloads of `end2end/payloads.json`, each in every place of a
//! text, and random pieces of them combined.

use super::{super::*, reader::judge};
use proptest::prelude::*;

#[derive(serde::Deserialize)]
struct Group {
    payloads: Vec<Payload>,
}

#[derive(serde::Deserialize)]
struct Payload {
    name: String,
    html: String,
}

fn payloads() -> Vec<Payload> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../end2end/payloads.json");
    let text = std::fs::read_to_string(file).expect("the payloads");
    let groups: Vec<Group> = serde_json::from_str(&text).expect("JSON");
    groups.into_iter().flat_map(|group| group.payloads).collect()
}

/// A site where every reference exists, so that nothing is refused before it is cleaned.
struct Everything;

impl References for Everything {
    fn picture(&mut self, _: &str) -> Result<Picture, String> {
        let tone = Some(media::Tone::of([0, 0, 64]));
        Ok(Picture { name: "abc.jpg".into(), width: 400, height: 200, alt: String::new(), tone })
    }

    fn file(&mut self, _: &str) -> Result<String, String> {
        Ok("abc/don.pdf".into())
    }

    fn file_size(&mut self, _: &str) -> Option<i64> {
        None
    }

    fn poll(&mut self, _: &str) -> Result<PollId, String> {
        Ok(PollId(7))
    }
}

/// The places of a text; `@` is replaced.
const PLACES: [&str; 14] = [
    "@",
    "<p>@</p>",
    "<p>trước @",
    "<pre>@</pre>",
    "<ul><li>@</li></ul>",
    "<table><tr>@<td>ô</td></tr></table>",
    "<a href=\"@\">chữ</a>",
    "<a href='@'>chữ</a>",
    "<a href=@>chữ</a>",
    "<img src=\"@\" alt=\"@\">",
    "<table><tr><td colspan=\"@\" rowspan='@'>ô</td><th scope=\"@\">ô</th></tr></table>",
    "<p data-poll=\"@\"></p>",
    "<p title=\"@\" lang='@'>chữ</p>",
    "<h2 title=@>chữ</h2>",
];

/// A text that is not refused becomes harmless, and an editor can open it and save it unchanged.
fn assert_harmless(name: &str, html: &str) -> bool {
    let Ok(blocks) = sanitize(html, &mut Everything) else { return false };
    for block in &blocks {
        if let Block::Html(text) = block {
            assert_eq!(judge(text.as_str()), Ok(()), "{name}: {html:?} became {text:?}");
        }
    }
    let written = source(&blocks);
    let again = sanitize(&written, &mut Everything);
    assert_eq!(again.as_ref(), Ok(&blocks), "{name}: {html:?} was saved again from {written:?}");
    true
}

#[test]
fn no_public_payload_leaves_a_script_in_a_body() {
    let (mut texts, mut kept) = (0, 0);
    for Payload { name, html } in payloads() {
        let escaped = html.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;");
        for place in PLACES {
            for value in [&html, &escaped] {
                texts += 1;
                kept +=
                    usize::from(assert_harmless(&format!("{name} in {place}"), &place.replace('@', value)));
            }
        }
    }
    assert!(texts >= 100 * 28, "only {texts} texts");
    assert!(kept * 4 > texts * 3, "{kept} of {texts} were cleaned; the others were refused and prove little");
}

#[test]
fn every_payload_has_a_name_and_a_shape_of_its_own() {
    let payloads = payloads();
    let names: std::collections::HashSet<_> = payloads.iter().map(|payload| &payload.name).collect();
    let shapes: std::collections::HashSet<_> = payloads.iter().map(|payload| &payload.html).collect();
    assert_eq!((names.len(), shapes.len()), (payloads.len(), payloads.len()));
}

#[test]
fn a_byte_order_mark_is_no_text() {
    for html in [" \u{feff}", "&#xfeff;", "\u{feff}<p>chữ</p>", "<p>\u{feff}chữ</p>", "<p>chữ&#65279;</p>"]
    {
        assert!(assert_harmless("a mark", html), "{html:?}");
        let blocks = sanitize(html, &mut Everything).expect("a body");
        let kept = blocks
            .iter()
            .any(|block| matches!(block, Block::Html(text) if text.as_str().contains('\u{feff}')));
        assert!(!kept, "{html:?}");
    }
}

/// Pieces of payloads and of ordinary text, cut anywhere.
fn pieces() -> impl Strategy<Value = String> {
    let mut all: Vec<String> = payloads().into_iter().map(|payload| payload.html).collect();
    // The deeply nested ones are long and would take up most of every text.
    all.retain(|html| html.len() < 2_000);
    let shapes = prop::sample::select(all);
    let piece = (shapes, 0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(html, from, to)| {
        let letters: Vec<char> = html.chars().collect();
        let at = |part: f64| (part * letters.len() as f64) as usize;
        letters[at(from.min(to))..at(from.max(to))].iter().collect::<String>()
    });
    let ordinary = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<a href=/>",
        "</a>",
        "<b>",
        "<ul><li>",
        "</li>",
        "<pre>\n",
        "</pre>",
        "<h2>",
        "<h3>",
        "<svg>",
        "</svg>",
        "<math><mi>",
        "<object>",
        "<button>",
        "<select>",
        "</select>",
        "<!--",
        "-->",
        "<title>",
        "<template>",
        "<style>",
        "</style>",
        "\n",
        " ",
        "\"",
        "'",
        ">",
        "chữ",
        "<caption>",
        "<p data-poll=7>",
        "<img src=a>",
        "<dl><dd>",
        "<blockquote>",
    ]);
    prop::collection::vec(prop_oneof![2 => piece, 3 => ordinary.prop_map(str::to_owned)], 1..12)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_pieces_of_payloads_leave_a_script_in_a_body(html in pieces()) {
        assert_harmless("pieces", &html);
    }
}
