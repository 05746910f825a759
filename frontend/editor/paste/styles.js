// Marks of text that are written as styles: Google Docs, Zalo and Facebook do so.
import { styleOf, unwrapAll } from "./dom.js";

const decorated = (word) => (element) => ["text-decoration", "text-decoration-line"].some((name) => styleOf(element, name).includes(word));
const STYLES = [
  ["strong", (element) => /^(bold|bolder|[6-9]00)\b/.test(styleOf(element, "font-weight"))],
  ["em", (element) => /^(italic|oblique)\b/.test(styleOf(element, "font-style"))],
  ["u", decorated("underline")],
  ["s", decorated("line-through")],
  ["sup", (element) => styleOf(element, "vertical-align") === "super"],
  ["sub", (element) => styleOf(element, "vertical-align") === "sub"],
];

export function makeMarks(body) {
  for (const element of [...body.querySelectorAll("span[data-style], font[data-style], a[data-style]")]) {
    for (const [name, applies] of STYLES) {
      // A link is underlined by itself, and a heading is bold.
      const given = (name === "u" && element.closest("a, [href]")) || (name === "u" && element.querySelector("a")) || (name === "strong" && element.closest("h1, h2, h3, h4, h5, h6, th"));
      if (given || !applies(element)) continue;
      const mark = body.ownerDocument.createElement(name);
      mark.append(...element.childNodes);
      element.append(mark);
    }
  }
  unwrapAll(body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)"));
  unwrapAll(body.querySelectorAll("a u"));
}
