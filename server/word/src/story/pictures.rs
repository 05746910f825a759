//! Drawings within the text (ECMA-376 part 1, 20), of which the pictures are kept.

use super::{
    super::{
        WordPicture,
        blocks::{Block, Piece},
        relations::Target,
        runs::one_line,
        xml::{Element, Space},
    },
    Story,
};

/// The first bytes of pictures made of points.
const POINTS: [&[u8]; 7] =
    [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*"];
/// The endings of file names, which Word 2007 wrote as alternative text.
const ENDINGS: [&str; 6] = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif"];
/// A longer alternative text is cut, in letters.
const WORDS: usize = 1000;

/// What is known of a drawing before its picture comes.
#[derive(Default)]
pub(super) struct Drawing {
    words: String,
    /// Whether it is not part of a line.
    floats: bool,
}

impl Story<'_, '_> {
    /// An element of a drawing.
    pub(super) fn drawing(&mut self, space: Space, name: &str, element: &Element<'_>) {
        match (space, name) {
            (Space::InText, "inline" | "anchor") => {
                self.flow().drawing = Drawing { words: String::new(), floats: name == "anchor" };
            }
            (Space::InText, "docPr") | (Space::Picture, "cNvPr") => {
                let words = words(element, &["descr", "title"]);
                // The picture's own words are better than those of the group that it is in.
                if !words.is_empty() {
                    self.flow().drawing.words = words;
                }
            }
            (Space::Drawing, "graphicData") => {
                let kind = element.attribute("uri").unwrap_or_default();
                if ["/chart", "/diagram", "/chartex"].iter().any(|end| kind.ends_with(end)) {
                    self.left_out.drawings += 1;
                }
            }
            (Space::Drawing, "blip") => {
                if let Some(id) = element.attribute("embed").filter(|id| !id.is_empty()) {
                    self.picture(&id);
                } else if element.attribute("link").is_some() {
                    self.left_out.linked_pictures += 1;
                }
            }
            (Space::Vml, "shape" | "rect" | "roundrect" | "oval") => {
                let style = element.attribute("style").unwrap_or_default();
                let floats = style.contains("absolute");
                self.flow().drawing = Drawing { words: words(element, &["alt"]), floats };
                if name == "rect"
                    && element.attribute("hr").is_some_and(|value| matches!(&*value, "t" | "true" | "1"))
                {
                    self.open_paragraph().pieces.push(Piece::Rule);
                }
            }
            (Space::Vml, "imagedata") => {
                if let Some(id) = element.attribute("id") {
                    self.picture(&id);
                } else {
                    self.left_out.linked_pictures += 1;
                }
            }
            _ => {}
        }
    }

    /// Takes a picture over, where it stands in the line or, if it floats, after the paragraph.
    fn picture(&mut self, id: &str) {
        if self.is_hidden() {
            return;
        }
        let name = match self.source.relations.target(id) {
            Some(Target::Inside(name)) => name,
            Some(Target::Outside(_)) => {
                self.left_out.linked_pictures += 1;
                return;
            }
            None => {
                self.left_out.pictures += 1;
                return;
            }
        };
        // Pictures that turn out to be useless are work too.
        self.tried += 1;
        let is_allowed = self.is_main() && self.tried <= self.source.limits.pictures;
        let Some(bytes) = is_allowed.then(|| self.package.picture(name)).flatten() else {
            self.left_out.pictures += 1;
            return;
        };
        if !POINTS.iter().any(|start| bytes.starts_with(start)) {
            self.left_out.drawings += 1;
            return;
        }
        let number = self.pictures.len();
        let words = self.flow().drawing.words.clone();
        self.pictures.push(WordPicture { bytes, words, caption: String::new() });
        if self.flow().drawing.floats {
            self.flow().anchored.push(Block::Picture(number));
        } else {
            self.open_paragraph().pieces.push(Piece::Picture(number));
        }
    }
}

/// The alternative text in the first of these attributes that has one. File names are none, and neither is the
/// remark that a program has written it.
fn words(element: &Element<'_>, attributes: &[&str]) -> String {
    let words = attributes.iter().find_map(|name| {
        let text: String = element.attribute(name)?.chars().take(WORDS).collect();
        let text = one_line(&text);
        let is_file = text.contains('\\') || ENDINGS.iter().any(|end| text.to_lowercase().ends_with(end));
        let written = text
            .trim_end_matches("Description automatically generated")
            .trim_end_matches("AI-generated content may be incorrect.");
        Some(written.trim().to_owned()).filter(|words| !is_file && !words.is_empty())
    });
    words.unwrap_or_default()
}
