//! How runs and paragraphs look: the properties that matter for an article, each of which may be unset.

use super::{old_fonts::Font, xml::Element};

/// The marks of a text, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    pub(super) const BOLD: Self = Self(1);
    pub(super) const ITALIC: Self = Self(2);
    pub(super) const UNDERLINE: Self = Self(4);
    pub(super) const STRIKE: Self = Self(8);
    pub(super) const SUB: Self = Self(16);
    pub(super) const SUP: Self = Self(32);
    /// All, with their elements, in the order in which the editor nests them.
    pub(super) const ALL: [(Self, &str); 6] = [
        (Self::BOLD, "strong"),
        (Self::ITALIC, "em"),
        (Self::UNDERLINE, "u"),
        (Self::STRIKE, "s"),
        (Self::SUB, "sub"),
        (Self::SUP, "sup"),
    ];

    pub(super) const fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    pub(super) const fn with(self, mark: Self) -> Self {
        Self(self.0 | mark.0)
    }

    pub(super) const fn without(self, mark: Self) -> Self {
        Self(self.0 & !mark.0)
    }

    /// What both have.
    pub(super) const fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// Properties of a run (ECMA-376 part 1, 17.3.2).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RunLook {
    bold: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    strike: Option<bool>,
    /// `SUB`, `SUP` or neither.
    height: Option<Marks>,
    hidden: Option<bool>,
    font: Option<Font>,
}

impl RunLook {
    /// Takes over one property; others are ignored.
    pub(super) fn set(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "b" => self.bold = Some(element.is_on()),
            "i" => self.italic = Some(element.is_on()),
            "u" => self.underline = Some(element.is_on()),
            "strike" | "dstrike" => self.strike = Some(element.is_on()),
            "vanish" => self.hidden = Some(element.is_on()),
            "vertAlign" => {
                self.height = Some(match element.attribute("val").as_deref() {
                    Some("superscript") => Marks::SUP,
                    Some("subscript") => Marks::SUB,
                    _ => Marks::default(),
                });
            }
            "rFonts" => self.font = font(element).or(self.font),
            _ => {}
        }
    }

    /// These properties, and where one is unset, that of `base`.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            underline: self.underline.or(base.underline),
            strike: self.strike.or(base.strike),
            height: self.height.or(base.height),
            hidden: self.hidden.or(base.hidden),
            font: self.font.or(base.font),
        }
    }

    /// The properties of a character style over those of a paragraph style: bold within bold is not bold, and
    /// so on (ECMA-376 part 1, 17.7.3).
    pub(super) fn toggled_over(self, base: Self) -> Self {
        let toggled = |own: Option<bool>, below: Option<bool>| match (own, below) {
            (Some(own), Some(below)) => Some(own != below),
            _ => own.or(below),
        };
        Self {
            bold: toggled(self.bold, base.bold),
            italic: toggled(self.italic, base.italic),
            strike: toggled(self.strike, base.strike),
            hidden: toggled(self.hidden, base.hidden),
            ..self.over(base)
        }
    }

    pub(super) fn is_hidden(self) -> bool {
        self.hidden == Some(true)
    }

    pub(super) fn font(self) -> Font {
        self.font.unwrap_or_default()
    }

    pub(super) fn marks(self) -> Marks {
        [
            (self.bold, Marks::BOLD),
            (self.italic, Marks::ITALIC),
            (self.underline, Marks::UNDERLINE),
            (self.strike, Marks::STRIKE),
        ]
        .into_iter()
        .filter(|(set, _)| *set == Some(true))
        .fold(self.height.unwrap_or_default(), |marks, (_, mark)| marks.with(mark))
    }
}

/// The font of the letters beyond ASCII: they are what old fonts encode differently. A font of the theme is
/// never an old one.
fn font(element: &Element<'_>) -> Option<Font> {
    let theme = || {
        let theme = element.attribute("hAnsiTheme").or_else(|| element.attribute("asciiTheme"));
        theme.map(|_| Font::default())
    };
    let named = || {
        let name = element.attribute("hAnsi").or_else(|| element.attribute("ascii"));
        name.map(|name| Font::named(&name))
    };
    theme().or_else(named)
}

/// Properties of a paragraph (ECMA-376 part 1, 17.3.1).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ParagraphLook {
    /// 0 to 8 for headings, 9 for none.
    pub(super) outline: Option<u8>,
    pub(super) centred: Option<bool>,
    /// The id of its list; 0 for none.
    pub(super) list: Option<u32>,
    /// The level in its list, from 0.
    pub(super) level: Option<u8>,
}

impl ParagraphLook {
    /// Takes over one property; others are ignored.
    pub(super) fn set(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "jc" => self.centred = Some(element.attribute("val").as_deref() == Some("center")),
            "outlineLvl" => self.outline = element.number(),
            "numId" => self.list = element.number(),
            "ilvl" => self.level = element.number(),
            _ => {}
        }
    }

    /// These properties, and where one is unset, that of `base`.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            outline: self.outline.or(base.outline),
            centred: self.centred.or(base.centred),
            list: self.list.or(base.list),
            level: self.level.or(base.level),
        }
    }
}
