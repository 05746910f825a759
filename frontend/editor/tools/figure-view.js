// A picture in the text: its caption is written below it, and its alternative text below that.

/** Whether a picture is one of this site. */
export const isOwn = (src) => /^\/(?!\/)/.test(src);

export function figureView({ node: first, editor, getPos, HTMLAttributes }) {
  let node = first;
  const dom = document.createElement("figure");
  for (const [name, value] of Object.entries(HTMLAttributes)) if (value !== null) dom.setAttribute(name, value);
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
  const remove = row.appendChild(document.createElement("button"));
  remove.type = "button";
  remove.className = "editor-card__button";
  remove.textContent = "Bỏ hình này";
  remove.addEventListener("click", () => {
    const at = getPos();
    if (at !== undefined) editor.chain().command(({ tr }) => Boolean(tr.delete(at, at + node.nodeSize))).run();
    editor.view.focus();
  });
  const show = () => {
    if (isOwn(node.attrs.src) && image.getAttribute("src") !== node.attrs.src) image.setAttribute("src", node.attrs.src);
    image.alt = node.attrs.alt || "Hình chưa có mô tả";
    if (alt.value.trim() !== node.attrs.alt) alt.value = node.attrs.alt;
    contentDOM.classList.toggle("editor-empty", node.childCount === 0);
    contentDOM.dataset.placeholder = "Chú thích dưới hình";
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
    stopEvent: (event) => row.contains(event.target),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
}
