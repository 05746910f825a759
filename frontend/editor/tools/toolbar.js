// A toolbar as in the ARIA Authoring Practices: one tab stop, arrow keys between the buttons. A press with the
// pointer leaves the focus in the text.
import { createElement } from "lucide";
import { ACTIONS, run, spoken } from "./actions.js";
import { Menu } from "./menu.js";

export class Toolbar {
  #editor;
  #frame;
  #buttons = [];
  #menus = [];

  /** `groups` are lists of names of actions, of actions, and of menus; `words` shows labels instead of icons. */
  constructor(editor, frame, { label, groups, words = false }) {
    this.#editor = editor;
    this.#frame = frame;
    this.dom = document.createElement("div");
    this.dom.className = words ? "editor-tools editor-tools--words" : "editor-tools";
    const row = this.dom.appendChild(document.createElement("div"));
    row.className = "editor-tools__row";
    row.setAttribute("role", "toolbar");
    row.setAttribute("aria-label", label);
    for (const group of groups) {
      const box = row.appendChild(document.createElement("div"));
      box.className = "editor-tools__group";
      box.setAttribute("role", "none");
      for (const item of group) box.append(item.choices ? this.#menuButton(item) : this.#actionButton(item, words));
    }
    this.#buttons[0].dom.tabIndex = 0;
    row.addEventListener("keydown", (event) => this.#move(event));
    row.addEventListener("focusin", (event) => this.#stopAt(event.target));
    this.dom.addEventListener("pointerdown", (event) => event.preventDefault());
    // Some browsers move the focus at this event.
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
  }

  #button(label, keys) {
    const dom = document.createElement("button");
    dom.type = "button";
    dom.tabIndex = -1;
    dom.className = "editor-tool";
    dom.setAttribute("aria-label", label);
    dom.dataset.tip = keys ? `${label} (${spoken(keys)})` : label;
    if (keys) dom.setAttribute("aria-keyshortcuts", keys);
    return dom;
  }

  #actionButton(item, words) {
    const action = typeof item === "string" ? ACTIONS[item] : item;
    const dom = this.#button(action.label, action.keys);
    if (words) {
      dom.textContent = action.label;
      delete dom.dataset.tip;
    } else dom.append(icon(action.icon));
    dom.addEventListener("click", () => {
      if (dom.getAttribute("aria-disabled") !== "true") run(action, this.#editor, this.#frame);
    });
    this.#buttons.push({ name: item, dom, action });
    return dom;
  }

  #menuButton({ name, label, icon: sign, choices, shows }) {
    const dom = this.#button(label);
    const menu = new Menu(dom, choices.map((choice) => ACTIONS[choice]), this.#editor, (action) => run(action, this.#editor, this.#frame));
    dom.dataset.tip = label;
    if (shows) {
      dom.classList.add("editor-tool--wide");
      const word = dom.appendChild(document.createElement("span"));
      this.#buttons.push({ name, dom, menu, say: () => {
        const now = choices.map((choice) => ACTIONS[choice]).find((action) => action.active(this.#editor))?.label ?? ACTIONS.paragraph.label;
        word.textContent = now;
        dom.setAttribute("aria-label", `${label}: ${now}`);
      } });
    } else this.#buttons.push({ name, dom, menu });
    dom.append(icon(sign));
    this.dom.append(menu.dom);
    this.#menus.push(menu);
    return dom;
  }

  /** Shows which buttons are pressed, and which do nothing here. */
  update() {
    for (const { dom, action, say } of this.#buttons) {
      say?.();
      if (action?.active) dom.setAttribute("aria-pressed", String(action.active(this.#editor)));
      if (action?.can) dom.setAttribute("aria-disabled", String(!action.can(this.#editor)));
    }
  }

  /** Only these buttons can be used; all if undefined. */
  only(names) {
    for (const { name, dom } of this.#buttons) dom.disabled = names !== undefined && !names.includes(name);
    const first = this.#buttons.find(({ dom }) => !dom.disabled);
    if (first) this.#stopAt(first.dom);
  }

  press(name, pressed) {
    this.#buttons.find((button) => button.name === name)?.dom.setAttribute("aria-pressed", String(pressed));
  }

  focus() {
    this.#buttons.find(({ dom }) => dom.tabIndex === 0)?.dom.focus();
  }

  #stopAt(button) {
    if (!this.#buttons.some(({ dom }) => dom === button)) return;
    for (const { dom } of this.#buttons) dom.tabIndex = dom === button ? 0 : -1;
  }

  #move(event) {
    const usable = this.#buttons.filter(({ dom }) => !dom.disabled).map(({ dom }) => dom);
    const at = usable.indexOf(event.target);
    if (at < 0) return;
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (event.key in steps) {
      usable.at(steps[event.key] % usable.length).focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      this.#editor.view.focus();
    } else if (event.key === "ArrowDown") {
      const menu = this.#menus.find((one) => one.button === event.target);
      menu?.open(true);
      if (menu) event.preventDefault();
    }
  }
}

const icon = (node) => createElement(node, { width: 20, height: 20, "aria-hidden": "true" });
