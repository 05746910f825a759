// A menu below a button of the toolbar. Opened with the pointer, it leaves the focus in the text.
import { createElement } from "lucide";
import { spoken } from "./actions.js";

export class Menu {
  #items;
  #editor;
  #outside = (event) => {
    if (!this.dom.contains(event.target) && !this.button.contains(event.target)) this.close();
  };

  constructor(button, actions, editor, choose) {
    this.button = button;
    this.#editor = editor;
    this.dom = document.createElement("div");
    this.dom.className = "editor-menu";
    this.dom.hidden = true;
    this.dom.setAttribute("role", "menu");
    this.dom.setAttribute("aria-label", button.getAttribute("aria-label"));
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    this.#items = actions.map((action) => {
      const dom = this.dom.appendChild(document.createElement("button"));
      dom.type = "button";
      dom.tabIndex = -1;
      dom.className = "editor-menu__item";
      dom.setAttribute("role", action.active ? "menuitemradio" : "menuitem");
      dom.append(createElement(action.icon, { width: 18, height: 18, "aria-hidden": "true" }));
      dom.appendChild(document.createElement("span")).textContent = action.label;
      if (action.keys) dom.appendChild(document.createElement("kbd")).textContent = spoken(action.keys);
      dom.addEventListener("click", () => {
        this.close();
        this.#editor.view.focus();
        choose(action);
      });
      return { dom, action };
    });
    button.addEventListener("click", (event) => (this.dom.hidden ? this.open(event.detail === 0) : this.close()));
    this.dom.addEventListener("keydown", (event) => this.#move(event));
  }

  /** Opens it below its button; `focus` moves the focus into it. */
  open(focus) {
    for (const { dom, action } of this.#items) if (action.active) dom.setAttribute("aria-checked", String(action.active(this.#editor)));
    this.dom.hidden = false;
    const around = this.dom.offsetParent.getBoundingClientRect();
    const left = this.button.getBoundingClientRect().left - around.left;
    this.dom.style.insetInlineStart = `${Math.max(0, Math.min(left, around.width - this.dom.offsetWidth))}px`;
    this.button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.#outside);
    if (focus) (this.#items.find(({ action }) => action.active?.(this.#editor)) ?? this.#items[0]).dom.focus();
  }

  close() {
    this.dom.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.#outside);
  }

  #move(event) {
    const items = this.#items.map(({ dom }) => dom);
    const at = items.indexOf(event.target);
    const steps = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key in steps) items.at(steps[event.key]).focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      this.close();
      this.button.focus();
    } else return;
    if (event.key !== "Tab") event.preventDefault();
  }
}
