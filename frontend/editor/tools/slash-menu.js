// The menu that "/" at the start of an empty paragraph opens. It follows from the text alone: nothing is changed
// while one types, so no syllable is broken, whatever tool writes it.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { createElement } from "lucide";
import { ACTIONS, SLASH, run } from "./actions.js";
import { fold } from "./find.js";

/** What stands after the slash, if the cursor is in such a paragraph. */
function query(state) {
  const { $from, empty } = state.selection;
  const paragraph = empty && $from.parent.type.name === "paragraph" && $from.parentOffset === $from.parent.content.size;
  const text = paragraph ? $from.parent.textContent : "";
  return /^\/[^\s/]?[^/]{0,20}$/.test(text) ? text.slice(1) : undefined;
}

class SlashView {
  #host;
  #editor;
  #items = [];
  #at = 0;
  #dismissed = false;

  constructor(view, editor, host) {
    this.#editor = editor;
    this.#host = host;
    this.dom = document.createElement("div");
    this.dom.className = "editor-menu editor-menu--slash";
    this.dom.id = "soan-chon-khoi";
    this.dom.hidden = true;
    this.dom.setAttribute("role", "listbox");
    this.dom.setAttribute("aria-label", "Chọn khối");
    this.dom.addEventListener("pointerdown", (event) => event.preventDefault());
    this.view = view;
  }

  update(view) {
    if (!this.dom.isConnected) this.#host.frame.place.append(this.dom);
    const words = view.editable && view.hasFocus() ? query(view.state) : undefined;
    if (words === undefined) this.#dismissed = false;
    const wanted = words === undefined || this.#dismissed ? [] : SLASH.filter((name) => fold(ACTIONS[name].label).plain.includes(fold(words).plain.trim()));
    this.#show(wanted);
  }

  #show(names) {
    this.dom.hidden = names.length === 0;
    const text = this.view.dom;
    if (this.dom.hidden) {
      for (const name of ["aria-controls", "aria-activedescendant"]) text.removeAttribute(name);
      this.#items = [];
      return;
    }
    if (names.join() !== this.#items.map(({ name }) => name).join()) this.#fill(names);
    const caret = this.view.coordsAtPos(this.view.state.selection.from);
    const around = this.dom.offsetParent.getBoundingClientRect();
    this.dom.style.insetInlineStart = `${Math.max(0, Math.min(caret.left - around.left, around.width - this.dom.offsetWidth))}px`;
    const below = caret.bottom + this.dom.offsetHeight < innerHeight || caret.top < this.dom.offsetHeight;
    this.dom.style.insetBlockStart = `${(below ? caret.bottom : caret.top - this.dom.offsetHeight) - around.top}px`;
    text.setAttribute("aria-controls", this.dom.id);
    this.#mark(this.#at);
  }

  #fill(names) {
    this.#at = 0;
    this.#items = names.map((name) => {
      const dom = document.createElement("div");
      dom.className = "editor-menu__item";
      dom.id = `${this.dom.id}-${name}`;
      dom.setAttribute("role", "option");
      dom.append(createElement(ACTIONS[name].icon, { width: 18, height: 18, "aria-hidden": "true" }), ACTIONS[name].label);
      dom.addEventListener("click", () => this.#choose(name));
      return { name, dom };
    });
    this.dom.replaceChildren(...this.#items.map(({ dom }) => dom));
  }

  #mark(at) {
    this.#at = (at + this.#items.length) % this.#items.length;
    this.#items.forEach(({ dom }, number) => dom.setAttribute("aria-selected", String(number === this.#at)));
    const { dom } = this.#items[this.#at];
    this.view.dom.setAttribute("aria-activedescendant", dom.id);
    dom.scrollIntoView({ block: "nearest" });
  }

  #choose(name) {
    const { $from } = this.view.state.selection;
    this.view.dispatch(this.view.state.tr.delete($from.start(), $from.end()));
    run(ACTIONS[name], this.#editor, this.#host.frame);
  }

  /** Whether the menu takes this key. */
  key(event) {
    if (this.dom.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#mark(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#items[this.#at].name);
    else if (event.key === "Escape") {
      this.#dismissed = true;
      this.#show([]);
    } else return false;
    return true;
  }

  destroy() {
    this.dom.remove();
  }
}

export const SlashMenu = Extension.create({
  name: "slashMenu",
  priority: 1500,
  addOptions: () => ({ host: undefined }),
  addProseMirrorPlugins() {
    let menu;
    return [
      new Plugin({
        view: (view) => (menu = new SlashView(view, this.editor, this.options.host)),
        props: {
          handleKeyDown: (_, event) => menu.key(event),
          handleDOMEvents: { blur: (view) => void setTimeout(() => !view.isDestroyed && menu.update(view)) },
        },
      }),
    ];
  },
});
