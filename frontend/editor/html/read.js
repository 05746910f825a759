// Reads the HTML of a text into a document, and writes the document back. What was not changed is written
// byte for byte as it was read:
//
// * A block that the editor writes differently, but that reads the same, is remembered with its HTML.
// * A block that the editor cannot show without loss becomes an `htmlBlock`, which keeps its HTML.
import { DOMParser } from "@tiptap/pm/model";
import { TableMap } from "@tiptap/pm/tables";
import { isBlank, isBlock, readsTheSame } from "./same.js";
import { blockHtml } from "./write.js";

/** The attributes that a text may have. */
const KNOWN = /^(lang|title|href|alt|src|start|data-poll|colspan|rowspan|scope)$/;

/** A tag that is written without tricks: the name, and attributes with or without quotes. */
const TAG = /<\/?([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*)\s*\/?>/gi;
/** The elements that the sanitizer keeps, and some that people write and it replaces. Others may hide tags in what
 * looks like an attribute here, as textarea and title do. */
const ELEMENTS = /^(?:a|abbr|b|blockquote|br|caption|code|dd|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|li|mark|ol|p|pre|s|section|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)$/i;
/** The attributes that run something, and those that the policy of the page forbids. */
const HANDLES = /\s(?:on[a-z]+|style|srcdoc|http-equiv)(?=[\s=]|$)/i;

/** Whether a text may be read: a stored text always may, since the sanitizer has cleaned it. Chromium reports what the
 * policy of the page forbids even in a template, where nothing runs, so other texts stay HTML in a textarea. */
export function isReadable(html) {
  let isStrange = false;
  const rest = html.replace(TAG, (_, name, attributes) => {
    const names = attributes.replace(/"[^"]*"|'[^']*'/g, "");
    isStrange ||= !ELEMENTS.test(name) || HANDLES.test(names);
    return "";
  });
  return !isStrange && !/<[a-z/!?]/i.test(rest);
}

/** The document of a text, and the HTML of its blocks. The text must be readable. */
export function readText(html, schema) {
  // An empty paragraph is not stored.
  const read = pieces(html).filter((piece) => piece.innerHTML !== "<p></p>");
  const doc = schema.topNodeType.createAndFill(null, read.map((piece) => readPiece(piece, schema)));
  return { doc, lines: read.map((piece) => piece.innerHTML) };
}

/** How the blocks of a document were written: `lines` for each way of the editor to write a block. */
export function waysOf(doc, lines) {
  const written = new Map();
  const stored = doc.content.content.map((node) => blockHtml(node, doc)).filter((canonical) => canonical !== "");
  stored.forEach((canonical, at) => written.set(canonical, [...(written.get(canonical) ?? []), lines[at]]));
  return written;
}

/** Whether a block is text without an element around it. */
const isBare = (html) => html !== "" && !/^<(p|h[2-4]|ul|ol|dl|blockquote|pre|table|figure|hr)\b/.test(html);

/** The HTML of each block of a document; empty if it is not stored. */
export function writeBlocks(doc, written) {
  const used = new Map();
  let last = "";
  return doc.content.content.map((node) => {
    const canonical = blockHtml(node, doc);
    if (canonical === "") return "";
    const ways = written.get(canonical);
    const number = used.get(canonical) ?? 0;
    used.set(canonical, number + 1);
    const html = ways?.[Math.min(number, ways.length - 1)] ?? canonical;
    // Two texts without paragraphs would become one.
    last = isBare(html) && isBare(last) ? canonical : html;
    return last;
  });
}

/** The HTML of a document; each block has its own line. */
export function writeText(doc, written) {
  const lines = writeBlocks(doc, written).filter((line) => line !== "");
  // Beside a bare text a line end would be a space.
  return lines.map((line, at) => (at === 0 || isBare(line) || isBare(lines[at - 1]) ? line : `\n${line}`)).join("");
}

/** The top-level blocks of a text, each in an element of its own; text between blocks is a block. */
function pieces(html) {
  // Nothing in a template is loaded or run.
  const template = document.createElement("template");
  template.innerHTML = html;
  const inert = template.content.ownerDocument;
  // Stored text has no others; what is typed as HTML may have them, and the sanitizer removes them.
  for (const element of template.content.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (!KNOWN.test(name)) element.removeAttribute(name);
  }
  const list = [];
  let line;
  const nodes = [...template.content.childNodes];
  nodes.forEach((node, at) => {
    const block = isBlock(node);
    const between = (at === 0 || isBlock(nodes[at - 1])) && (at === nodes.length - 1 || isBlock(nodes[at + 1]));
    if (isBlank(node) && between) return;
    if (block || !line) list.push(inert.createElement("div"));
    list.at(-1).append(node);
    line = !block;
  });
  return list;
}

function readPiece(piece, schema) {
  const opaque = () => schema.nodes.htmlBlock.create({ html: piece.innerHTML });
  // ProseMirror's parser changes lists in the DOM.
  const content = DOMParser.fromSchema(schema).parse(piece.cloneNode(true)).content;
  const node = content.firstChild;
  if (content.childCount !== 1 || !tablesAreWhole(node)) return opaque();
  const canonical = blockHtml(node);
  const again = piece.cloneNode(false);
  again.innerHTML = canonical;
  return canonical !== "" && readsTheSame(piece, again) ? node : opaque();
}

/** ProseMirror would repair other tables, and so change them. */
function tablesAreWhole(node) {
  let whole = true;
  node.descendants((child) => {
    if (child.type.name === "table") whole &&= !TableMap.get(child).problems;
  });
  return whole && (node.type.name !== "table" || !TableMap.get(node).problems);
}
