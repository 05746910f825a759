// The text itself: composed letters, single spaces, no empty paragraphs.
import { isBlankText, isEmpty } from "./dom.js";
import { tidyTable } from "./tables.js";

/** Invisible letters that programs put between others. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;

/** Composed letters and plain spaces. Zero-width joiners stay: they join faces. */
export const tidy = (text) => text.normalize("NFC").replace(INVISIBLE, "").replace(/[\u00a0\u202f\u2007]/g, " ");

export function tidyText(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    const kept = tidy(text.data);
    text.data = text.parentElement.closest("pre") ? kept : kept.replace(/\s+/g, " ");
  }
  for (const paragraph of [...body.querySelectorAll("p")]) splitLines(paragraph);
  for (const block of body.querySelectorAll("h2, h3, h4, li, td, th, figcaption")) trimLines(block);
  for (const line of [...body.querySelectorAll("body > br, p + br, ul > br, ol > br, table + br")]) if (!isBesideText(line)) line.remove();
  // The innermost first: what is empty within makes its parent empty.
  for (const element of [...body.querySelectorAll("p, h2, h3, h4, li, ul, ol, blockquote, strong, em, u, s, sub, sup, code, a, figure, figcaption")].reverse()) {
    if (isEmpty(element)) {
      // Space between words stays.
      element.replaceWith(/^(strong|em|u|s|sub|sup|code|a)$/.test(element.localName) ? element.textContent : "");
    }
  }
  for (const table of [...body.querySelectorAll("table")].reverse()) tidyTable(table);
}

const isBesideText = (line) => [line.previousSibling, line.nextSibling].some((node) => node && !/^(P|H[2-4]|UL|OL|TABLE|BLOCKQUOTE|BR|FIGURE|HR|PRE)$/.test(node.nodeName) && node.textContent.trim() !== "");

/** Two line ends are the end of a paragraph; one at its end is nothing. Each node is moved at most once. */
function splitLines(paragraph) {
  const nodes = [...paragraph.childNodes];
  const parts = [paragraph];
  nodes.forEach((node, at) => {
    if (parts.length > 1) parts.at(-1).append(node);
    if (node.nodeName !== "BR" || nodes.slice(at + 1, at + 3).find((next) => !isBlankText(next))?.nodeName !== "BR") return;
    parts.push(paragraph.ownerDocument.createElement("p"));
    parts.at(-2).after(parts.at(-1));
  });
  for (const part of parts) trimLines(part);
}

function trimLines(block) {
  for (const side of ["firstChild", "lastChild"]) {
    while (block[side] && (block[side].nodeName === "BR" || isBlankText(block[side]))) block[side].remove();
  }
}
