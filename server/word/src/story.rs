//! Reads a part with text, element by element. Nothing here is recursive: open elements are on `places`, and what
//! may contain paragraphs (the body, a cell, a text box, a note) is on `flows`.

mod flows;
mod pictures;
mod properties;
mod words;

use super::{
    LeftOut, Limits, NotRead, WordPicture,
    blocks::Block,
    fields::Fields,
    notes::References,
    numbering::Numbering,
    package::Package,
    relations::Relations,
    styles::Styles,
    tables::OpenTable,
    xml::{Element, Space, Token, Xml},
};
use flows::Flow;
use std::collections::HashMap;

/// What a part is read with.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) relations: &'a Relations,
    pub(super) styles: &'a Styles,
    pub(super) limits: Limits,
}

/// What was read.
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    pub(super) pictures: Vec<WordPicture>,
    pub(super) references: References,
    pub(super) left_out: LeftOut,
}

/// An open element, as far as it matters to what is in it or to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Other,
    Paragraph,
    ParagraphProperties,
    /// The properties of a paragraph's end.
    EndProperties,
    Run,
    RunProperties,
    Text,
    Instruction,
    /// A link, or a field that is an element; with the number of fields around it.
    Field(usize),
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Note,
    ControlProperties,
    /// Alternatives, and whether one was chosen.
    Alternatives(bool),
}

/// A part that is being read.
pub(super) struct Story<'a, 'p> {
    source: Source<'a>,
    package: &'a mut Package<'p>,
    numbering: &'a mut Numbering,
    places: Vec<Place>,
    /// Never empty until the end; the last one is being read.
    flows: Vec<Flow>,
    fields: Fields,
    /// How many elements around are left out, with this one.
    skipped: usize,
    /// Whether the next content control is left out.
    skips_control: bool,
    paragraphs: usize,
    pictures: Vec<WordPicture>,
    /// How many pictures were looked at.
    tried: usize,
    references: References,
    left_out: LeftOut,
    /// The notes by their ids, if the part consists of notes.
    notes: Option<HashMap<String, Vec<Block>>>,
    note: String,
}

impl<'a, 'p> Story<'a, 'p> {
    pub(super) fn new(
        source: Source<'a>,
        package: &'a mut Package<'p>,
        numbering: &'a mut Numbering,
    ) -> Self {
        Self {
            source,
            package,
            numbering,
            places: Vec::new(),
            flows: vec![Flow::default()],
            fields: Fields::default(),
            skipped: 0,
            skips_control: false,
            paragraphs: 0,
            pictures: Vec::new(),
            tried: 0,
            references: References::default(),
            left_out: LeftOut::default(),
            notes: None,
            note: String::new(),
        }
    }

    /// For a part that consists of notes.
    pub(super) fn of_notes(
        source: Source<'a>,
        package: &'a mut Package<'p>,
        numbering: &'a mut Numbering,
    ) -> Self {
        Self { notes: Some(HashMap::new()), ..Self::new(source, package, numbering) }
    }

    /// Reads the part.
    pub(super) fn read(&mut self, text: &str) -> Result<(), NotRead> {
        let root = if self.is_main() { "document" } else { "" };
        let mut xml = Xml::new(text);
        let mut is_first = true;
        while let Some(token) = xml.token()? {
            match token {
                Token::Open(element) => {
                    if std::mem::take(&mut is_first)
                        && !root.is_empty()
                        && element.name() != (Space::Word, root)
                    {
                        return Err(NotRead::NotAWordFile);
                    }
                    if self.skipped > 0 {
                        self.skipped += 1;
                    } else if let Some(place) = self.open(&element)? {
                        self.places.push(place);
                    } else {
                        self.skipped = 1;
                    }
                }
                Token::Close if self.skipped > 0 => self.skipped -= 1,
                Token::Close => {
                    if let Some(place) = self.places.pop() {
                        self.close(place);
                    }
                }
                Token::Text(text) => match self.places.last() {
                    Some(Place::Text) if self.skipped == 0 => self.push_text(&text),
                    Some(Place::Instruction) if self.skipped == 0 => self.fields.instruct(&text),
                    _ => {}
                },
            }
        }
        if is_first { Err(NotRead::Broken) } else { Ok(()) }
    }

    pub(super) fn finish(mut self) -> Body {
        let blocks = self.end_flow();
        let Self { pictures, references, left_out, .. } = self;
        Body { blocks, pictures, references, left_out }
    }

    pub(super) fn finish_notes(self) -> (HashMap<String, Vec<Block>>, LeftOut) {
        (self.notes.unwrap_or_default(), self.left_out)
    }

    const fn is_main(&self) -> bool {
        self.notes.is_none()
    }

    /// An element begins. `None` if it is left out with all that is in it.
    fn open(&mut self, element: &Element<'_>) -> Result<Option<Place>, NotRead> {
        let parent = self.places.last().copied().unwrap_or(Place::Other);
        let (space, name) = element.name();
        match (parent, space) {
            // What properties were before a tracked change.
            (_, Space::Word) if name.ends_with("Change") => return Ok(None),
            (Place::ParagraphProperties, _) => return Ok(self.paragraph_property(name, element)),
            (Place::RunProperties, _) => self.run_property(name, element),
            (Place::EndProperties, _) => self.end_property(name),
            (Place::RowProperties, _) => self.row_property(name, element),
            (Place::CellProperties, _) => self.cell_property(name, element),
            (Place::ControlProperties, _) => return Ok(self.control_property(name, element)),
            (_, Space::Word) => return self.open_word(parent, name, element),
            (_, Space::Math) if name == "oMath" => {
                self.left_out.equations += 1;
                return Ok(None);
            }
            (_, Space::Compatibility) => return Ok(self.alternative(parent, name, element)),
            _ => self.drawing(space, name, element),
        }
        Ok(Some(Place::Other))
    }

    /// An element of the text itself.
    fn open_word(
        &mut self,
        parent: Place,
        name: &str,
        element: &Element<'_>,
    ) -> Result<Option<Place>, NotRead> {
        Ok(Some(match (name, parent) {
            ("p", _) => {
                self.begin_paragraph()?;
                Place::Paragraph
            }
            ("pPr", Place::Paragraph) => Place::ParagraphProperties,
            ("r", _) => {
                self.flow().run = self.paragraph_style().run;
                Place::Run
            }
            ("rPr", Place::Run) => Place::RunProperties,
            ("t", _) => Place::Text,
            ("instrText", _) => Place::Instruction,
            ("hyperlink", _) => {
                let around = self.fields.len();
                let link = self.hyperlink(element);
                self.fields.open_link(link);
                Place::Field(around)
            }
            ("fldSimple", _) => {
                let around = self.fields.len();
                self.fields.open_element(&element.attribute("instr").unwrap_or_default());
                Place::Field(around)
            }
            ("tbl", _) => self.begin_table(),
            ("tr", _) => self.begin_row(),
            ("trPr", Place::Row) => Place::RowProperties,
            ("tc", _) => self.begin_cell()?,
            ("tcPr", Place::Cell) => Place::CellProperties,
            ("txbxContent", _) if self.flows.len() < self.source.limits.depth => {
                self.begin_flow(None);
                Place::TextBox
            }
            ("footnote" | "endnote", _) if !self.is_main() => {
                self.note = element.attribute("id").unwrap_or_default().into_owned();
                self.begin_flow(None);
                Place::Note
            }
            ("sdtPr", _) => {
                self.skips_control = false;
                Place::ControlProperties
            }
            ("sdtContent", _) if std::mem::take(&mut self.skips_control) => return Ok(None),
            // Deleted text, text that was moved away, and properties that do not matter.
            (
                "del" | "moveFrom" | "tblPr" | "tblPrEx" | "tblGrid" | "sectPr" | "ffData" | "fldData" | "rt",
                _,
            ) => {
                return Ok(None);
            }
            ("object", _) => {
                self.left_out.objects += 1;
                return Ok(None);
            }
            (name, Place::Run) => {
                self.run_content(name, element);
                Place::Other
            }
            ("altChunk", _) => {
                self.left_out.objects += 1;
                Place::Other
            }
            _ => Place::Other,
        }))
    }

    /// An element has ended.
    fn close(&mut self, place: Place) {
        match place {
            Place::Paragraph => self.end_paragraph(),
            Place::Field(around) => self.fields.truncate(around),
            Place::Table => {
                self.end_paragraph();
                if let Some(table) = self.flow().table.take().and_then(OpenTable::finish) {
                    self.flow().blocks.push(Block::Table(table));
                }
            }
            Place::Row => {
                if let Some(table) = &mut self.flow().table {
                    table.end_row();
                }
            }
            Place::Cell => {
                let look = self.flow().cell.unwrap_or_default();
                let blocks = self.end_flow();
                if let Some(row) = self.flow().table.as_mut().and_then(|table| table.row.as_mut()) {
                    row.push(look, blocks);
                }
            }
            Place::TextBox => {
                let blocks = self.end_flow();
                self.flow().anchored.extend(blocks);
            }
            Place::Note => {
                let blocks = self.end_flow();
                let id = std::mem::take(&mut self.note);
                if let Some(notes) = &mut self.notes {
                    notes.insert(id, blocks);
                }
            }
            _ => {}
        }
    }
}
