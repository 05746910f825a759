// Small changes of a document.

/** Takes the content out of an element. Hundreds of thousands of nodes are too many arguments for one call, and
 * ranges slow down each later change of the document. */
export function contentOf(element) {
  const content = element.ownerDocument.createDocumentFragment();
  while (element.firstChild) content.append(element.firstChild);
  return content;
}

/** Replaces elements by their content. */
export function unwrapAll(elements) {
  for (const element of elements) element.replaceWith(contentOf(element));
}

/** Parses HTML into a document of its own, in which nothing is loaded or run. The policy of the page forbids
 * styles and handlers, and Chromium reports them even there, so they are put aside in `data-style` and the like. */
export function parse(html) {
  const quiet = html.replace(/<style\b(?:(?!<style\b)[\s\S])*?<\/style\s*>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
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
  other.append(contentOf(element));
  element.replaceWith(other);
  return other;
}

export const isBlankText = (node) => node.nodeType === 3 && node.data.trim() === "";

/** Whether there is nothing to see in an element. */
export function isEmpty(element) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!isBlankText(walker.currentNode)) return false;
  return !element.querySelector("img, hr");
}
