//! XML as tokens. Namespaces become a small enum, so that a document may use any prefixes. Document types are
//! refused, and with them all entities except the five of XML.

use super::{NotRead, work::tick};
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use std::borrow::Cow;

/// The vocabularies that are understood (ECMA-376 part 1, annex A).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// `WordprocessingML`.
    Word,
    /// `DrawingML`.
    Drawing,
    /// Drawings within a text.
    InText,
    /// Pictures within drawings.
    Picture,
    /// Formulas.
    Math,
    /// Alternatives for programs that know less.
    Compatibility,
    /// Drawings of Word 2007 and before.
    Vml,
    /// Everything else.
    Other,
}

/// The end of a namespace's name. The second name of a space is that of the strict variant.
const SPACES: [(&str, Space); 11] = [
    ("/wordprocessingml/2006/main", Space::Word),
    ("/ooxml/wordprocessingml/main", Space::Word),
    ("/drawingml/2006/main", Space::Drawing),
    ("/ooxml/drawingml/main", Space::Drawing),
    ("/drawingml/2006/wordprocessingDrawing", Space::InText),
    ("/ooxml/drawingml/wordprocessingDrawing", Space::InText),
    ("/drawingml/2006/picture", Space::Picture),
    ("/ooxml/drawingml/picture", Space::Picture),
    ("/officeDocument/2006/math", Space::Math),
    ("/markup-compatibility/2006", Space::Compatibility),
    ("schemas-microsoft-com:vml", Space::Vml),
];
/// The prefixes that Word writes, for documents that do not declare them.
const PREFIXES: [(&str, Space); 7] = [
    ("w", Space::Word),
    ("a", Space::Drawing),
    ("wp", Space::InText),
    ("pic", Space::Picture),
    ("m", Space::Math),
    ("mc", Space::Compatibility),
    ("v", Space::Vml),
];
/// More prefixes are not remembered: each element is compared with them.
const MOST_PREFIXES: usize = 64;

/// A piece of XML.
pub(super) enum Token<'a> {
    Open(Element<'a>),
    Close,
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(super) struct Element<'a> {
    space: Space,
    start: BytesStart<'a>,
}

/// Reads XML token by token.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    prefixes: Vec<(Cow<'static, str>, Space)>,
    depth: usize,
}

impl Element<'_> {
    /// Its vocabulary and its name without prefix.
    pub(super) fn name(&self) -> (Space, &str) {
        (self.space, self.start.local_name().into_inner())
    }

    /// The first attribute with this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        // The check for duplicates would compare each with all others.
        let attributes = attributes.with_checks(false);
        tick(1);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The attribute `val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.attribute("val")?.parse().ok()
    }

    /// Whether a property that is either on or off is on (ECMA-376 part 1, 17.17.4).
    pub(super) fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off" | "none"))
    }
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let prefixes = PREFIXES.map(|(prefix, space)| (Cow::Borrowed(prefix), space)).to_vec();
        Self { reader, prefixes, depth: 0 }
    }

    /// The next token; `None` at the end.
    pub(super) fn token(&mut self) -> Result<Option<Token<'a>>, NotRead> {
        loop {
            tick(1);
            let token = match self.reader.read_event().map_err(|_| NotRead::Broken)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if memchr::memmem::find(start.attributes_raw().as_bytes(), b"xmlns").is_some() {
                        self.declare(&start);
                    }
                    let space = self.space(start.name().prefix().map_or("", |prefix| prefix.into_inner()));
                    Token::Open(Element { space, start })
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(NotRead::Broken)?;
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.into_inner()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().map_err(|_| NotRead::Broken)?;
                    let text = match letter {
                        Some(letter) => Cow::Owned(letter.to_string()),
                        None => resolve_predefined_entity(&reference).ok_or(NotRead::Broken)?.into(),
                    };
                    Token::Text(text)
                }
                Event::DocType(_) => return Err(NotRead::Broken),
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(NotRead::Broken),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(token));
        }
    }

    /// Reads the rest of the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), NotRead> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.token()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Remembers the prefixes of an element. They are valid until declared anew: real documents do not use one
    /// prefix for two vocabularies.
    fn declare(&mut self, start: &BytesStart<'_>) {
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let name = attribute.key.into_inner();
            let Some(prefix) = name.strip_prefix("xmlns:").or((name == "xmlns").then_some("")) else {
                continue;
            };
            let known = SPACES.iter().find(|(end, _)| attribute.value.ends_with(end));
            let space = known.map_or(Space::Other, |&(_, space)| space);
            if let Some(old) = self.prefixes.iter_mut().find(|(old, _)| old == prefix) {
                old.1 = space;
            } else if space != Space::Other && self.prefixes.len() < MOST_PREFIXES {
                self.prefixes.push((Cow::Owned(prefix.to_owned()), space));
            }
        }
    }

    fn space(&self, prefix: &str) -> Space {
        self.prefixes.iter().find(|(known, _)| known == prefix).map_or(Space::Other, |&(_, space)| space)
    }
}
