// Finding and replacing. Words are found with or without their Vietnamese marks.
import { Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const KEY = new PluginKey("find");
const NOTHING = { words: "", exact: false, found: [], at: -1 };
/** Stands for a picture or a line end in a line. */
const LEAF = "\ufffc";

/** A letter for comparing; empty for a mark that stands alone. */
const folded = (letter, exact) => (exact ? letter : letter.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[đĐ]/g, "d")).toLowerCase();

/** The text for comparing, and the place in the original of each of its letters. */
export function fold(text, exact) {
  let plain = "";
  const places = [];
  for (let place = 0; place < text.length; place += 1) {
    const letters = folded(text[place], exact);
    for (let at = 0; at < letters.length; at += 1) places.push(place);
    plain += letters;
  }
  places.push(text.length);
  return { plain, places };
}

/** Where the words are in a document. */
export function search(doc, words, exact) {
  const wanted = fold(words.normalize("NFC"), exact).plain;
  const found = [];
  if (wanted === "") return found;
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const { plain, places } = fold(node.textBetween(0, node.content.size, "", LEAF), exact);
    for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + wanted.length)) {
      found.push({ from: position + 1 + places[at], to: position + 1 + places[at + wanted.length] });
    }
    return false;
  });
  return found;
}

function next(tr, before) {
  const change = tr.getMeta(KEY);
  const state = change ? { ...before, ...change } : before;
  if (state.words === "") return NOTHING;
  if (!change && !tr.docChanged) return state;
  const found = change?.words === undefined && change?.exact === undefined && !tr.docChanged ? state.found : search(tr.doc, state.words, state.exact);
  return { ...state, found, at: Math.min(state.at, found.length - 1) };
}

function decorations(state) {
  const { found, at } = KEY.getState(state);
  if (found.length === 0) return null;
  const marks = found.map(({ from, to }, number) => Decoration.inline(from, to, { class: number === at ? "editor-found editor-found--now" : "editor-found" }));
  return DecorationSet.create(state.doc, marks);
}

export const Find = Extension.create({
  name: "find",
  addProseMirrorPlugins: () => [new Plugin({ key: KEY, state: { init: () => NOTHING, apply: next }, props: { decorations } })],
});

/** What is searched for, and what is found. */
export const foundIn = (editor) => KEY.getState(editor.state);

/** Searches; shows the first place after the cursor. */
export function find(editor, words, exact) {
  const { tr, selection, doc } = editor.state;
  const found = search(doc, words, exact);
  const after = found.findIndex(({ from }) => from >= selection.from);
  editor.view.dispatch(tr.setMeta(KEY, { words, exact, at: found.length === 0 ? -1 : Math.max(after, 0) }));
  show(editor, 0);
}

/** Shows the next place, or the one before. */
export function show(editor, step) {
  const { found, at } = foundIn(editor);
  if (found.length === 0) return;
  const now = (at + step + found.length) % found.length;
  const { tr } = editor.state;
  tr.setSelection(TextSelection.create(tr.doc, found[now].from, found[now].to)).setMeta(KEY, { at: now });
  editor.view.dispatch(tr.scrollIntoView());
}

/** Replaces the shown place, or all, in one step. */
export function replace(editor, words, all) {
  const { found, at } = foundIn(editor);
  const places = all ? found : found.slice(at, at + 1);
  if (at < 0 || places.length === 0) return 0;
  const { schema } = editor.state;
  const tr = closeHistory(editor.state.tr);
  for (const { from, to } of [...places].reverse()) {
    const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? [];
    if (words === "") tr.delete(from, to);
    else tr.replaceWith(from, to, schema.text(words, marks));
  }
  editor.view.dispatch(tr);
  if (!all) show(editor, 0);
  return places.length;
}
