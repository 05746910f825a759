// What the editor is made of.
import { Dropcursor, Gapcursor, Placeholder, TrailingNode, UndoRedo } from "@tiptap/extensions";
import { Paste } from "./paste/paste.js";
import { BLOCKS } from "./schema/blocks.js";
import { GALLERIES } from "./schema/gallery.js";
import { MARKS } from "./schema/marks.js";
import { SINGLE } from "./schema/single.js";
import { TABLES } from "./schema/tables.js";
import { Alone } from "./tools/alone.js";
import { Find } from "./tools/find.js";
import { Keys } from "./tools/keys.js";
import { SlashMenu } from "./tools/slash-menu.js";
import { Upload } from "./tools/upload.js";
import { Waiting } from "./tools/waiting.js";

/** The polls that the form offers: their questions by their ids. */
export const pollsOf = (host) => new Map([...host.querySelectorAll("datalist option")].map(({ value, textContent }) => [value, textContent]));

export function extensionsFor(host) {
  return [
    ...BLOCKS,
    ...MARKS,
    ...TABLES,
    ...SINGLE.map((extension) => (extension.name === "poll" ? extension.configure({ questions: pollsOf(host) }) : extension)),
    ...GALLERIES,
    Keys.configure({ host }),
    SlashMenu.configure({ host }),
    Find,
    Alone,
    Waiting,
    Upload.configure({ host }),
    Paste,
    UndoRedo,
    Gapcursor,
    // A place to go on writing below a table or a picture; while it is empty, it is not stored.
    TrailingNode,
    Dropcursor.configure({ class: "editor-drop", color: false, width: 3 }),
    Placeholder.configure({ placeholder: "Viết bài ở đây, hoặc gõ / để chọn khối", emptyEditorClass: "editor-begin", emptyNodeClass: "editor-line" }),
  ];
}
