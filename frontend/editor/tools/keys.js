// The keys that belong to no block.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { ACTIONS, run } from "./actions.js";

export const Keys = Extension.create({
  name: "keys",
  priority: 2000,
  addOptions: () => ({ host: undefined }),
  addKeyboardShortcuts() {
    const act = (name) => () => {
      run(ACTIONS[name], this.editor, this.options.host.frame);
      return true;
    };
    const tools = () => {
      this.options.host.frame.focusTools();
      return true;
    };
    return { "Mod-k": act("link"), "Mod-f": act("find"), "Mod-h": act("find"), "Mod-\\": act("clear"), "Alt-F10": tools };
  },
  addProseMirrorPlugins: () => [new Plugin({ props: { handleDOMEvents: { keydown: leave() } } })],
});

/** After Escape, Tab leaves the text, also within a list or a table (WCAG 2.1.2). */
function leave() {
  let leaving = false;
  return (_, event) => {
    const leaves = leaving && event.key === "Tab";
    if (!["Tab", "Shift"].includes(event.key)) leaving = event.key === "Escape";
    return leaves;
  };
}
