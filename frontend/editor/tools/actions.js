// What the buttons, the menus and the keys do: one list, so that all say and do the same. Commands run without
// Tiptap's `focus()`, which acts a frame later: keys pressed meanwhile would be lost.
import {
  Bold, ChevronDown, CodeXml, FileText, Heading2, Heading3, Heading4, Image, Images, Italic, Keyboard, Link, List, ListOrdered, Minus, Paperclip, Pilcrow, Plus, Redo2, Search, SquareCode, Strikethrough, Subscript,
  Superscript, Table, TextQuote, Underline, Highlighter, RemoveFormatting, Undo2, Video, Vote, ALargeSmall,
} from "lucide";
import { askForFile } from "./file.js";
import { askForGallery } from "./gallery.js";
import { askForKeys, askForLink, askForPicture, askForPoll, askForTable, askForVideo, askForWord } from "./insert.js";

const mark = (name) => ({ run: (editor) => editor.commands.toggleMark(name), active: (editor) => editor.isActive(name) });
const heading = (level) => ({ run: (editor) => editor.commands.toggleNode("heading", "paragraph", { level }), active: (editor) => editor.isActive("heading", { level }) });

/** Each action: its label, its icon, its keys as in `aria-keyshortcuts`, and what it does. */
export const ACTIONS = {
  undo: { label: "Hoàn tác", icon: Undo2, keys: "Control+Z", run: (editor) => editor.commands.undo(), can: (editor) => editor.can().undo() },
  redo: { label: "Làm lại", icon: Redo2, keys: "Control+Y", run: (editor) => editor.commands.redo(), can: (editor) => editor.can().redo() },
  paragraph: { label: "Đoạn văn", icon: Pilcrow, keys: "Control+Alt+0", run: (editor) => editor.commands.setParagraph(), active: (editor) => editor.isActive("paragraph") },
  heading2: { label: "Đề mục lớn", icon: Heading2, keys: "Control+Alt+2", ...heading(2) },
  heading3: { label: "Đề mục vừa", icon: Heading3, keys: "Control+Alt+3", ...heading(3) },
  heading4: { label: "Đề mục nhỏ", icon: Heading4, keys: "Control+Alt+4", ...heading(4) },
  preformatted: { label: "Chữ giữ nguyên dòng", icon: SquareCode, run: (editor) => editor.commands.toggleNode("preformatted", "paragraph"), active: (editor) => editor.isActive("preformatted") },
  bold: { label: "Đậm", icon: Bold, keys: "Control+B", ...mark("bold") },
  italic: { label: "Nghiêng", icon: Italic, keys: "Control+I", ...mark("italic") },
  underline: { label: "Gạch chân", icon: Underline, keys: "Control+U", ...mark("underline") },
  strike: { label: "Gạch ngang", icon: Strikethrough, keys: "Control+Shift+X", ...mark("strike") },
  highlight: { label: "Tô nổi", icon: Highlighter, keys: "Control+Shift+H", ...mark("highlight") },
  superscript: { label: "Chỉ số trên", icon: Superscript, keys: "Control+.", ...mark("superscript") },
  subscript: { label: "Chỉ số dưới", icon: Subscript, keys: "Control+,", ...mark("subscript") },
  clear: { label: "Xóa định dạng", icon: RemoveFormatting, keys: "Control+\\", run: (editor) => editor.commands.unsetAllMarks() },
  bullets: { label: "Danh sách chấm", icon: List, keys: "Control+Shift+8", run: (editor) => editor.commands.toggleBulletList(), active: (editor) => editor.isActive("bulletList") },
  numbers: { label: "Danh sách số", icon: ListOrdered, keys: "Control+Shift+7", run: (editor) => editor.commands.toggleOrderedList(), active: (editor) => editor.isActive("orderedList") },
  quote: { label: "Trích dẫn", icon: TextQuote, keys: "Control+Shift+B", run: (editor) => editor.commands.toggleWrap("blockquote"), active: (editor) => editor.isActive("blockquote") },
  link: { label: "Liên kết", icon: Link, keys: "Control+K", run: askForLink, active: (editor) => editor.isActive("link"), asks: true },
  picture: { label: "Hình", icon: Image, run: askForPicture, asks: true },
  gallery: { label: "Bộ ảnh", icon: Images, run: askForGallery, active: (editor) => editor.isActive("gallery"), asks: true },
  table: { label: "Bảng", icon: Table, run: askForTable, active: (editor) => editor.isActive("table"), asks: true },
  divider: { label: "Đường kẻ", icon: Minus, run: (editor) => editor.commands.insertContent({ type: "divider" }) },
  poll: { label: "Bình chọn", icon: Vote, run: askForPoll, asks: true },
  video: { label: "Video", icon: Video, run: askForVideo, asks: true },
  file: { label: "Tệp", icon: Paperclip, run: askForFile, asks: true },
  word: { label: "Từ tệp Word", icon: FileText, run: askForWord, asks: true },
  find: { label: "Tìm và thay", icon: Search, keys: "Control+F", run: (_, frame) => frame.openFind(), asks: true },
  html: { label: "Xem mã HTML", icon: CodeXml, run: (_, frame) => frame.toggleHtml(), asks: true },
  keys: { label: "Phím tắt", icon: Keyboard, run: askForKeys, asks: true },
};

/** The toolbar: groups of actions; a list with a label is a menu. */
export const TOOLBAR = [
  ["undo", "redo"],
  [{ name: "style", label: "Kiểu đoạn", icon: ChevronDown, choices: ["paragraph", "heading2", "heading3", "heading4", "preformatted"], shows: true }],
  ["bold", "italic", "underline", { name: "more", label: "Kiểu chữ khác", icon: ALargeSmall, choices: ["strike", "highlight", "superscript", "subscript", "clear"] }],
  ["bullets", "numbers", "quote"],
  ["link", "picture", "gallery", "table", "poll", "video", { name: "insert", label: "Thêm vào bài", icon: Plus, choices: ["file", "word", "divider"] }],
  ["find", "html", "keys"],
];

/** What the slash menu offers. */
export const SLASH = ["heading2", "heading3", "heading4", "bullets", "numbers", "quote", "picture", "gallery", "table", "divider", "poll", "video", "file", "word", "preformatted"];

const table = (label, name, keys) => ({ label, keys, run: (editor) => editor.commands[name](), can: (editor) => editor.can()[name]() });

/** The tools of a table. */
export const TABLE_TOOLS = [
  table("Thêm hàng trên", "addRowBefore"),
  table("Thêm hàng dưới", "addRowAfter"),
  table("Xóa hàng", "deleteRow"),
  table("Thêm cột trái", "addColumnBefore"),
  table("Thêm cột phải", "addColumnAfter"),
  table("Xóa cột", "deleteColumn"),
  table("Hàng tiêu đề", "toggleHeaderRow"),
  table("Cột tiêu đề", "toggleHeaderColumn"),
  table("Gộp ô", "mergeCells"),
  table("Tách ô", "splitCell"),
  { label: "Chú thích bảng", run: askForTable.caption, asks: true },
  table("Xóa bảng", "deleteTable"),
];

/** A shortcut in words: `Ctrl+Shift+8`, on a Mac `⌘⇧8`. */
export function spoken(keys) {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  if (!mac) return keys.replace("Control", "Ctrl");
  return keys.replace("Control+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥");
}

/** Runs an action, and leaves the cursor in the text unless the action asks for something. */
export function run(action, editor, frame) {
  if (action.can && !action.can(editor)) return;
  if (!editor.view.hasFocus() && !action.asks) editor.view.focus();
  action.run(editor, frame);
}
