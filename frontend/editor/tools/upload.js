// Pictures that are dropped or pasted as files, or chosen in the dialog: they are sent to the pictures of the desk
// while one goes on writing. Where each will stand is marked outside of the text, so a save never contains it.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { MISSING } from "../paste/pictures.js";

const KEY = new PluginKey("upload");
const KINDS = ["image/jpeg", "image/png", "image/webp"];
const MOST_BYTES = 20 * 1024 * 1024;
const OFFLINE = "Mất kết nối với trang khi đang gửi hình. Xin gửi lại sau ít phút.";
const SIGNED_OUT = "Phiên đăng nhập đã hết. Xin đăng nhập ở một thẻ khác rồi gửi lại hình.";

/** Sends a picture; gives its address and texts, or the reason why it was refused. */
async function send(host, file, { alt = "", caption = "" }) {
  if (!KINDS.includes(file.type)) return { reason: `${file.name} không phải là hình JPEG, PNG hoặc WebP.` };
  if (file.size > MOST_BYTES) return { reason: `${file.name} lớn hơn 20 MB.` };
  const data = new FormData();
  data.set("hinh", file, file.name);
  data.set("mo-ta", alt);
  data.set("chu-thich", caption);
  const answer = await fetch(host.getAttribute("pictures"), { method: "POST", body: data }).catch(() => undefined);
  if (!answer) return { reason: OFFLINE };
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // The page of the picture shows the HTML to copy.
  const code = page.getElementById("doan-ma");
  if (answer.ok && code) {
    const figure = new DOMParser().parseFromString(code.textContent, "text/html").querySelector("figure");
    const image = figure.querySelector("img");
    return { src: image.getAttribute("src"), alt: image.alt, caption: figure.querySelector("figcaption")?.textContent ?? "" };
  }
  const why = ["[data-reason]", ".field__problem:not([hidden])", ".notice__text", ".error-page__sentence"].map((place) => page.querySelector(place)?.textContent.trim());
  return { reason: answer.ok ? SIGNED_OUT : (why.find(Boolean) ?? OFFLINE) };
}

function waiting(name) {
  const dom = document.createElement("p");
  dom.className = "editor-waiting";
  dom.textContent = `Đang tải hình ${name}…`;
  return dom;
}

/** The place between two blocks that is nearest to a position. */
function between(doc, position) {
  const place = doc.resolve(Math.min(position, doc.content.size));
  return place.depth === 0 ? place.pos : place.after(1);
}

/** Sends pictures, and puts them below the block at this position. */
export async function takePictures(editor, host, files, position, words = {}) {
  const { view } = editor;
  const list = [...files].map((file) => ({ id: {}, file }));
  for (const { id, file } of list) view.dispatch(view.state.tr.setMeta(KEY, { add: { id, at: between(view.state.doc, position), name: file.name } }));
  for (const { id, file } of list) {
    const sent = await send(host, file, words);
    const [mark] = KEY.getState(view.state).find(undefined, undefined, (spec) => spec.id === id);
    if (view.isDestroyed) return;
    const tr = view.state.tr.setMeta(KEY, { remove: id });
    if (sent.reason) host.frame.say(sent.reason);
    // Without a mark what was around it has been deleted meanwhile.
    else place(tr, mark?.from ?? tr.doc.content.size, sent);
    view.dispatch(tr);
  }
}

/** Puts a picture at a place between blocks; a paragraph before it that stands for a picture gives way. */
function place(tr, at, { src, alt, caption }) {
  const { schema, before } = { schema: tr.doc.type.schema, before: tr.doc.resolve(at).nodeBefore };
  const figure = schema.nodes.figure.create({ src, alt }, caption ? schema.text(caption) : null);
  const stands = before?.type.name === "paragraph" && (before.childCount === 0 || MISSING.test(before.textContent));
  tr.replaceWith(stands ? at - before.nodeSize : at, at, figure);
}

export const Upload = Extension.create({
  name: "upload",
  addOptions: () => ({ host: undefined }),
  addProseMirrorPlugins() {
    const { editor, options: { host } } = this;
    const take = (transfer, position) => {
      const files = [...(transfer?.files ?? [])];
      if (files.length === 0) return false;
      takePictures(editor, host, files, position);
      return true;
    };
    return [
      new Plugin({
        key: KEY,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, set) {
            const { add, remove } = tr.getMeta(KEY) ?? {};
            let marks = set.map(tr.mapping, tr.doc);
            if (add) marks = marks.add(tr.doc, [Decoration.widget(add.at, () => waiting(add.name), { id: add.id, side: -1 })]);
            if (remove) marks = marks.remove(marks.find(undefined, undefined, (spec) => spec.id === remove));
            return marks;
          },
        },
        props: {
          decorations: (state) => KEY.getState(state),
          // Word puts a picture of the text beside the text itself.
          handlePaste: (view, event) => !event.clipboardData?.types.includes("text/html") && take(event.clipboardData, view.state.selection.to),
          handleDrop(view, event, _, moved) {
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            const taken = !moved && take(event.dataTransfer, at?.pos ?? view.state.doc.content.size);
            if (taken) event.preventDefault();
            return taken;
          },
        },
      }),
    ];
  },
});
