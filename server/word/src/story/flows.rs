//! What contains paragraphs: the body, cells, text boxes and notes; and the beginnings and ends in them.

use super::{
    super::{
        NotRead,
        blocks::{Block, OpenParagraph},
        look::{ParagraphLook, RunLook},
        styles::Style,
        tables::{CellLook, OpenRow, OpenTable},
    },
    Place, Story,
    pictures::Drawing,
};
use std::rc::Rc;

/// Something that contains paragraphs.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) open: Option<OpenParagraph>,
    /// A paragraph that the next one continues.
    pub(super) continued: Option<OpenParagraph>,
    /// What is anchored in the open paragraph and follows it.
    pub(super) anchored: Vec<Block>,
    pub(super) table: Option<OpenTable>,
    /// The properties of a cell, if it is one.
    pub(super) cell: Option<CellLook>,
    /// The fields that were open around it.
    pub(super) fields: usize,
    /// The look of the open run.
    pub(super) run: RunLook,
    /// The drawing that was opened last.
    pub(super) drawing: Drawing,
}

impl Story<'_, '_> {
    /// The flow that is being read.
    pub(super) fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    pub(super) fn begin_flow(&mut self, cell: Option<CellLook>) {
        self.flows.push(Flow { cell, fields: self.fields.len(), ..Flow::default() });
    }

    /// Ends the flow that is being read. Fields that are still open end with it.
    pub(super) fn end_flow(&mut self) -> Vec<Block> {
        self.end_paragraph();
        if let Some(open) = self.flow().continued.take() {
            self.flow().open = Some(OpenParagraph { is_continued: false, ..open });
            self.end_paragraph();
        }
        let flow = self.flows.pop().unwrap_or_default();
        self.fields.truncate(flow.fields);
        flow.blocks
    }

    pub(super) fn begin_paragraph(&mut self) -> Result<(), NotRead> {
        self.end_paragraph();
        self.count_paragraph()?;
        let style = self.source.styles.normal();
        self.flow().open = Some(OpenParagraph::new(style, ParagraphLook::default()));
        Ok(())
    }

    pub(super) fn count_paragraph(&mut self) -> Result<(), NotRead> {
        self.paragraphs += 1;
        if self.paragraphs > self.source.limits.paragraphs { Err(NotRead::TooLarge) } else { Ok(()) }
    }

    /// Ends the open paragraph, if there is one. What is anchored in it follows it.
    pub(super) fn end_paragraph(&mut self) {
        let flow = self.flow();
        let Some(mut open) = flow.open.take() else {
            let anchored = std::mem::take(&mut flow.anchored);
            flow.blocks.extend(anchored);
            return;
        };
        if let Some(before) = flow.continued.take() {
            let last = std::mem::replace(&mut open.pieces, before.pieces);
            open.pieces.extend(last);
        }
        if open.is_continued {
            flow.continued = Some(open);
            return;
        }
        let is_in_cell = flow.cell.is_some();
        let blocks = open.into_blocks(self.numbering, is_in_cell);
        let flow = self.flow();
        flow.blocks.extend(blocks);
        let anchored = std::mem::take(&mut flow.anchored);
        flow.blocks.extend(anchored);
    }

    pub(super) fn begin_table(&mut self) -> Place {
        let is_too_deep = self.flows.len() >= self.source.limits.depth;
        if is_too_deep || self.flow().table.is_some() {
            return Place::Other;
        }
        self.end_paragraph();
        self.flow().table = Some(OpenTable::default());
        Place::Table
    }

    pub(super) fn begin_row(&mut self) -> Place {
        match &mut self.flow().table {
            Some(table) if table.row.is_none() => {
                table.row = Some(OpenRow::default());
                Place::Row
            }
            _ => Place::Other,
        }
    }

    pub(super) fn begin_cell(&mut self) -> Result<Place, NotRead> {
        if self.flow().table.as_ref().is_none_or(|table| table.row.is_none()) {
            return Ok(Place::Other);
        }
        self.count_paragraph()?;
        self.begin_flow(Some(CellLook::default()));
        Ok(Place::Cell)
    }

    pub(super) fn paragraph_style(&mut self) -> Rc<Style> {
        let normal = self.source.styles.normal();
        self.flow().open.as_ref().map_or(normal, |open| Rc::clone(&open.style))
    }

    /// The open paragraph. Text outside of any is in one of its own.
    pub(super) fn open_paragraph(&mut self) -> &mut OpenParagraph {
        let style = self.source.styles.normal();
        self.flow().open.get_or_insert_with(|| OpenParagraph::new(style, ParagraphLook::default()))
    }
}
