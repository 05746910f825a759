// Small changes of a document.

/** Replaces elements by their content. */
export function unwrapAll(elements) {
  for (const element of elements) element.replaceWith(...element.childNodes);
}

/** Parses HTML into a document of its own, in which nothing is loaded or run. The policy of the page forbids
 * styles and handlers, and Chromium reports them even there, so they are put aside in `data-style` and the like. */
export function parse(html) {
  const quiet = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  return new DOMParser().parseFromString(quiet, "text/html");
}

/** The value of a style that an element was written with; empty if there is none. */
export function styleOf(element, name) {
  for (const line of (element.dataset.style ?? "").split(";")) {
    const at = line.indexOf(":");
    if (line.slice(0, at).trim().toLowerCase() === name) return line.slice(at + 1).trim().toLowerCase();
  }
  return "";
}

/** Gives an element another name. */
export function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  for (const { name: attribute, value } of element.attributes) if (/^[a-z-]+$/.test(attribute)) other.setAttribute(attribute, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}
