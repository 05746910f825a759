// The inline elements that a text may have (app/domain/src/news/sanitize/allowed.rs). Each keeps the tag it was
// written with, so that `<b>` does not become `<strong>`.
import { Mark, getMarkRange, markInputRule } from "@tiptap/core";

/** Inline elements without a dialog: the name of the mark, its tags (the first for new text), its keys, and
 * the characters that make it while typing. */
const PLAIN = [
  { name: "bold", tags: ["strong", "b"], keys: ["Mod-b", "Mod-B"], typed: /(?:^|\s)(\*\*(?!\s)([^*]+)\*\*)$/ },
  { name: "italic", tags: ["em", "i"], keys: ["Mod-i", "Mod-I"], typed: /(?:^|\s)(_(?!\s)([^_]+)_)$/ },
  { name: "underline", tags: ["u"], keys: ["Mod-u", "Mod-U"] },
  { name: "strike", tags: ["s"], keys: ["Mod-Shift-x"], typed: /(?:^|\s)(~~(?!\s)([^~]+)~~)$/ },
  { name: "highlight", tags: ["mark"], keys: ["Mod-Shift-h"] },
  { name: "subscript", tags: ["sub"], keys: ["Mod-,"] },
  { name: "superscript", tags: ["sup"], keys: ["Mod-."] },
  { name: "small", tags: ["small"], keys: [] },
  { name: "code", tags: ["code"], keys: ["Mod-e"], typed: /(?:^|\s)(`([^`]+)`)$/ },
];

function plainMark({ name, tags, keys, typed }) {
  return Mark.create({
    name,
    code: false,
    addAttributes: () => ({ tag: { default: tags[0], rendered: false, parseHTML: (element) => element.localName } }),
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: ({ mark, HTMLAttributes }) => [mark.attrs.tag, HTMLAttributes, 0],
    addKeyboardShortcuts() {
      return Object.fromEntries(keys.map((key) => [key, () => this.editor.commands.toggleMark(name)]));
    },
    addInputRules() {
      return typed ? [markInputRule({ find: typed, type: this.type })] : [];
    },
  });
}

/** An abbreviation: kept, and not offered. */
const Abbreviation = Mark.create({
  name: "abbreviation",
  parseHTML: () => [{ tag: "abbr" }],
  renderHTML: ({ HTMLAttributes }) => ["abbr", HTMLAttributes, 0],
});

/** A link. Text typed at its end is not part of it. */
const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a[href]" }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

/** Where the link at the selection begins and ends. */
export function linkAround(state) {
  return getMarkRange(state.selection.$from, state.schema.marks.link) ?? getMarkRange(state.selection.$to, state.schema.marks.link);
}

export const MARKS = [Link, ...PLAIN.map(plainMark), Abbreviation];
export const MARK_NAMES = MARKS.map((mark) => mark.name);
