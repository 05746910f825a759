// Whether two pieces of HTML read the same: the same elements around the same words. The order of inline
// elements within each other, their division, and white space that is not shown make no difference.

const BLOCK = /^(blockquote|caption|dd|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|table|tbody|td|tfoot|th|thead|tr|ul|div)$/;
/** Elements in which text may stand without a paragraph. */
const CONTAINER = /^(li|td|th|dd|blockquote|div)$/;
/** One within the other says no more than one. */
const SYNONYMS = { b: "strong", i: "em" };
const SPACES = /[ \t\n\r\f]+/g;

export const isBlock = (node) => node.nodeType === 1 && BLOCK.test(node.localName);
export const isBlank = (node) => node.nodeType === 3 && !/[^ \t\n\r\f]/.test(node.data);

export const readsTheSame = (one, other) => reading(one) === reading(other);

const named = (element) => element.localName + [...element.attributes].map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).sort().join("");

/** What an element reads as. */
function reading(root) {
  const words = [];
  readBlock(root, words);
  return words.join("");
}

function readBlock(element, words) {
  if (element.localName === "pre") return readLine([...element.childNodes], words, true);
  let line = [];
  const flush = () => {
    const shown = line.some((node) => !isBlank(node));
    if (shown && CONTAINER.test(element.localName)) words.push("<p>");
    if (shown) readLine(line, words, false);
    if (shown && CONTAINER.test(element.localName)) words.push("</p>");
    line = [];
  };
  for (const node of element.childNodes) {
    if (!isBlock(node)) line.push(node);
    else {
      flush();
      words.push(`<${named(node)}>`);
      readBlock(node, words);
      words.push(`</${node.localName}>`);
    }
  }
  return flush();
}

/** Text with the inline elements around each piece of it. */
function readLine(nodes, words, preformatted) {
  const pieces = [];
  const walk = (node, around) => {
    if (node.nodeType === 3) pieces.push({ text: node.data, around });
    else if (node.nodeType !== 1) return;
    else if (node.localName === "br" || node.localName === "img" || isBlock(node)) pieces.push({ token: isBlock(node) ? node.outerHTML : named(node), around, breaks: node.localName === "br" });
    // A link without an address is no link.
    else for (const child of node.childNodes) walk(child, node.localName === "a" && node.attributes.length === 0 ? around : [...around, SYNONYMS[named(node)] ?? named(node)]);
  };
  for (const node of nodes) walk(node, []);
  let after = true;
  let last;
  const line = [];
  for (const { text, token, around, breaks } of pieces) {
    let shown = text;
    if (shown !== undefined && !preformatted) {
      shown = shown.replace(SPACES, " ");
      if (after && shown.startsWith(" ")) shown = shown.slice(1);
    }
    if (shown === "") continue;
    const marks = [...new Set(around)].sort().join("|");
    if (marks !== last) line.push({ marks });
    last = marks;
    line.push(shown === undefined ? { token } : { shown });
    after = shown === undefined ? Boolean(breaks) : shown.endsWith(" ");
  }
  if (!preformatted) trimEnd(line);
  // Text nodes are joined, so that their division makes no difference.
  for (const { marks, token, shown } of line) words.push(marks === undefined ? (token === undefined ? shown.replaceAll("<", "&lt;") : `<${token}>`) : `{${marks}}`);
}

function trimEnd(line) {
  while (line.length > 0) {
    const end = line.at(-1);
    if (end.shown !== undefined) {
      end.shown = end.shown.replace(/ $/, "");
      if (end.shown !== "") return;
    } else if (end.token !== undefined) return;
    line.pop();
  }
}
