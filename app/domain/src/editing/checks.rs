//! What a writer should look at before an article is published: warnings, never refusals. They are found in the form
//! as typed, by scanning its text; `scan.rs` takes the body apart, `dates.rs` looks at texts, and so does the list of
//! misspelt words (`site/misspelt.rs`).

mod dates;
mod scan;

use super::{ArticleField, ArticleForm};
use crate::site::misspelt::Misspelt;
use scan::{Part, scan};
use std::collections::BTreeSet;

/// Longer titles are cut on cards, in characters.
const LONG_TITLE: usize = 110;
/// Longer paragraphs tire readers on telephones, in words.
const LONG_PARAGRAPH: usize = 150;
/// Titles with at least this many letters may be in capitals by mistake.
const SHOUTED: usize = 12;
/// How many warnings are shown: more would not be read.
const MOST: usize = 20;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The field it is in.
    pub field: ArticleField,
    /// What it is, and what to do.
    pub sentence: String,
}

/// The warnings about a form, in the order of its fields.
pub fn warnings(form: &ArticleForm, misspelt: &Misspelt) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |field, sentence: String| found.push(Warning { field, sentence });
    let title = form.text(ArticleField::Title).trim();
    let length = title.chars().count();
    if length > LONG_TITLE {
        warn(
            ArticleField::Title,
            format!("Tiêu đề dài {length} chữ cái: trên thẻ tin chỉ hiện khoảng {LONG_TITLE}."),
        );
    }
    if is_shouted(title) {
        warn(ArticleField::Title, "Tiêu đề viết hoa toàn bộ, khó đọc hơn chữ thường.".to_owned());
    }
    let lead = form.text(ArticleField::Lead);
    if lead.trim().is_empty() {
        warn(
            ArticleField::Lead,
            "Bài chưa có đoạn mở đầu: trang nhất và các trang chia sẻ sẽ không có lời dẫn.".to_owned(),
        );
    }
    for (field, text) in [(ArticleField::Title, title), (ArticleField::Lead, lead)] {
        for sentence in dates::impossible(text).chain(misspelt.found_in(text)) {
            warn(field, sentence);
        }
    }
    for sentence in in_body(form.text(ArticleField::Body), misspelt) {
        warn(ArticleField::Body, sentence);
    }
    if form.text(ArticleField::Picture).is_empty() {
        warn(ArticleField::Picture, "Bài chưa có hình đại diện.".to_owned());
    }
    let mut seen = BTreeSet::new();
    found.retain(|warning| seen.insert(warning.sentence.clone()));
    found.sort_by_key(|warning| warning.field);
    found.truncate(MOST);
    found
}

/// The addresses to which a body links, in order.
pub fn links(body: &str) -> impl Iterator<Item = String> {
    scan(body).into_iter().filter_map(|part| match part {
        Part::Link { address } => Some(address),
        _ => None,
    })
}

fn is_shouted(title: &str) -> bool {
    let letters = title.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= SHOUTED && !title.chars().any(char::is_lowercase)
}

fn in_body(html: &str, misspelt: &Misspelt) -> Vec<String> {
    let mut found = Vec::new();
    let (mut silent, mut waiting, mut last_heading) = (0, 0, 1);
    for part in scan(html) {
        match part {
            Part::Link { .. } => {}
            Part::Picture { alt } => silent += usize::from(alt.trim().is_empty()),
            Part::Heading { level, text } => {
                if level > last_heading + 1 {
                    found.push(format!(
                        "Đề mục “{}” ở cấp {level} đứng ngay dưới cấp {last_heading}: xin đừng bỏ qua một cấp.",
                        start_of(&text)
                    ));
                }
                last_heading = level;
            }
            Part::Text(text) => {
                let words = text.split_whitespace().count();
                if words > LONG_PARAGRAPH {
                    found.push(format!(
                        "Đoạn “{}” dài {words} chữ: trên điện thoại sẽ khó đọc, xin tách thành nhiều đoạn.",
                        start_of(&text)
                    ));
                }
                waiting += usize::from(text.contains(IN_WORD));
                found.extend(dates::impossible(&text).chain(misspelt.found_in(&text)));
            }
        }
    }
    if waiting > 0 {
        found.insert(
            0,
            format!("Còn {waiting} hình nằm trong Word: xin kéo tệp hình vào đúng chỗ trong bài."),
        );
    }
    if silent > 0 {
        found.insert(0, format!("{silent} hình chưa có mô tả cho người không nhìn thấy hình."));
    }
    found
}

/// What the text editor writes in place of a picture that could not be pasted (`frontend/editor/paste/pictures.js`).
const IN_WORD: &str = "kéo tệp vào đây";

/// The first words of a text.
fn start_of(text: &str) -> String {
    let mut words = text.split_whitespace();
    let start = words.by_ref().take(6).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests;
