// Word documents that are dropped or chosen: the server reads them with their pictures (server/src/editing/word.rs),
// and the text is put where they were dropped. Title and lead go into their fields if these are empty.
import { closeHistory } from "@tiptap/pm/history";
import { readText } from "../html/read.js";
import { sendFile } from "./send-file.js";
import { hold, put } from "./waiting.js";

const PROBLEMS = {
  offline: "Mất kết nối với trang khi đang gửi tệp Word. Xin gửi lại sau ít phút.",
  signedOut: "Phiên đăng nhập đã hết hoặc máy chủ gặp trục trặc. Xin đăng nhập ở một thẻ khác rồi gửi lại tệp Word.",
};

/** Whether a file is a Word document, also one that the server will not read. */
export const isWord = ({ name }) => /\.(?:docx?|docm|dotx)$/i.test(name);

/** Reads a document, and puts its text below the block at this position. */
export async function takeWord(editor, host, file, position) {
  const { view } = editor;
  const place = hold(view, position, `Đang đọc tệp Word ${file.name}…`);
  const read = await sendFile(host.getAttribute("word"), file, PROBLEMS);
  await host.whenText();
  if (view.isDestroyed) return;
  // A step of its own for undo.
  const tr = closeHistory(view.state.tr);
  const at = place.end(tr);
  if (read.problem) host.frame.say(read.problem);
  else {
    const rest = [["title", read.title], ["lead", read.lead]].filter(([field, words]) => words && !fill(host, field, words));
    const { schema } = view.state;
    const lines = rest.map(([, words]) => schema.nodes.paragraph.create(null, schema.text(words)));
    put(tr, at, [...lines, ...readText(read.html, schema).doc.content.content]);
    host.frame.say(read.left_out.join(" "));
  }
  view.dispatch(tr);
}

/** Writes into a field of the form, if it is empty. */
function fill(host, name, words) {
  const field = host.closest("form")?.elements.namedItem(host.dataset[name]);
  if (!field || field.value.trim() !== "") return false;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}
