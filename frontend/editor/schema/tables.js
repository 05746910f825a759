// Tables. ProseMirror's tables know rows and cells only: the section (`thead`, `tbody`) is an attribute of the
// row, the caption one of the table.
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";

const span = (name) => ({ default: 1, parseHTML: (element) => Math.max(1, Number.parseInt(element.getAttribute(name) ?? "1", 10) || 1), renderHTML: (attributes) => (attributes[name] === 1 ? {} : { [name]: attributes[name] }) });
const SPANS = { colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false } };

const Cell = TableCell.extend({
  addAttributes: () => SPANS,
  parseHTML: () => [{ tag: "td" }],
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});

/** `scope` is what was written, or empty; "auto" lets html/write.js decide. */
const HeaderCell = TableHeader.extend({
  addAttributes: () => ({ ...SPANS, scope: { default: "auto", parseHTML: (element) => element.getAttribute("scope") ?? "", renderHTML: ({ scope }) => (scope && scope !== "auto" ? { scope } : {}) } }),
  parseHTML: () => [{ tag: "th" }],
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

const Row = TableRow.extend({
  addAttributes: () => ({ section: { default: null, rendered: false, parseHTML: (element) => element.closest("thead, tbody, tfoot")?.localName ?? null } }),
});

const withCaption = Table.extend({
  addAttributes: () => ({ caption: { default: null, rendered: false, parseHTML: (element) => element.querySelector(":scope > caption")?.innerHTML ?? null } }),
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
  addNodeView: () => ({ node }) => tableView(node),
});

/** The table in the box that readers scroll it in. */
function tableView(first) {
  const dom = document.createElement("div");
  dom.className = "scroller";
  const table = dom.appendChild(document.createElement("table"));
  const contentDOM = document.createElement("tbody");
  let caption;
  const show = (node) => {
    caption?.remove();
    caption = undefined;
    if (node.attrs.caption) {
      caption = document.createElement("caption");
      caption.contentEditable = "false";
      // Only the text: nothing in the editor is made from unchecked HTML.
      caption.textContent = new DOMParser().parseFromString(node.attrs.caption, "text/html").body.textContent;
    }
    table.replaceChildren(...(caption ? [caption] : []), contentDOM);
  };
  show(first);
  return {
    dom,
    contentDOM,
    update(node) {
      if (node.type !== first.type) return false;
      if (node.attrs.caption !== first.attrs.caption) show(node);
      first = node;
      return true;
    },
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
}

export const TABLES = [withCaption, Row, Cell, HeaderCell];
