// Files for download in the text: the server stores them (server/src/media/file_of_text.rs), and a paragraph of one link
// stands for each. Readers see it with type and size (app/domain/src/news/sanitize/files.rs).
import { closeHistory } from "@tiptap/pm/history";
import { addField, complain, openDialog } from "./dialogs.js";
import { hostOf } from "./host.js";
import { sendFile } from "./send-file.js";
import { hold, put } from "./waiting.js";

/** The types that the server takes (server/src/media/attachment.rs). */
const ENDINGS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "mp3", "m4a", "ogg"];
const PROBLEMS = {
  offline: "Mất kết nối với trang khi đang gửi tệp. Xin gửi lại sau ít phút.",
  signedOut: "Phiên đăng nhập đã hết. Xin đăng nhập ở một thẻ khác rồi gửi lại tệp.",
};

/** Whether a file is one that readers may download. */
export const isFile = ({ name }) => ENDINGS.includes(name.split(".").at(-1).toLowerCase());

/** Whether an address is that of a file for readers. */
export const isFileAddress = (href) => /^\/media\/[^/]+\/[^/]+$/.test(href);

/** Sends a file, and puts a link to it below the block at this position. */
export async function takeFile(editor, host, file, position, words = "") {
  const { view } = editor;
  const held = hold(view, position, `Đang tải tệp ${file.name}…`);
  const { address, label, problem = "" } = await sendFile(host.getAttribute("files"), file, PROBLEMS);
  await host.whenText();
  if (view.isDestroyed) return;
  const tr = closeHistory(view.state.tr);
  const at = held.end(tr);
  const { schema } = view.state;
  if (address) put(tr, at, schema.nodes.paragraph.create(null, schema.text(words || label, [schema.marks.link.create({ href: address })])));
  host.frame.say(problem);
  view.dispatch(tr.scrollIntoView());
}

export async function askForFile(editor) {
  let [field, words] = [];
  const chosen = await openDialog("Đặt tệp vào bài", {
    accept: "Đặt tệp",
    fill(form) {
      field = addField(form, "Tệp", { type: "file", accept: ENDINGS.map((ending) => `.${ending}`).join(), hint: "PDF, Word, Excel, PowerPoint, LibreOffice hoặc bản ghi âm (MP3, M4A, OGG), tối đa 20 MB. Bạn đọc tải tệp về máy." });
      words = addField(form, "Chữ hiện ra", { hint: "Để trống thì hiện tên tệp." });
    },
    read: () => (field.files.length === 1 && isFile(field.files[0]) ? { file: field.files[0], words: words.value.trim() } : complain(field, "Xin chọn một tệp PDF, Word, Excel, PowerPoint, LibreOffice, MP3, M4A hoặc OGG.")),
  });
  editor.view.focus();
  if (chosen) await takeFile(editor, hostOf(editor), chosen.file, editor.state.selection.to, chosen.words);
}
