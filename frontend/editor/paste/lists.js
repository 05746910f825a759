// Lists. Word copies them as paragraphs; other programs put paragraphs into each item.

const WORD_LIST = /mso-list:\s*(?!none|ignore)\S+\s+level(\d+)/i;
/** A bullet that was typed, or that a font has drawn. */
const BULLET = /^[\s\u00a0]*(?:[·•▪●○◦§\uf0b7\uf0a7\uf0d8]|o(?=[\u00a0\t ]{2}))[\u00a0\s]+/u;
const NUMBER = /^\s*\(?(\d{1,3}|[a-z]{1,4})[.)]/i;

export function makeLists(body) {
  makeWordLists(body);
  makeTypedLists(body);
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) (list.previousElementSibling ?? list.parentElement).append(list);
  // The only paragraph of an item or a cell says nothing.
  for (const paragraph of body.querySelectorAll("li > p, td > p, th > p, li > div, td > div, th > div")) {
    const blocks = [...paragraph.parentElement.children].filter((child) => /^(p|div|h\d|blockquote|table|pre)$/.test(child.localName));
    if (blocks.length === 1) paragraph.replaceWith(...paragraph.childNodes);
  }
}

/** Each paragraph of a Word list, its level, and the text of its mark. */
function wordItem(paragraph) {
  const level = WORD_LIST.exec(paragraph.dataset.style ?? "");
  if (!level) return undefined;
  const mark = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style ?? ""));
  const text = mark?.textContent ?? "";
  mark?.remove();
  return { paragraph, level: Number(level[1]), mark: text };
}

function makeWordLists(body) {
  let open = [];
  let last;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    // A heading with a number stays a heading.
    const item = paragraph.localName === "p" ? wordItem(paragraph) : wordItem(paragraph) && undefined;
    if (!item) continue;
    if (!last || last.nextElementSibling !== paragraph) open = [];
    const number = NUMBER.exec(item.mark);
    const kind = number ? "ol" : "ul";
    open.length = Math.min(open.length, item.level);
    // Another kind of list at the same level is another list.
    if (open[item.level - 1] && open[item.level - 1].localName !== kind) open.length = item.level - 1;
    while (open.length < item.level) {
      const list = body.ownerDocument.createElement(kind);
      const outer = open.at(-1);
      if (outer) (outer.lastElementChild ?? outer.appendChild(body.ownerDocument.createElement("li"))).append(list);
      else paragraph.before(list);
      if (number && /^\d+$/.test(number[1]) && Number(number[1]) > 1) list.setAttribute("start", String(Number(number[1])));
      open.push(list);
    }
    const line = body.ownerDocument.createElement("li");
    line.append(...paragraph.childNodes);
    open.at(-1).append(line);
    paragraph.remove();
    last = open[0];
  }
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
    line.append(...paragraph.childNodes);
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
