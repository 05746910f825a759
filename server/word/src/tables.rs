//! Tables (ECMA-376 part 1, 17.4). Word writes a cell that reaches over several rows as one cell in each of
//! them; HTML has one cell.

use super::{blocks::Block, work::tick};
use std::collections::HashMap;

/// The most columns of a cell; Word has no more in a table.
const COLUMNS: u32 = 63;

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// How many rows are its head.
    pub(super) head: usize,
}

/// A row. None is without cells.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    is_header: bool,
}

/// A cell.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    /// Over how many columns it reaches, from 1.
    pub(super) columns: u32,
    /// Over how many rows it reaches, from 1.
    pub(super) rows: usize,
}

/// How a cell is joined with its neighbour before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Begins,
    Continues,
}

/// A cell's properties.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellLook {
    /// 0 and 1 are one column.
    pub(super) columns: u32,
    pub(super) down: Merge,
    pub(super) across: Merge,
}

/// A row that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenRow {
    pub(super) is_header: bool,
    pub(super) is_deleted: bool,
    /// Empty columns before its first cell and after its last.
    pub(super) before: u32,
    pub(super) after: u32,
    cells: Vec<(CellLook, Vec<Block>)>,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    rows: Vec<Row>,
    /// Where cells that reach down begin, by column: row and place in it.
    merges: HashMap<u32, (usize, usize)>,
    pub(super) row: Option<OpenRow>,
}

impl OpenRow {
    pub(super) fn push(&mut self, look: CellLook, blocks: Vec<Block>) {
        match self.cells.last_mut() {
            Some((last, content)) if look.across == Merge::Continues => {
                last.columns = last.columns.clamp(1, COLUMNS) + look.columns.clamp(1, COLUMNS);
                content.extend(blocks);
            }
            _ => self.cells.push((look, blocks)),
        }
    }
}

impl OpenTable {
    /// Ends the open row.
    pub(super) fn end_row(&mut self) {
        let Some(row) = self.row.take().filter(|row| !row.is_deleted) else { return };
        let at = self.rows.len();
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
        let mut continued = Vec::new();
        let empty = |columns: u32| Cell { blocks: Vec::new(), columns: columns.min(COLUMNS), rows: 1 };
        let mut column = row.before.min(COLUMNS);
        if column > 0 {
            cells.push(empty(column));
        }
        for (look, blocks) in row.cells {
            tick(1);
            let columns = look.columns.clamp(1, COLUMNS);
            let above = self.merges.get(&column).copied().filter(|_| look.down == Merge::Continues);
            if let Some((place, cell)) = above.and_then(|place| Some((place, self.cell(place, at)?))) {
                cell.rows += 1;
                cell.blocks.extend(blocks);
                continued.push(place);
            } else {
                if look.down == Merge::None {
                    self.merges.remove(&column);
                } else {
                    self.merges.insert(column, (at, cells.len()));
                }
                cells.push(Cell { blocks, columns, rows: 1 });
            }
            column = column.saturating_add(columns);
        }
        if row.after > 0 && !cells.is_empty() {
            cells.push(empty(row.after));
        }
        if cells.is_empty() {
            // All its cells began above: without it they are one row shorter.
            for (row, place) in continued {
                if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(place)) {
                    cell.rows -= 1;
                }
            }
        } else {
            self.rows.push(Row { cells, is_header: row.is_header });
        }
    }

    /// The cell at a place, if it reaches to just above this row.
    fn cell(&mut self, (row, place): (usize, usize), below: usize) -> Option<&mut Cell> {
        let cell = self.rows.get_mut(row)?.cells.get_mut(place)?;
        (row + cell.rows == below).then_some(cell)
    }

    /// The table; `None` if there is nothing in it.
    pub(super) fn finish(mut self) -> Option<Table> {
        self.end_row();
        let is_filled = self.rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.blocks.is_empty());
        let head = self.rows.iter().take_while(|row| row.is_header).count();
        let rows = self.rows.iter().take(head).enumerate();
        let reaches_out = rows.flat_map(|(at, row)| row.cells.iter().map(move |cell| at + cell.rows));
        // In HTML no cell reaches from the head into the body.
        let is_head = head < self.rows.len() && reaches_out.max().is_some_and(|end| end <= head);
        is_filled.then_some(Table { head: if is_head { head } else { 0 }, rows: self.rows })
    }
}
