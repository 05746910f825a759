// A picture in the text: its caption is written below it, and its alternative text below that. In a gallery it can be
// moved among the others.
import { closeHistory } from "@tiptap/pm/history";
import { ArrowLeft, ArrowRight, createElement } from "lucide";
import { addButton, besideText } from "./buttons.js";

/** Whether a picture is one of this site. */
export const isOwn = (src) => /^\/(?!\/)/.test(src);

/** Sets the attributes that any element may have. */
export function setCommon(dom, attributes) {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) dom.setAttribute(name, value);
}

/** Says in an empty caption what belongs there. */
export function showEmpty(dom, node, words) {
  dom.classList.toggle("editor-empty", node.childCount === 0);
  dom.dataset.placeholder = words;
}

export function figureView({ node: first, editor, getPos, HTMLAttributes }) {
  let node = first;
  const dom = document.createElement("figure");
  setCommon(dom, HTMLAttributes);
  const image = dom.appendChild(document.createElement("img"));
  const contentDOM = dom.appendChild(document.createElement("figcaption"));
  const row = dom.appendChild(document.createElement("div"));
  row.className = "editor-figure__tools";
  row.contentEditable = "false";
  const label = row.appendChild(document.createElement("label"));
  label.append("Mô tả cho người không nhìn thấy hình");
  const alt = label.appendChild(document.createElement("input"));
  alt.className = "field__input";
  alt.addEventListener("input", () => {
    const at = getPos();
    if (at !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(at, "alt", alt.value.trim()));
  });
  // Otherwise the key would send the form.
  alt.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  addMoves(row, editor, getPos);
  addButton(row, "Bỏ hình này", () => {
    const at = getPos();
    if (at !== undefined) editor.view.dispatch(closeHistory(editor.state.tr).delete(at, at + node.nodeSize));
    editor.view.focus();
  });
  const show = () => {
    if (isOwn(node.attrs.src) && image.getAttribute("src") !== node.attrs.src) image.setAttribute("src", node.attrs.src);
    image.alt = node.attrs.alt || "Hình chưa có mô tả";
    if (alt.value.trim() !== node.attrs.alt) alt.value = node.attrs.alt;
    showEmpty(contentDOM, node, "Chú thích dưới hình");
  };
  show();
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      show();
      return true;
    },
    ...besideText(row, contentDOM),
  };
}

/** The buttons that exchange a picture with the one before or after it; shown in a gallery only. */
function addMoves(row, editor, getPos) {
  const moves = row.appendChild(document.createElement("span"));
  moves.className = "editor-figure__moves";
  const add = (label, sign, step) => addButton(moves, label, () => move(editor, getPos(), step), createElement(sign, { width: 18, height: 18, "aria-hidden": "true" }));
  add("Dời hình lên trước", ArrowLeft, -1);
  add("Dời hình ra sau", ArrowRight, 1);
}

/** Moves the picture at a position; the focus stays on the button. */
function move({ view }, position, step) {
  if (position === undefined) return;
  const tr = closeHistory(view.state.tr);
  const place = tr.doc.resolve(position);
  const number = place.index() + step;
  const other = place.parent.maybeChild(number);
  if (other?.type.name !== "figure") return;
  const from = step < 0 ? position - other.nodeSize : position;
  const pair = step < 0 ? [place.nodeAfter, other] : [other, place.nodeAfter];
  view.dispatch(tr.replaceWith(from, from + other.nodeSize + place.nodeAfter.nodeSize, pair));
  const isAtEnd = number === 0 || place.parent.child(number + 1)?.type.name !== "figure";
  const moved = view.nodeDOM(step < 0 ? from : from + other.nodeSize);
  const [before, after] = moved.querySelectorAll(".editor-figure__moves button");
  // At an end there is no further.
  ((step < 0) === isAtEnd ? after : before).focus();
}
