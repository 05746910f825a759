//! The allowed elements of a text. Of other elements only the text is kept; scripts and styles are removed
//! with their content.

use super::{galleries, limits, lines, pasted};
use ammonia::Builder;
use std::{collections::HashSet, sync::LazyLock};

/// Block elements.
pub(super) const BLOCKS: [&str; 23] = [
    "blockquote",
    "caption",
    "dd",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Inline elements.
pub(super) const WORDS: [&str; 15] =
    ["a", "abbr", "b", "br", "code", "em", "i", "img", "mark", "s", "small", "strong", "sub", "sup", "u"];

/// The most rounds of cleaning. What people write is stable after the first round, random pieces of payloads
/// after the second; links around hundreds of quotations never become stable, and are refused.
const ROUNDS: usize = 8;

const TANGLED: &str = "mã HTML của bài lồng vào nhau quá rối; hãy dán lại dưới dạng văn bản thường";

/// What remains of a block within a block; readers would see a gap.
const EMPTY: &str = "<p></p>";

/// Invisible, and dropped by a parser at the beginning of a text: clean text would change when it is saved
/// again.
const BYTE_ORDER_MARK: char = '\u{feff}';

static STORED: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Some("noopener")));
static EDITED: LazyLock<Builder<'static>> = LazyLock::new(|| builder(None));

fn builder(rel: Option<&'static str>) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .tags(BLOCKS.into_iter().chain(WORDS).collect())
        .generic_attributes(HashSet::from(["lang", "title"]))
        .tag_attributes(
            [
                ("a", HashSet::from(["href"])),
                ("img", HashSet::from(["alt", "src"])),
                ("ol", HashSet::from(["start"])),
                ("p", HashSet::from(["data-poll"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ]
            .into(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(rel)
        .strip_comments(true);
    builder
}

/// Cleans a text until it no longer changes: once elements have been removed, the rest may parse differently
/// (for example a paragraph within a paragraph), and browsers must parse the clean text as it is. The error
/// is a sentence for the editor.
pub(super) fn clean(html: &str) -> Result<String, String> {
    if limits::is_tangled(html) {
        return Err(TANGLED.to_owned());
    }
    let mut clean = pasted::with_known_elements(html);
    for _ in 0..ROUNDS {
        let next = once(&clean);
        if next == clean {
            return if limits::depth(&clean) > limits::DEPTH { Err(TANGLED.to_owned()) } else { Ok(clean) };
        }
        clean = next;
    }
    Err(TANGLED.to_owned())
}

/// One round of cleaning.
fn once(html: &str) -> String {
    let text = pasted::with_paragraphs(html);
    let clean = STORED.clean(text.as_deref().unwrap_or(html)).to_string();
    let clean = lines::joined(&clean).replace(BYTE_ORDER_MARK, "").replace(EMPTY, "");
    pasted::with_lists(&clean)
}

/// Removes what the sanitizer adds from a stored text, and puts each block element on its own line.
pub(super) fn source(html: &str) -> String {
    lines::parted(&EDITED.clean(&galleries::without_links(html)).to_string())
}
