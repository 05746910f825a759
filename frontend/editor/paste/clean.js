// Cleans HTML that was copied elsewhere: Word, Excel, LibreOffice, Google Docs, chats and web pages. Only what the
// sanitizer keeps remains, and of that only what was meant: no fonts, no colours, no empty paragraphs.
//
// Everything happens in a document of its own, in which nothing is loaded or run.
import { contentOf, parse, renamed, styleOf, unwrapAll } from "./dom.js";
import { makeLists } from "./lists.js";
import { placePictures } from "./pictures.js";
import { makeMarks } from "./styles.js";
import { makeTables } from "./tables.js";
import { tidyText } from "./text.js";
import { address } from "../tools/address.js";

const BLOCKS = "p, h2, h3, h4, ul, ol, li, blockquote, pre, table, caption, thead, tbody, tfoot, tr, td, th, figure, figcaption, hr";
/** Blocks that a text may not have. */
const OTHERS = "div, section, article, main, header, footer, aside, nav, center, address, details, summary, fieldset, legend, dl, dt, dd, hgroup";
const KEPT = new Set(`${BLOCKS}, a, strong, em, u, s, sub, sup, code, br, img`.split(", "));
const ATTRIBUTES = { a: ["href"], img: ["src", "alt"], ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan", "scope"] };
const DROPPED = "style, script, template, noscript, meta, link, title, head > *, xml, object, iframe, svg, math, form button, select, textarea, col, colgroup, [hidden], .Apple-interchange-newline";
/** What only those who work on a text see: comments of Word and Calc, and what was deleted while changes are tracked. */
const REVIEW = ".MsoCommentReference, comment, .comment-indicator, .msoDel, del[datetime]";
/** Where pictures come from: programs whose HTML names them. */
const PROGRAMS = [["Excel", /content="?Excel\.Sheet/], ["Word", /\bmso-|urn:schemas-microsoft-com|class="?Mso/], ["LibreOffice", /content="LibreOffice/]];
const SYNONYMS = { b: "strong", i: "em", strike: "s", del: "s", ins: "u", tt: "code", kbd: "code", samp: "code", h1: "h2", h5: "h4", h6: "h4", dir: "ul", menu: "ul" };

/** The HTML without what does not belong into a text. `pictures` is the number of pictures that are missing
 * already; `origin` is the address of this site. */
export function cleanPasted(html, { pictures = 0, origin = location.origin } = {}) {
  const page = parse(html);
  const { body } = page;
  const [program] = PROGRAMS.find(([, form]) => form.test(html)) ?? [];
  removeComments(body);
  for (const element of page.querySelectorAll(`${DROPPED}, ${REVIEW}`)) element.remove();
  for (const element of body.querySelectorAll("[data-style]")) {
    if (styleOf(element, "display") === "none" || styleOf(element, "mso-element") === "comment-list") element.remove();
    // Word puts a picture beside the text into a table.
    else if (styleOf(element, "mso-ignore") === "vglayout") unwrapAll(element.querySelectorAll("table, tbody, tr, td"));
    // Google Docs puts such an element around everything.
    else if (element.localName === "b" && styleOf(element, "font-weight") === "normal") unwrapAll([element]);
  }
  unwrapAll(body.querySelectorAll("ins[datetime]"));
  // LibreOffice writes no space between the number of a note and its text.
  for (const number of body.querySelectorAll(".sdfootnotesym, .sdendnotesym")) number.after(" ");
  placePictures(body, { pictures, origin, program });
  makeLists(body);
  makeTables(body);
  moveHeadings(body);
  makeMarks(body);
  unwrapAll(body.querySelectorAll("span, font"));
  rename(body);
  makeParagraphs(body);
  mendLinks(body, origin);
  keepKnown(body);
  tidyText(body);
  return body.innerHTML;
}

function removeComments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.remove();
}

/** An article has one heading of the first level, its title: if there is one, all move down. */
function moveHeadings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle")) renamed(title, "h1");
  if (!body.querySelector("h1")) return;
  for (const [from, to] of [["h3", "h4"], ["h2", "h3"], ["h1", "h2"]]) for (const heading of body.querySelectorAll(from)) renamed(heading, to);
}

function rename(body) {
  for (const [from, to] of Object.entries(SYNONYMS)) for (const element of body.querySelectorAll(from)) renamed(element, to);
}

/** The other blocks become paragraphs. */
function makeParagraphs(body) {
  // The innermost first, so that each sees what its content has become.
  for (const element of [...body.querySelectorAll(OTHERS)].reverse()) {
    if (element.querySelector(BLOCKS)) wrapLines(element);
    else renamed(element, "p");
  }
  // The outermost first, so that each node is moved once.
  unwrapAll(body.querySelectorAll(OTHERS));
  // Lines without any paragraph, as chats copy them.
  if (body.querySelector("br") && !body.querySelector(BLOCKS)) {
    const paragraph = body.ownerDocument.createElement("p");
    paragraph.append(contentOf(body));
    body.append(paragraph);
  }
  wrapLines(body);
}

const isBlock = (node) => node.nodeType === 1 && node.matches(`${BLOCKS}, ${OTHERS}`);

/** Puts text beside blocks into paragraphs; text alone stays, since it is a part of a line. */
function wrapLines(parent) {
  if (![...parent.childNodes].some(isBlock)) return;
  let line;
  for (const node of [...parent.childNodes]) {
    if (isBlock(node)) line = undefined;
    else {
      if (!line) {
        line = parent.ownerDocument.createElement("p");
        node.before(line);
      }
      line.append(node);
    }
  }
}

/** Links lead somewhere; those of Facebook lead there directly, and those to this site have no host. */
function mendLinks(body, origin) {
  for (const link of body.querySelectorAll("a")) {
    let href = link.getAttribute("href") ?? "";
    const through = /^https:\/\/l\.facebook\.com\/l\.php\?u=([^&]+)/.exec(href);
    if (through) href = decodeURIComponent(through[1]).replace(/[?&]fbclid=[^&#]*/, "");
    if (href.startsWith(`${origin}/`)) href = href.slice(origin.length);
    const safe = href.startsWith("#") ? undefined : address(href);
    if (safe === undefined || link.textContent.trim() === "") unwrapAll([link]);
    else link.setAttribute("href", safe);
  }
}

function keepKnown(body) {
  for (const element of body.querySelectorAll("*")) {
    if (!KEPT.has(element.localName)) unwrapAll([element]);
    else for (const { name } of [...element.attributes]) if (!ATTRIBUTES[element.localName]?.includes(name)) element.removeAttribute(name);
  }
}
