//! Lists and numbers (ECMA-376 part 1, 17.9): which paragraphs are items, and what number each has.

use super::{
    NotRead,
    styles::Styles,
    xml::{Element, Space, Token, Xml},
};
use std::collections::{HashMap, HashSet};

/// A list has as many levels.
pub(super) const LEVELS: usize = 9;

/// More definitions and lists are ignored; each takes much more memory than what defines it.
const MOST: usize = 10_000;

/// What stands before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number {
        number: u32,
        /// The number as Word shows it, for example `1.2.` or `Điều 3.`
        label: String,
        /// Whether the label has letters of its own. A list of HTML would lose them.
        is_worded: bool,
    },
}

#[derive(Debug, Clone)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self { format: "decimal".to_owned(), text: String::new(), start: 1 }
    }
}

/// A definition of levels, which several lists may share.
#[derive(Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The list style that has the levels instead.
    style: Option<String>,
    counters: [Option<u32>; LEVELS],
}

/// A list: a definition with changes.
#[derive(Debug, Default)]
struct List {
    definition: String,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<u32, List>,
    /// Lists and levels that have begun with a number of their own.
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    pub(super) fn read(text: Option<&str>, styles: &Styles) -> Result<Self, NotRead> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text.unwrap_or_default());
        let mut definition = String::new();
        let mut list = None;
        let mut level = 0;
        while let Some(token) = xml.token()? {
            let Token::Open(element) = token else { continue };
            let (Space::Word, name) = element.name() else { continue };
            match name {
                "abstractNum" | "num" if numbering.definitions.len() + numbering.lists.len() >= MOST => {
                    xml.skip()?;
                }
                "abstractNum" => {
                    definition = element.attribute("abstractNumId").unwrap_or_default().into_owned();
                    numbering.definitions.insert(definition.clone(), Definition::default());
                    list = None;
                }
                "num" => {
                    let id = element.attribute("numId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    numbering.lists.insert(id, List::default());
                    list = Some(id);
                }
                "lvl" | "lvlOverride" => {
                    let number: Option<usize> =
                        element.attribute("ilvl").and_then(|number| number.parse().ok());
                    level = number.unwrap_or_default().min(LEVELS - 1);
                }
                // They are formatting.
                "pPr" | "rPr" => xml.skip()?,
                name => {
                    if let Some(list) = list.and_then(|id| numbering.lists.get_mut(&id)) {
                        list.set(level, name, &element);
                    } else if let Some(definition) = numbering.definitions.get_mut(&definition) {
                        definition.set(level, name, &element);
                    }
                }
            }
        }
        numbering.follow_styles(styles);
        Ok(numbering)
    }

    /// Lists whose levels are those of a list style use the definition of that style's list.
    fn follow_styles(&mut self, styles: &Styles) {
        let style = |list: &List| {
            let style = self.definitions.get(&list.definition)?.style.as_ref()?;
            Some(self.lists.get(&styles.list(style)?)?.definition.clone())
        };
        let followed: Vec<_> = self.lists.iter().filter_map(|(id, list)| Some((*id, style(list)?))).collect();
        for (id, definition) in followed {
            if let Some(list) = self.lists.get_mut(&id) {
                list.definition = definition;
            }
        }
    }

    /// Counts the next paragraph of a list. `None` if the list is not defined or shows nothing.
    pub(super) fn next(&mut self, id: u32, level: usize) -> Option<Marker> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(&id)?;
        let Definition { levels, counters, .. } = self.definitions.get_mut(&list.definition)?;
        let start = |level: usize| {
            let changed = list.levels.get(&level).unwrap_or(&levels[level]).start;
            list.starts.get(&level).copied().unwrap_or(changed)
        };
        let restarts = list.starts.contains_key(&level) && self.begun.insert((id, level));
        let number = match counters[level] {
            Some(before) if !restarts => before.saturating_add(1),
            _ => start(level),
        };
        counters[level] = Some(number);
        counters[level + 1..].fill(None);

        let form = list.levels.get(&level).unwrap_or(&levels[level]);
        if form.format == "bullet" {
            return Some(Marker::Bullet);
        }
        let mut label = String::new();
        let mut is_worded = false;
        let mut letters = form.text.chars();
        while let Some(letter) = letters.next() {
            let digit =
                if letter == '%' { letters.clone().next().and_then(|next| next.to_digit(10)) } else { None };
            let Some(shown) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
                is_worded |= letter.is_alphabetic();
                label.push(letter);
                continue;
            };
            letters.next();
            let shown = shown.min(LEVELS - 1);
            let format = &list.levels.get(&shown).unwrap_or(&levels[shown]).format;
            label += &formatted(counters[shown].unwrap_or_else(|| start(shown)), format);
        }
        if form.format == "none" && label.trim().is_empty() {
            return None;
        }
        Some(Marker::Number { number, label, is_worded })
    }
}

impl Level {
    fn set(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "start" => self.start = element.number().unwrap_or(self.start),
            "numFmt" => self.format = element.attribute("val").unwrap_or_default().into_owned(),
            // A label is short; a longer one would be repeated in each paragraph.
            "lvlText" => self.text = element.attribute("val").unwrap_or_default().chars().take(40).collect(),
            _ => {}
        }
    }
}

impl Definition {
    fn set(&mut self, level: usize, name: &str, element: &Element<'_>) {
        if name == "numStyleLink" {
            self.style = element.attribute("val").map(std::borrow::Cow::into_owned);
        }
        self.levels[level].set(name, element);
    }
}

impl List {
    fn set(&mut self, level: usize, name: &str, element: &Element<'_>) {
        match name {
            "abstractNumId" => self.definition = element.attribute("val").unwrap_or_default().into_owned(),
            "startOverride" => drop(self.starts.insert(level, element.number().unwrap_or(1))),
            "start" | "numFmt" | "lvlText" => self.levels.entry(level).or_default().set(name, element),
            _ => {}
        }
    }
}

/// A number in one of the formats that Vietnamese documents use; others as digits.
fn formatted(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => lettered(number).to_uppercase(),
        "lowerLetter" => lettered(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, digits) in DIGITS {
        while rest >= value {
            roman += digits;
            rest -= value;
        }
    }
    roman
}

/// a to z, then aa, bb and so on.
fn lettered(number: u32) -> String {
    let (times, place) = (number.saturating_sub(1) / 26 + 1, number.saturating_sub(1) % 26);
    match u8::try_from(place) {
        Ok(place) if number > 0 && times <= 9 => char::from(b'a' + place).to_string().repeat(times as usize),
        _ => number.to_string(),
    }
}
