//! Styles (ECMA-376 part 1, 17.7): what a paragraph in a style is, and how its text looks.

use super::{
    NotRead,
    blocks::Kind,
    look::{ParagraphLook, RunLook},
    work::tick,
    xml::{Space, Token, Xml},
};
use std::{collections::HashMap, rc::Rc};
use unicode_normalization::UnicodeNormalization;

/// How many styles are looked at, one based on the next. Word itself stops at 10 or so.
const CHAIN: usize = 32;

/// More styles are ignored; each takes much more memory than what defines it.
const MOST: usize = 10_000;

/// A style, with all that it takes over from those it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) kind: Kind,
    pub(super) run: RunLook,
    pub(super) paragraph: ParagraphLook,
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Rc<Style>>,
    /// That of paragraphs without one.
    normal: Rc<Style>,
}

/// A style as it is written.
#[derive(Default)]
struct Definition {
    id: String,
    name: String,
    base: Option<String>,
    is_normal: bool,
    run: RunLook,
    paragraph: ParagraphLook,
}

impl Styles {
    pub(super) fn read(text: Option<&str>) -> Result<Self, NotRead> {
        let (defaults, definitions) = definitions(text.unwrap_or_default())?;
        let mut styles =
            Self { normal: Rc::new(Style { run: defaults, ..Style::default() }), ..Self::default() };
        for definition in definitions.values() {
            let style = Rc::new(resolved(definition, &definitions, defaults));
            if definition.is_normal {
                styles.normal = Rc::clone(&style);
            }
            styles.styles.insert(definition.id.clone(), style);
        }
        Ok(styles)
    }

    /// The style with this id. Of a style that is not defined, the id may say what it is.
    pub(super) fn get(&self, id: &str) -> Rc<Style> {
        let unknown = || {
            let kind = kind_of(id).unwrap_or_default();
            Rc::new(Style { kind, ..Style::clone(&self.normal) })
        };
        self.styles.get(id).map_or_else(unknown, Rc::clone)
    }

    /// The style of paragraphs without one.
    pub(super) fn normal(&self) -> Rc<Style> {
        Rc::clone(&self.normal)
    }

    /// The list of a list style, by the style's id.
    pub(super) fn list(&self, id: &str) -> Option<u32> {
        self.styles.get(id)?.paragraph.list
    }

    /// How a run in a character style looks in a paragraph in `below`.
    pub(super) fn run(&self, id: &str, below: RunLook) -> RunLook {
        self.styles.get(id).map_or(below, |style| style.run.toggled_over(below))
    }
}

/// The look of everything, and the styles by id.
fn definitions(text: &str) -> Result<(RunLook, HashMap<String, Definition>), NotRead> {
    let mut xml = Xml::new(text);
    let mut definitions = HashMap::new();
    // What is written before the first style holds for the whole document.
    let mut open = Definition::default();
    let mut defaults = None;
    while let Some(token) = xml.token()? {
        let Token::Open(element) = token else { continue };
        let (Space::Word, name) = element.name() else { continue };
        match name {
            "style" => {
                let id = element.attribute("styleId").unwrap_or_default().into_owned();
                let is_paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
                let is_default =
                    element.attribute("default").is_some_and(|value| value == "1" || value == "true");
                let next = Definition { id, is_normal: is_paragraph && is_default, ..Definition::default() };
                let last = std::mem::replace(&mut open, next);
                defaults.get_or_insert(last.run);
                if definitions.len() < MOST {
                    definitions.insert(last.id.clone(), last);
                }
            }
            "name" => open.name = element.attribute("val").unwrap_or_default().into_owned(),
            "basedOn" => open.base = element.attribute("val").map(std::borrow::Cow::into_owned),
            // They have paragraph and run properties of their own.
            "latentStyles" | "tblStylePr" | "tblPr" | "trPr" | "tcPr" => xml.skip()?,
            name => {
                open.run.set(name, &element);
                open.paragraph.set(name, &element);
            }
        }
    }
    let defaults = defaults.unwrap_or(open.run);
    definitions.insert(open.id.clone(), open);
    definitions.remove("");
    Ok((defaults, definitions))
}

fn resolved(definition: &Definition, all: &HashMap<String, Definition>, defaults: RunLook) -> Style {
    let mut style = Style::default();
    let mut kind = None;
    let mut next = Some(definition);
    for _ in 0..CHAIN {
        let Some(current) = next else { break };
        tick(1);
        // The closest style that says what it is wins, be it by its name or by its outline level.
        let own = kind_of(&current.name).or_else(|| kind_of(&current.id));
        kind = kind.or(own).or_else(|| current.paragraph.outline.map(Kind::of_outline));
        style.run = style.run.over(current.run);
        style.paragraph = style.paragraph.over(current.paragraph);
        next = current.base.as_ref().and_then(|base| all.get(base));
    }
    style.kind = kind.unwrap_or_default();
    style.run = style.run.over(defaults);
    // It has become the kind; left here, it would count as the paragraph's own.
    style.paragraph.outline = None;
    style
}

/// What a style is by its name. Word writes the names of its own styles in English, whatever its language
/// (ECMA-376 part 1, 17.7.4.9); other programs write them in Vietnamese too.
fn kind_of(name: &str) -> Option<Kind> {
    let name: String = name.nfc().flat_map(char::to_lowercase).collect();
    let words = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number: Option<u8> = name[words.len()..].parse().ok();
    Some(match (words.trim(), number) {
        ("heading" | "đầu đề" | "tiêu đề" | "đề mục", Some(level @ 1..=9)) => {
            Kind::of_outline(level - 1)
        }
        ("toc" | "contents" | "mục lục", Some(_))
        | ("toc heading" | "tocheading" | "contents heading", None) => Kind::Contents,
        ("title" | "tiêu đề", None) => Kind::Title,
        ("subtitle" | "tiêu đề phụ" | "phụ đề", None) => Kind::Subtitle,
        ("caption" | "chú thích" | "chú thích ảnh", None) => Kind::Caption,
        (
            "quote" | "intense quote" | "intensequote" | "quotations" | "trích dẫn" | "lời trích dẫn"
            | "nháy kép" | "nháy kép đậm",
            None,
        ) => Kind::Quote,
        ("horizontal line" | "horizontalline", None) => Kind::Rule,
        _ => return None,
    })
}
