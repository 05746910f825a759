// Paragraphs of one link to a video or a file, shown as readers see them.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { isFileAddress } from "./file.js";
import { isVideo } from "./video.js";

/** The class that readers see; undefined for other blocks. */
function classOf(node) {
  const only = node.type.name === "paragraph" && node.childCount === 1 ? node.firstChild : undefined;
  const link = only?.isText && only.marks.length === 1 ? only.marks[0] : undefined;
  if (link?.type.name !== "link") return undefined;
  if (isVideo(link.attrs.href)) return "video";
  return isFileAddress(link.attrs.href) ? "file" : undefined;
}

function decorate(doc) {
  const shown = [];
  doc.forEach((node, at) => {
    const name = classOf(node);
    if (name) shown.push(Decoration.node(at, at + node.nodeSize, { class: name }));
  });
  return DecorationSet.create(doc, shown);
}

export const Alone = Extension.create({
  name: "alone",
  addProseMirrorPlugins: () => [
    new Plugin({
      state: {
        init: (_, { doc }) => decorate(doc),
        apply: (tr, shown) => (tr.docChanged ? decorate(tr.doc) : shown),
      },
      props: {
        decorations(state) {
          return this.getState(state);
        },
      },
    }),
  ],
});
