// Videos of YouTube and Vimeo: a paragraph of one link, which readers can play in its place. The server judges addresses
// in the same way (app/domain/src/news/sanitize/videos.rs).
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const YOUTUBE = /^https:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:[^#]*&)?v=|shorts\/|live\/)|youtu\.be\/)([\w-]{11})(?:[?&#]|$)/;
const VIMEO = /^https:\/\/(?:www\.)?vimeo\.com\/(\d{6,12})(?:[?&#]|$)/;

/** The address of a video as it is stored; undefined if it is none. */
export function videoAddress(typed) {
  const text = typed.trim().replace(/^(?:http:\/\/)?(?=[\w.]*(?:youtube\.com|youtu\.be|vimeo\.com)\/)/, "https://");
  const [youtube, vimeo] = [YOUTUBE.exec(text)?.[1], VIMEO.exec(text)?.[1]];
  if (youtube) return `https://www.youtube.com/watch?v=${youtube}`;
  return vimeo && `https://vimeo.com/${vimeo}`;
}

function isVideo(node) {
  const only = node.type.name === "paragraph" && node.childCount === 1 ? node.firstChild : undefined;
  const link = only?.isText && only.marks.length === 1 ? only.marks[0] : undefined;
  return link?.type.name === "link" && (YOUTUBE.test(link.attrs.href) || VIMEO.test(link.attrs.href));
}

function decorate(doc) {
  const videos = [];
  doc.forEach((node, at) => {
    if (isVideo(node)) videos.push(Decoration.node(at, at + node.nodeSize, { class: "video" }));
  });
  return DecorationSet.create(doc, videos);
}

/** Shows such paragraphs as readers see them. */
export const Video = Extension.create({
  name: "video",
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
