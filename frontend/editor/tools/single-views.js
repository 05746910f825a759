// Polls and HTML blocks in the text: cards with a name and buttons.
import { addButton } from "./buttons.js";
import { askForHtml } from "./dialogs.js";

/** A card; `show` fills it from the node. */
function card(name, { node: first, editor, getPos }, show, buttons) {
  let node = first;
  const dom = document.createElement("div");
  dom.className = "editor-card";
  dom.contentEditable = "false";
  const heading = dom.appendChild(document.createElement("p"));
  heading.className = "editor-card__name";
  heading.textContent = name;
  const body = dom.appendChild(document.createElement("p"));
  body.className = "editor-card__text";
  const row = dom.appendChild(document.createElement("div"));
  row.className = "editor-card__buttons";
  const remove = {
    label: "Bỏ khối này",
    run: () => editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + node.nodeSize)),
  };
  for (const { label, run } of [...buttons, remove]) {
    addButton(row, label, async () => {
      await run(node);
      editor.view.focus();
    });
  }
  body.textContent = show(node);
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      body.textContent = show(node);
      return true;
    },
    stopEvent: (event) => row.contains(event.target),
    ignoreMutation: () => true,
  };
}

export const pollView = (questions) => (props) =>
  card("Cuộc bình chọn", props, (node) => questions.get(node.attrs.poll) ?? `Số ${node.attrs.poll}`, []);

/** The text of a piece of HTML, by its letters: nothing is parsed only to be named. */
function textOf(html) {
  const text = html.replace(/<\/(dt|dd|p|li|td|th|h\d|figcaption)>/g, " · ").replace(/<[^>]*>/g, "");
  const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&amp;": "&" };
  return text.replace(/&(?:lt|gt|quot|nbsp|amp);/g, (entity) => entities[entity]).replace(/\s+/g, " ").replace(/( · )+/g, " · ").replace(/ · $/, "").trim();
}

export function htmlBlockView(props) {
  const { editor, getPos } = props;
  const change = {
    label: "Sửa mã HTML",
    run: async (node) => {
      const html = await askForHtml(node.attrs.html);
      if (html !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), "html", html));
    },
  };
  return card("Khối HTML được giữ nguyên", props, (node) => textOf(node.attrs.html) || node.attrs.html, [change]);
}
