//! Converts text pasted from Word, mails and other pages to allowed elements, so that words stay separated
//! and headings and lists are kept. This does not make a text safe; `allowed.rs` does that afterwards.

use lol_html::{RewriteStrSettings, element, rewrite_str};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Block elements that are not allowed; each becomes a paragraph.
const PARAGRAPHS: &str = "address, article, aside, center, details, dialog, div, fieldset, footer, form, header, hgroup, \
     legend, main, nav, search, section, summary";
/// Obsolete list elements.
const LISTS: &str = "dir, menu";

#[expect(clippy::expect_used, reason = "the patterns are written here, and every test reads them")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"<[A-Za-z/!?]"));
static HEADING_1: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<h1[\s>/]"));
/// A list item that Word wrote as a paragraph: a bullet or a number, and the spaces of its indent.
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?s)<p>(?:(?P<bullet>[·•▪§])(?:&nbsp;|\s)+|(?P<number>\d{1,3})[.)](?:&nbsp;){2,}\s*)(?P<text>.*?)</p>",
    )
});
/// A list item in plain text.
static LINE_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:(?P<bullet>[-–*+·•▪§])|o\t|(?P<number>\d{1,3})[.)])\s+(?P<text>\S.*)$")
});

/// Replaces elements that would be lost by allowed ones: blocks become paragraphs. If there is a heading of
/// the first level, which is reserved for the title, all headings move down by one.
pub(super) fn with_known_elements(html: &str) -> String {
    let moved = HEADING_1.is_match(html);
    let rename = |name: &'static str| {
        move |element: &mut lol_html::html_content::Element<'_, '_>| Ok(element.set_tag_name(name)?)
    };
    let mut settings = RewriteStrSettings::new()
        .append_element_content_handler(element!(PARAGRAPHS, rename("p")))
        .append_element_content_handler(element!(LISTS, rename("ul")))
        .append_element_content_handler(element!("h5, h6", rename("h4")));
    if moved {
        settings = settings
            .append_element_content_handler(element!("h3", rename("h4")))
            .append_element_content_handler(element!("h2", rename("h3")))
            .append_element_content_handler(element!("h1", rename("h2")));
    }
    // If it cannot be rewritten, it is cleaned as it is.
    rewrite_str(html, settings.with_strict(false)).unwrap_or_else(|_| html.to_owned())
}

/// Turns plain text (without tags) into paragraphs and lists. Blank lines separate paragraphs; if there are
/// none, each line is a paragraph.
pub(super) fn with_paragraphs(text: &str) -> Option<String> {
    if TAG.is_match(text) || text.trim().is_empty() {
        return None;
    }
    let text = text.replace('\r', "");
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    let parted = lines.iter().any(|line| line.trim().is_empty());
    let mut html = String::new();
    let (mut open, mut paragraph) = ("", Vec::new());
    // The empty line at the end closes what is open.
    for line in lines.into_iter().chain([""]) {
        let item = LINE_ITEM.captures(line);
        let list = match &item {
            Some(item) if item.name("number").is_some() => "ol",
            Some(_) => "ul",
            None => "",
        };
        // Lines of one paragraph are joined; everything else closes what is open.
        if (item.is_some() || line.trim().is_empty() || !parted) && !paragraph.is_empty() {
            html += &format!("<p>{}</p>", paragraph.join("<br>"));
            paragraph.clear();
        }
        if list != open {
            if !open.is_empty() {
                html += &format!("</{open}>");
            }
            html += &opening(list, item.as_ref());
            open = list;
        }
        match item {
            Some(item) => html += &format!("<li>{}</li>", escaped(&item["text"])),
            None if line.trim().is_empty() => {}
            None => paragraph.push(escaped(line.trim())),
        }
    }
    Some(html)
}

/// Clean HTML in which paragraphs written by Word for list items are lists.
pub(super) fn with_lists(html: &str) -> String {
    let mut listed = String::with_capacity(html.len());
    let (mut open, mut last) = ("", 0);
    for item in ITEM.captures_iter(html) {
        let Some(whole) = item.get(0) else { continue };
        let between = &html[last..whole.start()];
        let list = if item.name("number").is_some() { "ol" } else { "ul" };
        if list != open || !between.trim().is_empty() {
            if !open.is_empty() {
                listed += &format!("</{open}>");
            }
            listed += between;
            listed += &opening(list, Some(&item));
            open = list;
        }
        listed += &format!("<li>{}</li>", &item["text"]);
        last = whole.end();
    }
    if !open.is_empty() {
        listed += &format!("</{open}>");
    }
    listed + &html[last..]
}

/// The opening tag of a list; a numbered one starts with its first number.
fn opening(list: &str, item: Option<&Captures<'_>>) -> String {
    let number =
        item.and_then(|item| item.name("number")).map(|number| number.as_str().trim_start_matches('0'));
    match (list, number) {
        ("", _) => String::new(),
        (list, Some(number)) if !matches!(number, "" | "1") => format!("<{list} start=\"{number}\">"),
        (list, _) => format!("<{list}>"),
    }
}

/// Escapes plain text between tags; `&amp;` and other references stay.
fn escaped(text: &str) -> String {
    text.replace('<', "&lt;").replace('>', "&gt;")
}
