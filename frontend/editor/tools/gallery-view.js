// A gallery in the text, as readers see it, with its buttons below.
import { closeHistory } from "@tiptap/pm/history";
import { separated } from "../schema/gallery-parts.js";
import { addButton, besideText } from "./buttons.js";
import { setCommon } from "./figure-view.js";
import { askForGallery } from "./gallery.js";

export function galleryView({ node: first, editor, getPos, HTMLAttributes }) {
  let node = first;
  const dom = document.createElement("div");
  const contentDOM = dom.appendChild(document.createElement("figure"));
  contentDOM.className = "gallery";
  setCommon(contentDOM, HTMLAttributes);
  const row = dom.appendChild(document.createElement("div"));
  row.className = "editor-figure__tools";
  row.contentEditable = "false";
  /** Puts nodes in its place. */
  const become = (nodes) => () => {
    const at = getPos();
    if (at !== undefined) editor.view.dispatch(closeHistory(editor.state.tr).replaceWith(at, at + node.nodeSize, nodes()));
    editor.view.focus();
  };
  addButton(row, "Thêm hình vào bộ", () => askForGallery(editor, undefined, getPos));
  addButton(row, "Tách bộ ảnh", become(() => separated(node)));
  addButton(row, "Bỏ bộ ảnh", become(() => []));
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      return true;
    },
    ...besideText(row, contentDOM),
  };
}
