// Paragraphs, headings, quotations, lists and the like.
import { Extension, Node, textblockTypeInputRule, wrappingInputRule, nodeInputRule } from "@tiptap/core";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { MARK_NAMES } from "./marks.js";

const Document = Node.create({ name: "doc", topNode: true, content: "(block | single)+" });

const Text = Node.create({ name: "text", group: "inline" });

/** `tag` is set if the element was written; otherwise html/write.js decides whether to write it. */
const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block",
  content: "inline*",
  addAttributes: () => ({ tag: { default: null, rendered: false, parseHTML: () => "p" } }),
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
  addCommands() {
    return { setParagraph: () => ({ commands }) => commands.setNode(this.name) };
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-0": () => this.editor.commands.setParagraph() };
  },
});

const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false, parseHTML: (element) => Number(element.localName[1]) } }),
  parseHTML: () => [2, 3, 4].map((level) => ({ tag: `h${level}` })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, HTMLAttributes, 0],
  addKeyboardShortcuts() {
    const toggle = (level) => () => this.editor.commands.toggleNode(this.name, "paragraph", { level });
    return { "Mod-Alt-2": toggle(2), "Mod-Alt-3": toggle(3), "Mod-Alt-4": toggle(4) };
  },
  addInputRules() {
    return [2, 3, 4].map((level) => textblockTypeInputRule({ find: new RegExp(`^#{${level}}\\s$`), type: this.type, getAttributes: { level } }));
  },
});

const Blockquote = Node.create({
  name: "blockquote",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { "Mod-Shift-b": () => this.editor.commands.toggleWrap(this.name) };
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
});

/** Preformatted text. Enter makes a line; Enter on an empty last line, or the down key, leaves it. */
const Preformatted = Node.create({
  name: "preformatted",
  group: "block",
  content: "(text | hardBreak)*",
  code: true,
  defining: true,
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: ({ HTMLAttributes }) => ["pre", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        const ends = empty && $from.parent.type === this.type && $from.parentOffset === $from.parent.content.size;
        if (!ends || !$from.parent.textContent.endsWith("\n")) return false;
        return editor.chain().command(({ tr }) => Boolean(tr.delete($from.pos - 1, $from.pos))).exitCode().run();
      },
    };
  },
  addInputRules() {
    return [textblockTypeInputRule({ find: /^```\s$/, type: this.type })];
  },
});

const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: ({ HTMLAttributes }) => ["br", HTMLAttributes],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const split = () => this.editor.commands.first(({ commands }) => [() => commands.exitCode(), () => commands.insertContent({ type: this.name })]);
    return { "Mod-Enter": split, "Shift-Enter": split };
  },
});

const Divider = Node.create({
  name: "divider",
  group: "block",
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
  addInputRules() {
    return [nodeInputRule({ find: /^(?:---|—-|\*\*\*\s)$/, type: this.type })];
  },
});

const Numbered = OrderedList.extend({
  addAttributes: () => ({ start: { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) } }),
  renderHTML: ({ HTMLAttributes: { start, ...others } }) => ["ol", start === 1 ? others : { start, ...others }, 0],
});

/** Attributes that any element may have. They are kept, and not offered. */
const CommonAttributes = Extension.create({
  name: "commonAttributes",
  addGlobalAttributes: () => [
    {
      types: [...MARK_NAMES, "paragraph", "heading", "blockquote", "preformatted", "divider", "bulletList", "orderedList", "listItem", "table", "tableRow", "tableCell", "tableHeader", "figure", "picture", "gallery", "galleryCaption"],
      attributes: { lang: { default: null }, title: { default: null } },
    },
  ],
});

export const BLOCKS = [Document, Text, Paragraph, Heading, Blockquote, Preformatted, HardBreak, Divider, BulletList, Numbered, ListItem, ListKeymap, CommonAttributes];
