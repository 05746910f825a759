// What stands by itself: pictures, polls, and HTML that the editor does not change.
import { Node } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { figureView, isOwn } from "../tools/figure-view.js";
import { htmlBlockView, pollView } from "../tools/single-views.js";

const PICTURE = { src: { default: "" }, alt: { default: "" } };


/** The picture of a figure. */
const pictureOf = (figure) => figure.querySelector("img") ?? false;

/** A picture with its caption; the caption is the content. */
const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,
  defining: true,
  addAttributes: () => ({
    src: { ...PICTURE.src, rendered: false, parseHTML: (element) => pictureOf(element).getAttribute("src") ?? "" },
    alt: { ...PICTURE.alt, rendered: false, parseHTML: (element) => pictureOf(element).getAttribute("alt") ?? "" },
  }),
  parseHTML: () => [{ tag: "figure", getAttrs: (figure) => pictureOf(figure) && null, contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption") }],
  renderHTML: ({ node, HTMLAttributes }) => ["figure", HTMLAttributes, ["img", { src: node.attrs.src, alt: node.attrs.alt }], ["figcaption", 0]],
  addNodeView: () => figureView,
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.command(leaveCaption) };
  },
});

/** Enter in a caption begins a paragraph below the picture, or below the gallery. */
function leaveCaption({ state, tr, dispatch }) {
  const { $from, $to } = state.selection;
  if (!["figure", "galleryCaption"].includes($from.parent.type.name) || !$from.sameParent($to)) return false;
  const isGathered = $from.node(-1).type.name === "gallery";
  const after = $from.after(isGathered ? -1 : undefined);
  const next = tr.doc.nodeAt(after);
  if (dispatch && !(next?.type.name === "paragraph" && next.childCount === 0)) tr.insert(after, state.schema.nodes.paragraph.create());
  if (dispatch) tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView();
  return true;
}

/** A picture within a line. */
const Picture = Node.create({
  name: "picture",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => PICTURE,
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  // Pictures of other sites are not loaded; the server refuses them.
  addNodeView: () => ({ node }) => {
    const dom = document.createElement("img");
    dom.alt = node.attrs.alt || "Hình";
    if (isOwn(node.attrs.src)) dom.src = node.attrs.src;
    return { dom };
  },
});

/** A poll, shown to readers with its results. */
const Poll = Node.create({
  name: "poll",
  group: "single",
  atom: true,
  draggable: true,
  // The questions of the polls that the form knows, by their ids.
  addOptions: () => ({ questions: new Map() }),
  addAttributes: () => ({ poll: { default: "", parseHTML: (element) => element.dataset.poll, renderHTML: ({ poll }) => ({ "data-poll": poll }) } }),
  parseHTML: () => [{ tag: "p[data-poll]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes],
  addNodeView() {
    return pollView(this.options.questions);
  },
});

/** HTML that is allowed, but that the editor cannot show without loss. It can be moved and deleted, and
 * changed as HTML. */
const HtmlBlock = Node.create({
  name: "htmlBlock",
  group: "single",
  atom: true,
  draggable: true,
  addAttributes: () => ({ html: { default: "", parseHTML: (element) => element.dataset.html, renderHTML: ({ html }) => ({ "data-html": html }) } }),
  parseHTML: () => [{ tag: "div[data-html]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView: () => htmlBlockView,
});

export const SINGLE = [Figure, Picture, Poll, HtmlBlock];
