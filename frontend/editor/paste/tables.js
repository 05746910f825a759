// Tables: their heads, and rows without anything in them.
import { isEmpty, renamed } from "./dom.js";

export function makeTables(body) {
  // Word marks only the row.
  for (const cell of body.querySelectorAll("thead > tr > td")) renamed(cell, "th");
  for (const row of body.querySelectorAll("tr")) {
    const scope = row.querySelector(":scope > td") ? "row" : "col";
    for (const cell of row.querySelectorAll(":scope > th:not([scope])")) cell.setAttribute("scope", scope);
  }
}

/** The most columns of one cell: pages write thousands for "all". */
const WIDEST = 100;

/** Removes empty rows, and what cells reach beyond their table. */
export function tidyTable(table) {
  let reach = 0;
  // A row that a cell above reaches into stays: the cell would reach into the next.
  [...table.rows].forEach((row, at) => {
    if (!isEmpty(row)) for (const cell of row.cells) reach = Math.max(reach, at + cell.rowSpan);
    else if (at >= reach) row.remove();
  });
  const rows = [...table.rows];
  if (rows.length === 0) table.remove();
  rows.forEach((row, at) => {
    for (const cell of row.cells) {
      if (cell.rowSpan > rows.length - at) cell.rowSpan = rows.length - at;
      if (cell.colSpan > WIDEST) cell.colSpan = WIDEST;
    }
  });
}
