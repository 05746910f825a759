//! Fields (ECMA-376 part 1, 17.16): instructions with a result. Only the results are text; links are taken from
//! the instructions.

use std::rc::Rc;

/// A longer instruction is cut.
const INSTRUCTION: usize = 4096;
/// A longer address is not taken over, in bytes.
const ADDRESS: usize = 2048;

/// The end of a field is looked for through this many elements.
const ELEMENTS: usize = 8;

/// A field that is open.
#[derive(Debug)]
struct Field {
    instruction: String,
    /// Whether its text is left out: before the result, and in fields such as tables of contents.
    is_hidden: bool,
    /// The link of its text, its own or that of a field around it.
    link: Option<Rc<str>>,
    /// Whether it is an element, and not begun and ended by marks.
    is_element: bool,
}

/// The open fields.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    hidden: usize,
}

impl Fields {
    /// Whether text is left out here.
    pub(super) fn hide_text(&self) -> bool {
        self.hidden > 0
    }

    /// The link of the text here.
    pub(super) fn link(&self) -> Option<Rc<str>> {
        self.open.last().and_then(|field| field.link.clone())
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// A mark: begin, separate or end. Fields below `floor` belong to the text around this one.
    pub(super) fn mark(&mut self, kind: &str, floor: usize) {
        match kind {
            "begin" => {
                let link = self.link();
                self.open.push(Field {
                    instruction: String::new(),
                    is_hidden: true,
                    link,
                    is_element: false,
                });
                self.hidden += 1;
            }
            "separate" => {
                let Some(field) = self.open.last_mut() else { return };
                if field.is_element || !field.is_hidden || hides(&field.instruction) {
                    return;
                }
                field.link = link(&field.instruction).or(field.link.take());
                field.is_hidden = false;
                self.hidden -= 1;
            }
            "end" => self.end(floor),
            _ => {}
        }
    }

    /// Ends the innermost field that is not an element. If it began around an element that is still open, it stays
    /// until that ends, without effect.
    fn end(&mut self, floor: usize) {
        let above = self.open.get_mut(floor..).unwrap_or_default();
        let innermost =
            above.iter_mut().rev().take(ELEMENTS).enumerate().find(|(_, field)| !field.is_element);
        match innermost {
            Some((0, _)) => self.truncate(self.open.len() - 1),
            Some((_, field)) => {
                self.hidden -= usize::from(std::mem::take(&mut field.is_hidden));
                field.link = None;
            }
            None => {}
        }
    }

    /// Adds to the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        let Some(field) = self.open.last_mut() else { return };
        if field.instruction.len() + text.len() <= INSTRUCTION {
            field.instruction += text;
        }
    }

    /// A field that is an element around its result. It ends by `truncate`.
    pub(super) fn open_element(&mut self, instruction: &str) {
        let link = link(instruction).or_else(|| self.link());
        self.push_element(link, hides(instruction));
    }

    /// An element around the text of a link. It ends by `truncate`.
    pub(super) fn open_link(&mut self, link: Option<Rc<str>>) {
        let link = link.or_else(|| self.link());
        self.push_element(link, false);
    }

    fn push_element(&mut self, link: Option<Rc<str>>, is_hidden: bool) {
        self.open.push(Field { instruction: String::new(), is_hidden, link, is_element: true });
        self.hidden += usize::from(is_hidden);
    }

    /// Ends the fields above this number.
    pub(super) fn truncate(&mut self, length: usize) {
        let ended = self.open.drain(length.min(self.open.len())..);
        self.hidden -= ended.filter(|field| field.is_hidden).count();
    }
}

/// Whether the result is nothing for an article: page numbers, tables of contents and indexes.
fn hides(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    matches!(
        name.as_str(),
        "TOC" | "PAGE" | "PAGEREF" | "NUMPAGES" | "SECTIONPAGES" | "INDEX" | "TOA" | "RD" | "TC" | "XE"
    )
}

/// The link of an instruction such as `HYPERLINK "https://example.org" \l "place"`.
fn link(instruction: &str) -> Option<Rc<str>> {
    let (name, rest) = instruction.trim_start().split_once(char::is_whitespace)?;
    if !name.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let rest = rest.trim_start();
    let target = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    let place = rest.split_once("\\l").and_then(|(_, place)| place.split('"').nth(1));
    address(target, place)
}

/// An address that an article may link to: of the web, a mail address or a telephone number.
pub(super) fn address(target: &str, place: Option<&str>) -> Option<Rc<str>> {
    if target.len() > ADDRESS {
        return None;
    }
    let target = target.trim();
    let (scheme, rest) = target.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let is_web = matches!(scheme.as_str(), "http" | "https") && rest.len() > 2 && rest.starts_with("//");
    let is_known = is_web || matches!(scheme.as_str(), "mailto" | "tel") && !rest.is_empty();
    if !is_known || target.chars().any(char::is_control) {
        return None;
    }
    let target = target.split_whitespace().collect::<Vec<_>>().join("%20");
    let is_place = |place: &&str| {
        is_web
            && !place.is_empty()
            && place.len() <= ADDRESS
            && !target.contains('#')
            && !place.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    };
    Some(match place.filter(is_place) {
        Some(place) => format!("{target}#{place}").into(),
        None => target.into(),
    })
}
