// Galleries: pictures side by side, with a caption for all of them. What is a gallery is judged as the server does it
// (app/domain/src/news/sanitize/galleries.rs).
import { Node } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { setCommon, showEmpty } from "../tools/figure-view.js";
import { galleryView } from "../tools/gallery-view.js";
import { FEWEST, separated } from "./gallery-parts.js";

const isPicture = (element) => element.localName === "figure" && element.firstElementChild?.localName === "img";

function isGallery(figure) {
  const parts = [...figure.children];
  const pictures = parts.at(-1)?.localName === "figcaption" ? parts.slice(0, -1) : parts;
  return pictures.length >= FEWEST && pictures.every(isPicture);
}

/** What becomes of galleries of which too few pictures are left. */
function separateSmall(transactions, _, { doc, tr }) {
  if (!transactions.some(({ docChanged }) => docChanged)) return undefined;
  doc.forEach((node, at) => {
    if (node.type.name === "gallery" && node.childCount <= FEWEST) tr.replaceWith(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize), separated(node));
  });
  return tr.docChanged ? tr : undefined;
}

/** Pictures, and at the end the caption, which may be empty. */
const Gallery = Node.create({
  name: "gallery",
  group: "single",
  content: "figure* galleryCaption",
  draggable: true,
  isolating: true,
  defining: true,
  parseHTML: () => [{ tag: "figure", priority: 60, getAttrs: (figure) => isGallery(figure) && null }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addNodeView: () => galleryView,
  addProseMirrorPlugins: () => [new Plugin({ appendTransaction: separateSmall })],
});

const GalleryCaption = Node.create({
  name: "galleryCaption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption", context: "gallery/" }],
  renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
  addNodeView: () => ({ node: first, HTMLAttributes }) => {
    const dom = document.createElement("figcaption");
    setCommon(dom, HTMLAttributes);
    const update = (node) => {
      if (node.type === first.type) showEmpty(dom, node, "Chú thích chung của bộ ảnh");
      return node.type === first.type;
    };
    update(first);
    return { dom, contentDOM: dom, update };
  },
});

export const GALLERIES = [Gallery, GalleryCaption];
