// The text itself: composed letters, single spaces, no empty paragraphs.

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
  for (const line of [...body.querySelectorAll("body > br, p + br, ul > br, ol > br, table + br")]) if (!isBesideText(line)) line.remove();
  // The innermost first: what is empty within makes its parent empty.
  for (const element of [...body.querySelectorAll("p, h2, h3, h4, li, ul, ol, blockquote, strong, em, u, s, sub, sup, code, a, tr, figure, figcaption")].reverse()) {
    if (!element.querySelector("img, td:not(:empty), hr") && element.textContent.trim() === "") {
      // Space between words stays.
      element.replaceWith(/^(strong|em|u|s|sub|sup|code|a)$/.test(element.localName) ? element.textContent : "");
    }
  }
}

const isBesideText = (line) => [line.previousSibling, line.nextSibling].some((node) => node && !/^(P|H[2-4]|UL|OL|TABLE|BLOCKQUOTE|BR|FIGURE|HR|PRE)$/.test(node.nodeName) && node.textContent.trim() !== "");

/** Two line ends are the end of a paragraph; one at its end is nothing. */
function splitLines(paragraph) {
  let part = paragraph;
  for (const line of [...paragraph.querySelectorAll(":scope > br")]) {
    let next = line.nextSibling;
    while (next?.nodeType === 3 && next.data.trim() === "") next = next.nextSibling;
    if (next?.nodeName !== "BR") continue;
    const rest = paragraph.ownerDocument.createElement("p");
    while (line.nextSibling) rest.append(line.nextSibling);
    part.after(rest);
    part = rest;
  }
  for (let one = paragraph; one; one = one === part ? undefined : one.nextElementSibling) trimLines(one);
}

function trimLines(paragraph) {
  for (const side of ["firstChild", "lastChild"]) {
    while (paragraph[side] && (paragraph[side].nodeName === "BR" || (paragraph[side].nodeType === 3 && paragraph[side].data.trim() === ""))) paragraph[side].remove();
  }
}
