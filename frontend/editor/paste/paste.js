// Pasting. Text copied in the editor itself keeps its form; everything else is cleaned.
import { Extension } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { hostOf } from "../tools/host.js";
import { cleanPasted } from "./clean.js";
import { countMissing } from "./pictures.js";
import { tidy } from "./text.js";

/** Plain text as paragraphs, as the server does it: blank lines separate them; without any, each line is one. */
export function paragraphsOf(text) {
  const lines = tidy(text).replace(/\r\n?/g, "\n").replace(/\t/g, " ").split("\n").map((line) => line.trimEnd());
  const parted = lines.join("\n").trim().includes("\n\n");
  const paragraphs = [[]];
  for (const line of lines) {
    if (line === "" || !parted) paragraphs.push([]);
    if (line !== "") paragraphs.at(-1).push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

function plainSlice(text, $context) {
  const { schema } = $context.doc.type;
  const marks = $context.marks();
  const inline = (lines) => lines.flatMap((line, at) => [...(at > 0 ? [schema.nodes.hardBreak.create()] : []), schema.text(line, marks)]);
  const nodes = paragraphsOf(text).map((lines) => schema.nodes.paragraph.create(null, inline(lines)));
  // A part of a line keeps the spaces at its ends.
  if (!/[\r\n]/.test(text) && text !== "") return new Slice(Fragment.from(schema.nodes.paragraph.create(null, schema.text(tidy(text).replace(/\t/g, " "), marks))), 1, 1);
  return nodes.length === 0 ? Slice.empty : new Slice(Fragment.from(nodes), 1, 1);
}

/** An address pasted over words links them; alone it is a link. */
function pasteAddress(view, event) {
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { selection, schema, tr } = view.state;
  if (!/^https?:\/\/[^\s\\]+$/.test(text) || selection.$from.parent.type.spec.code || !selection.$from.sameParent(selection.$to)) return false;
  const link = schema.marks.link.create({ href: text });
  if (selection.empty) tr.replaceSelectionWith(schema.text(text, [...selection.$from.marks(), link]), false);
  else tr.addMark(selection.from, selection.to, link);
  view.dispatch(tr.removeStoredMark(link).scrollIntoView());
  return true;
}

/** The longest text of an article, in bytes of HTML (MAX_BODY in app/domain/src/editing/form.rs). More could not be saved,
 * and laying it out would keep the browser busy for seconds. */
const MOST = 256 * 1024;
const TOO_LONG = "Đoạn vừa dán dài hơn một bài có thể chứa (256 KB, khoảng 150 trang sách) nên chưa được đưa vào. Xin chia thành nhiều bài.";

/** What is pasted, or nothing if it is too long; then that is said. */
function ifNotTooLong(text, view) {
  const isTooLong = text.length > MOST || new Blob([text]).size > MOST;
  if (isTooLong) hostOf({ view }).frame.say(TOO_LONG);
  return isTooLong ? "" : text;
}

/** Other sites use the same library, but write classes and styles. */
const isOwn = (html) => /\sdata-pm-slice=/.test(html) && !/\s(?:style|class)=/.test(html);

export const Paste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handlePaste: pasteAddress,
        transformPastedHTML: (html, view) => ifNotTooLong(isOwn(html) ? html : cleanPasted(html, { pictures: countMissing(view.state.doc) }), view),
        transformPastedText: (text, _, view) => ifNotTooLong(text, view),
        clipboardTextParser: plainSlice,
      },
    }),
  ],
});
