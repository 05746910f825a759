// Pictures that are dropped or pasted as files, or chosen in the dialog: they are sent to the pictures of the desk
// while one goes on writing.
import { Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Plugin } from "@tiptap/pm/state";
import { MISSING } from "../paste/pictures.js";
import { gathered } from "../schema/gallery-parts.js";
import { isFile, takeFile } from "./file.js";
import { hold, put } from "./waiting.js";
import { isWord, takeWord } from "./word.js";

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

/** A picture with its words. */
export const figure = (schema, { src, alt, caption }) => schema.nodes.figure.create({ src, alt }, caption ? schema.text(caption) : null);

/** Sends pictures, and puts them below the block at this position. */
export async function takePictures(editor, host, files, position, words = {}) {
  const { view } = editor;
  const list = [...files].map((file) => ({ file, held: hold(view, position, `Đang tải hình ${file.name}…`) }));
  for (const { file, held } of list) {
    const sent = await send(host, file, words);
    await host.whenText();
    if (view.isDestroyed) return;
    const { tr } = view.state;
    const at = held.end(tr);
    if (sent.reason) host.frame.say(sent.reason);
    else put(tr, at, figure(view.state.schema, sent), MISSING);
    view.dispatch(tr);
  }
}

/** Sends pictures and puts them, after those that the site has already, below the cursor as a gallery. With the
 * position of a gallery they are added to it, unless it has been deleted meanwhile. */
export async function takeGallery(editor, host, { files, pictures }, gallery) {
  const { view } = editor;
  const { schema } = view.state;
  const held = hold(view, gallery === undefined ? view.state.selection.to : gallery + 1, "Đang tải bộ ảnh…");
  const figures = pictures.map((picture) => figure(schema, picture));
  const refused = [];
  for (const [at, file] of files.entries()) {
    held.say(`Đang tải hình ${at + 1} trong ${files.length}: ${file.name}…`);
    const sent = await send(host, file, {});
    if (view.isDestroyed) return;
    if (sent.reason) refused.push(sent.reason);
    else figures.push(figure(schema, sent));
  }
  await host.whenText();
  if (view.isDestroyed) return;
  const tr = closeHistory(view.state.tr);
  const at = held.end(tr);
  const before = tr.doc.resolve(at).nodeBefore;
  if (gallery !== undefined && before?.type.name === "gallery") tr.insert(at - 1 - before.lastChild.nodeSize, figures);
  else put(tr, at, gathered(schema, figures));
  view.dispatch(tr.scrollIntoView());
  host.frame.say(refused.join(" "));
}

/** Takes files below the block at this position: Word documents are read, other documents are sent as files, and all
 * others as pictures. */
export function takeFiles(editor, host, files, position) {
  const pictures = [];
  for (const file of files) {
    if (isWord(file)) takeWord(editor, host, file, position);
    else if (isFile(file)) takeFile(editor, host, file, position);
    else pictures.push(file);
  }
  takePictures(editor, host, pictures, position);
}

export const Upload = Extension.create({
  name: "upload",
  addOptions: () => ({ host: undefined }),
  addProseMirrorPlugins() {
    const { editor, options: { host } } = this;
    const take = (transfer, position) => {
      const files = [...(transfer?.files ?? [])];
      if (files.length === 0) return false;
      takeFiles(editor, host, files, position);
      return true;
    };
    return [
      new Plugin({
        props: {
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
