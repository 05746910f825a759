// The dialogs of links, pictures, tables and polls.
import { linkAround } from "../schema/marks.js";
import { addField, complain, openDialog } from "./dialogs.js";
import { address } from "./address.js";
import { hostOf } from "./host.js";
import { offerPictures } from "./offered.js";
import { offerArticles } from "./own-articles.js";
import { shortcuts } from "./shortcuts.js";
import { figure, takePictures } from "./upload.js";
import { videoAddress } from "./video.js";
import { isWord, takeWord } from "./word.js";

/** Inserts a block after the one with the cursor, or in place of an empty one. */
function insertBlock(editor, node, top = false) {
  const { state, view } = editor;
  const { $from } = state.selection;
  const depth = top ? 1 : $from.depth;
  const empty = $from.depth > 0 && $from.parent.isTextblock && $from.parent.childCount === 0 && $from.depth === depth && $from.parent.type.name === "paragraph";
  const tr = state.tr;
  if ($from.depth === 0) tr.replaceSelectionWith(node);
  else if (empty) tr.replaceWith($from.before(), $from.after(), node);
  else {
    // The nearest place below the cursor that may hold it.
    let level = depth;
    while (level > 1 && !$from.node(level - 1).canReplaceWith($from.indexAfter(level - 1), $from.indexAfter(level - 1), node.type)) level -= 1;
    tr.insert($from.after(level), node);
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

export async function askForLink(editor) {
  const { state } = editor;
  const link = linkAround(state);
  const before = link ? state.doc.resolve(link.from).nodeAfter.marks.find(({ type }) => type.name === "link").attrs.href : "";
  const { from, to } = link ?? state.selection;
  const marked = state.doc.textBetween(from, to, " ");
  let [to_, words] = [];
  const answer = await openDialog("Liên kết", {
    accept: link ? "Đổi liên kết" : "Tạo liên kết",
    others: link ? [{ label: "Bỏ liên kết", value: "remove" }] : [],
    fill(form) {
      to_ = addField(form, "Địa chỉ", { value: before, hint: "Bài trên trang này: gõ vài chữ của tiêu đề. Trang khác: https://… Thư: tên@nơi.vn. Điện thoại: số.", autocapitalize: "off", autocomplete: "off", spellcheck: false });
      offerArticles(form, to_, hostOf(editor).getAttribute("articles"));
      if (marked === "") words = addField(form, "Chữ hiện ra", { hint: "Để trống thì hiện địa chỉ." });
    },
    read(button) {
      if (button === "remove") return { remove: true };
      const href = address(to_.value);
      if (href === undefined) return complain(to_, "Xin chọn một bài, hoặc ghi địa chỉ bắt đầu bằng /, https://, mailto:, tel: hoặc #, không có khoảng trắng.");
      return { href, text: words?.value.trim() || to_.value.trim() };
    },
  });
  if (!answer) return editor.view.focus();
  const { tr, schema } = editor.state;
  if (answer.remove) tr.removeMark(from, to, schema.marks.link);
  else if (marked === "") tr.replaceSelectionWith(schema.text(answer.text, [...editor.state.selection.$from.marks(), schema.marks.link.create({ href: answer.href })]), false);
  else tr.removeMark(from, to, schema.marks.link).addMark(from, to, schema.marks.link.create({ href: answer.href }));
  editor.view.dispatch(tr.removeStoredMark(schema.marks.link).scrollIntoView());
  return editor.view.focus();
}

/** Offers the pictures that the form offers, and takes a new one. */
export async function askForPicture(editor) {
  let [file, alt, caption] = [];
  const chosen = await openDialog("Đặt hình vào bài", {
    accept: "Đặt hình",
    fill(dialog) {
      file = addField(dialog, "Tải hình mới", { type: "file", accept: "image/jpeg,image/png,image/webp", hint: "JPEG, PNG hoặc WebP, tối đa 20 MB." });
      offerPictures(dialog, editor, "radio", (words) => { alt.value = words; });
      alt = addField(dialog, "Mô tả hình", { hint: "Cho người không nhìn thấy hình." });
      caption = addField(dialog, "Chú thích dưới hình");
    },
    read(_, dialog) {
      const src = new FormData(dialog).get("hinh");
      if (src === null && file.files.length === 0) return complain(file, "Xin chọn một hình.");
      return { file: file.files[0], src, alt: alt.value.trim(), caption: caption.value.trim() };
    },
  });
  if (!chosen) return editor.view.focus();
  if (chosen.file) {
    editor.view.focus();
    return takePictures(editor, hostOf(editor), [chosen.file], editor.state.selection.to, chosen);
  }
  return insertBlock(editor, figure(editor.schema, chosen));
}

export async function askForVideo(editor) {
  let [typed, words] = [];
  const video = await openDialog("Đặt video vào bài", {
    accept: "Đặt video",
    fill(form) {
      typed = addField(form, "Địa chỉ video", { hint: "Chép từ thanh địa chỉ của YouTube hoặc Vimeo. Video chỉ được tải khi bạn đọc bấm xem.", autocapitalize: "off", autocomplete: "off", spellcheck: false });
      words = addField(form, "Tên video");
    },
    read() {
      const href = videoAddress(typed.value);
      if (href === undefined) return complain(typed, "Xin ghi địa chỉ của một video trên YouTube hoặc Vimeo.");
      return words.value.trim() === "" ? complain(words, "Xin ghi tên video, cho người không xem được.") : { href, text: words.value.trim() };
    },
  });
  if (!video) return editor.view.focus();
  const { schema } = editor;
  return insertBlock(editor, schema.nodes.paragraph.create(null, schema.text(video.text, [schema.marks.link.create({ href: video.href })])), true);
}

export async function askForWord(editor) {
  let field;
  const file = await openDialog("Lấy bài từ tệp Word", {
    accept: "Lấy vào bài",
    fill: (form) => { field = addField(form, "Tệp Word", { type: "file", accept: ".docx", hint: "Tệp .docx, tối đa 20 MB. Hình trong tệp được tải lên cùng; tiêu đề và đoạn mở đầu được ghi vào ô của chúng, nếu ô còn trống." }); },
    read: () => (field.files.length === 1 && isWord(field.files[0]) ? field.files[0] : complain(field, "Xin chọn một tệp .docx.")),
  });
  editor.view.focus();
  if (file) await takeWord(editor, hostOf(editor), file, editor.state.selection.to);
}

export async function askForTable(editor) {
  let [rows, columns] = [];
  const number = (control, most) => {
    const value = Number(control.value);
    return Number.isInteger(value) && value >= 1 && value <= most ? value : complain(control, `Xin ghi một số từ 1 đến ${most}.`);
  };
  const size = await openDialog("Bảng mới", {
    accept: "Tạo bảng",
    fill(form) {
      rows = addField(form, "Số hàng, kể cả hàng tiêu đề", { type: "number", min: 1, max: 50, value: 3 });
      columns = addField(form, "Số cột", { type: "number", min: 1, max: 12, value: 3 });
    },
    read() {
      const [down, across] = [number(rows, 50), number(columns, 12)];
      return down && across ? { rows: down, cols: across, withHeaderRow: down > 1 } : undefined;
    },
  });
  if (size) editor.commands.insertTable(size);
  editor.view.focus();
}

askForTable.caption = async (editor) => {
  const { $from } = editor.state.selection;
  let depth = $from.depth;
  while (depth > 0 && $from.node(depth).type.name !== "table") depth -= 1;
  if (depth === 0) return;
  const now = new DOMParser().parseFromString($from.node(depth).attrs.caption ?? "", "text/html").body.textContent;
  let words;
  const caption = await openDialog("Chú thích bảng", {
    fill: (form) => { words = addField(form, "Chú thích", { value: now, hint: "Hiện ở trên bảng. Để trống thì bảng không có chú thích." }); },
    read: () => words.value.trim(),
  });
  if (caption !== undefined && caption !== now) {
    const html = caption === "" ? null : caption.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    editor.view.dispatch(editor.state.tr.setNodeAttribute($from.before(depth), "caption", html));
  }
  editor.view.focus();
};

export async function askForPoll(editor) {
  const offered = [...hostOf(editor).querySelectorAll("datalist option")];
  let choice;
  const poll = await openDialog("Đặt cuộc bình chọn vào bài", {
    accept: "Đặt vào bài",
    fill(form) {
      if (offered.length === 0) choice = addField(form, "Số của cuộc bình chọn", { inputMode: "numeric", hint: "Số ở cuối địa chỉ của cuộc bình chọn." });
      else {
        choice = addField(form, "Cuộc bình chọn", { tag: "select" });
        choice.append(...offered.map(({ value, textContent }) => new Option(textContent, value)));
      }
    },
    read: () => (/^\d+$/.test(choice.value.trim()) ? choice.value.trim() : complain(choice, "Xin ghi một số.")),
  });
  if (poll) insertBlock(editor, editor.schema.nodes.poll.create({ poll }), true);
  else editor.view.focus();
}

export async function askForKeys(editor) {
  await openDialog("Phím tắt", { fill: (form) => form.append(shortcuts()), read: () => true, accept: "Đóng", onlyAccept: true });
  editor.view.focus();
}
