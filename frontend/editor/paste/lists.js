// Lists. Word copies them as paragraphs; other programs put paragraphs into each item.
import { contentOf, unwrapAll } from "./dom.js";

const WORD_LIST = /mso-list:\s*(?!none|ignore)\S+\s+level(\d+)/i;
/** A bullet that was typed, or that a font has drawn. */
const BULLET = /^[\s\u00a0]*(?:[·•▪●○◦§\uf0b7\uf0a7\uf0d8]|o(?=[\u00a0\t ]{2}))[\u00a0\s]+/u;
/** The mark of a numbered item: "1.", "1)", "2.3", "(a)", "đ/", "iv."; its last number. */
const NUMBER = /^\(?(?:\d{1,3}[.-])*(?:(\d{1,3})[.)/:-]*|[a-zđ]{1,5}[.)/:]+)$/iu;
/** The mark of a first item. */
const BEGINS = /^\(?[1a][.)/:-]*$/i;
/** More than a bullet, which some fonts draw for a letter. */
const WORDS = /[\p{L}\p{N}].*[\p{L}\p{N}]/u;

export function makeLists(body) {
  makeWordLists(body);
  makeTypedLists(body);
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    // A list that was copied from its middle on begins deeper.
    if (list.previousElementSibling) list.previousElementSibling.append(list);
    else unwrapAll([list]);
  }
  // The only paragraph of an item or a cell says nothing.
  for (const parent of body.querySelectorAll("li, td, th")) {
    const blocks = [...parent.children].filter((child) => /^(p|div|h\d|blockquote|table|pre)$/.test(child.localName));
    if (blocks.length === 1 && /^(p|div)$/.test(blocks[0].localName)) unwrapAll(blocks);
  }
}

/** Takes the mark of an item out of its paragraph: "1.", "-" or the like. */
function takeMark(paragraph) {
  const mark = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style ?? ""));
  mark?.remove();
  return (mark?.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();
}

function makeWordLists(body) {
  // The lists that are open, each within the last item of the one before.
  let open = [];
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = WORD_LIST.exec(paragraph.dataset.style ?? "");
    if (!found) continue;
    const level = Number(found[1]);
    const mark = takeMark(paragraph);
    const number = NUMBER.exec(mark);
    // A heading stays a heading, and what begins with words ("Điều 1.") a paragraph.
    if (paragraph.localName !== "p" || (!number && WORDS.test(mark))) {
      if (number || WORDS.test(mark)) paragraph.prepend(`${mark} `);
      continue;
    }
    const kind = number ? "ol" : "ul";
    if (open.length > 0 && open[0].list.nextElementSibling !== paragraph) open = [];
    while (open.length > 1 && open.at(-1).level > level) open.pop();
    const inner = open.at(-1);
    // The first items may be deeper than those after them.
    if (inner?.level > level && kind === "ul") inner.level = level;
    // Another kind of list at the same level is another list, and so is one that begins again.
    const begins = inner?.list.localName !== kind || BEGINS.test(mark);
    if (inner && (inner.level > level || (inner.level === level && begins))) open.pop();
    if (open.length === 0 || open.at(-1).level < level) open.push({ level, list: beginList(kind, number, paragraph, open.at(-1)) });
    const line = body.ownerDocument.createElement("li");
    line.append(contentOf(paragraph));
    open.at(-1).list.append(line);
    paragraph.remove();
  }
}

function beginList(kind, number, paragraph, outer) {
  const list = paragraph.ownerDocument.createElement(kind);
  if (number?.[1] > 1) list.setAttribute("start", String(Number(number[1])));
  if (outer) outer.list.lastElementChild.append(list);
  else paragraph.before(list);
  return list;
}

/** Paragraphs that begin with a bullet. A hyphen is none: dialogues begin with one. */
function makeTypedLists(body) {
  let list;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const bullet = BULLET.exec(paragraph.textContent);
    if (!bullet || paragraph.closest("li")) continue;
    if (!list || paragraph.previousElementSibling !== list) {
      list = body.ownerDocument.createElement("ul");
      paragraph.before(list);
    }
    cut(paragraph, bullet[0].length);
    const line = list.appendChild(body.ownerDocument.createElement("li"));
    line.append(contentOf(paragraph));
    paragraph.remove();
  }
}

/** Removes the first letters of an element. */
function cut(element, letters) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (letters > 0 && walker.nextNode()) {
    const { currentNode: text } = walker;
    const gone = Math.min(letters, text.data.length);
    text.data = text.data.slice(gone);
    letters -= gone;
  }
}
