// Writes a node as HTML, exactly as the server's sanitizer keeps it. Works on plain text, so that it is fast and
// can be tested without a browser.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>\u00a0]/g, (letter) => ESCAPES[letter]);
const attribute = (name, value) => (value === null || value === undefined ? "" : ` ${name}="${String(value).replace(/[&<>\u00a0"]/g, (letter) => ESCAPES[letter])}"`);
const common = ({ lang, title }) => attribute("lang", lang) + attribute("title", title);

/** The nodes do not change, so each is written once. */
const written = new WeakMap();

/** The HTML of a block. */
export function blockHtml(node, parent) {
  const bare = isBare(node, parent);
  if (bare) return inlineHtml(node);
  if (!written.has(node)) written.set(node, (WRITERS[node.type.name] ?? plain)(node));
  return written.get(node);
}

/** Whether a paragraph is written without its tags, as the only one of a list item or cell. */
function isBare(node, parent) {
  if (node.type.name !== "paragraph" || node.attrs.tag || node.attrs.lang || node.attrs.title) return false;
  if (!["listItem", "tableCell", "tableHeader"].includes(parent?.type.name)) return false;
  return node === parent.firstChild && !parent.content.content.some((child) => child !== node && child.isTextblock);
}

/** Without content there is nothing to show. */
const filled = (tag, node, more) => {
  const content = children(node);
  return content === "" ? "" : element(tag, node, content, more);
};
const children = (node) => node.content.content.map((child) => blockHtml(child, node)).join("");
const element = (tag, node, content, more = "") => `<${tag}${more}${common(node.attrs)}>${content}</${tag}>`;
const plain = (node) => element(node.type.name, node, children(node));

const WRITERS = {
  paragraph(node) {
    const html = element("p", node, inlineHtml(node));
    // The sanitizer removes it as well.
    return html === "<p></p>" ? "" : html;
  },
  heading: (node) => (node.childCount === 0 ? "" : element(`h${node.attrs.level}`, node, inlineHtml(node))),
  // The sanitizer removes line feeds at the beginning.
  preformatted: (node) => element("pre", node, inlineHtml(node).replace(/^\n+/, "")),
  blockquote: (node) => filled("blockquote", node),
  bulletList: (node) => filled("ul", node),
  orderedList: (node) => filled("ol", node, node.attrs.start === 1 ? "" : attribute("start", node.attrs.start)),
  listItem: (node) => element("li", node, children(node)),
  divider: (node) => `<hr${common(node.attrs)}>`,
  figure(node) {
    const caption = inlineHtml(node);
    return element("figure", node, picture({ ...node.attrs, lang: null, title: null }) + (caption && `<figcaption>${caption}</figcaption>`));
  },
  gallery: (node) => element("figure", node, children(node)),
  galleryCaption(node) {
    const caption = inlineHtml(node);
    return caption && element("figcaption", node, caption);
  },
  poll: (node) => `<p${attribute("data-poll", node.attrs.poll)}></p>`,
  htmlBlock: (node) => node.attrs.html,
  table,
};

/** An empty `alt` comes last, as the sanitizer puts it. */
const picture = ({ src, alt, ...attributes }) => `<img${alt ? attribute("alt", alt) + attribute("src", src) : attribute("src", src)}${common(attributes)}${alt ? "" : ' alt=""'}>`;

/** Rows that consist of header cells at the beginning are the head, unless the row says otherwise. */
function table(node) {
  let html = node.attrs.caption === null ? "" : `<caption>${node.attrs.caption}</caption>`;
  let open = null;
  let head = true;
  node.forEach((row) => {
    const headers = row.content.content.every((cell) => cell.type.name === "tableHeader");
    head = head && headers;
    const section = sectionOf(row, head);
    if (section !== open) html += `${open ? `</${open}>` : ""}<${section}>`;
    open = section;
    html += element("tr", row, row.content.content.map((cell) => cellHtml(cell, head)).join(""));
  });
  return element("table", node, html + (open ? `</${open}>` : ""));
}

/** A row may have become a head, or none, since it was read. */
function sectionOf(row, head) {
  if (row.attrs.section === "tfoot") return "tfoot";
  if (head && row.content.content.every((cell) => cell.attrs.scope === "auto")) return "thead";
  if (row.attrs.section === "thead") return head ? "thead" : "tbody";
  return row.attrs.section ?? (head ? "thead" : "tbody");
}

function cellHtml(cell, head) {
  const { colspan, rowspan, scope } = cell.attrs;
  const header = cell.type.name === "tableHeader";
  const spans = (colspan === 1 ? "" : attribute("colspan", colspan)) + (rowspan === 1 ? "" : attribute("rowspan", rowspan));
  const reach = scope === "auto" ? (head ? "col" : "row") : scope || null;
  return element(header ? "th" : "td", cell, children(cell), spans + (header ? attribute("scope", reach) : ""));
}

/** The HTML of a textblock's content. Marks stay open as long as the next text has them too. */
export function inlineHtml(node) {
  let html = "";
  let open = [];
  const close = (kept) => {
    while (open.length > kept) html += `</${markTag(open.pop())}>`;
  };
  node.forEach((child) => {
    let same = 0;
    while (same < open.length && same < child.marks.length && open[same].eq(child.marks[same])) same += 1;
    close(same);
    for (const mark of child.marks.slice(same)) {
      html += `<${markTag(mark)}${mark.type.name === "link" ? attribute("href", mark.attrs.href) : ""}${common(mark.attrs)}>`;
      open.push(mark);
    }
    if (child.isText) html += escaped(child.text);
    else html += child.type.name === "hardBreak" ? "<br>" : picture(child.attrs);
  });
  close(0);
  return html;
}

const markTag = (mark) => ({ link: "a", abbreviation: "abbr" })[mark.type.name] ?? mark.attrs.tag;
