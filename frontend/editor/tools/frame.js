// What surrounds the text: the tools above it, the count below it. Also exchanges the text and the textarea, of
// which one is shown: it has the id and the label of the field.
import { FindBar } from "./find-bar.js";
import { Toolbar } from "./toolbar.js";
import { TABLE_TOOLS, TOOLBAR } from "./actions.js";

const WORDS_A_MINUTE = 220;
const LEAVE = "Để rời ô soạn thảo bằng bàn phím: bấm Esc rồi Tab. Thanh công cụ: Alt+F10.";

const made = (parent, name, className) => {
  const element = parent.appendChild(document.createElement(name));
  element.className = className;
  return element;
};

export class Frame {
  #editor;
  #area;
  #field;
  #label;
  #hint;
  #box = document.createElement("div");
  #head;
  #tools;
  #tableTools;
  #find;
  #said;
  #foot;
  #frame;

  constructor(host, area) {
    this.#area = area;
    this.#field = area.closest(".field") ?? host;
    this.#label = this.#field.querySelector("label");
    this.#hint = this.#field.querySelector(".field__hint");
    this.#box.className = "editor";
    this.#head = made(this.#box, "div", "editor__head");
    /** Where the text is. */
    this.place = made(this.#box, "div", "editor__place");
    this.host = host;
  }

  /** The attributes of the text for assistive technology. */
  describe() {
    const help = made(this.#box, "p", "visually-hidden");
    help.id = `${this.#area.id}-tro-giup`;
    help.textContent = LEAVE;
    if (this.#label) this.#label.id ||= `${this.#area.id}-nhan`;
    const problem = this.#field.querySelector(".field__problem");
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-describedby": [problem?.id, help.id].filter(Boolean).join(" ") };
    if (this.#label) attributes["aria-labelledby"] = this.#label.id;
    if (this.#area.getAttribute("aria-invalid") === "true") attributes["aria-invalid"] = "true";
    return attributes;
  }

  begin(editor, toggleHtml) {
    this.#editor = editor;
    this.toggleHtml = toggleHtml;
    this.#tools = new Toolbar(editor, this, { label: "Công cụ soạn thảo", groups: TOOLBAR });
    this.#tableTools = new Toolbar(editor, this, { label: "Công cụ bảng", groups: [TABLE_TOOLS], words: true });
    this.#find = new FindBar(editor);
    this.#head.append(this.#tools.dom, this.#tableTools.dom, this.#find.dom);
    this.#said = made(this.#box, "p", "field__problem editor__said");
    this.#said.setAttribute("role", "alert");
    this.#said.hidden = true;
    this.#foot = made(this.#box, "p", "editor__foot");
    this.#area.before(this.#box);
    this.place.after(this.#area);
    editor.on("transaction", () => this.#schedule());
    this.#label?.addEventListener("click", () => this.#area.hidden && editor.view.focus());
    this.#update();
  }

  /** At most once for each frame, so that fast typing is not held up. */
  #schedule() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (!this.#editor.isDestroyed) this.#update();
    });
  }

  #update() {
    this.#tableTools.dom.hidden = this.#area.hidden === false || !this.#editor.isActive("table");
    this.#tools.update();
    if (!this.#tableTools.dom.hidden) this.#tableTools.update();
  }

  /** Shows the textarea or the text. The one that is shown has the id of the field, so that links and labels
   * lead to it. */
  showHtml(html, name) {
    const text = this.#editor.view.dom;
    this.#area.hidden = !html;
    this.place.hidden = html;
    this.#area.id = html ? name : `${name}-html`;
    text.id = html ? `${name}-soan` : name;
    if (this.#label && html) text.removeAttribute("aria-labelledby");
    else if (this.#label) text.setAttribute("aria-labelledby", this.#label.id);
    if (this.#hint) this.#hint.hidden = !html;
    this.#box.classList.toggle("editor--html", html);
    if (html) this.#find.close();
    this.#tools.only(html ? ["html"] : undefined);
    this.#tools.press("html", html);
    this.#update();
  }

  /** Says why something could not be done; nothing with an empty sentence. */
  say(sentence) {
    this.#said.textContent = sentence;
    this.#said.hidden = sentence === "";
  }

  openFind() {
    this.#find.open();
  }

  focusTools() {
    this.#tools.focus();
  }

  /** Says how long the text is. */
  count(doc) {
    const words = doc.textBetween(0, doc.content.size, " ", " ").split(/\s+/).filter(Boolean).length;
    const minutes = Math.ceil(words / WORDS_A_MINUTE);
    this.#foot.textContent = words === 0 ? "Chưa có chữ nào." : `${words.toLocaleString("vi")} chữ, đọc khoảng ${minutes} phút.`;
  }

  /** Puts the textarea back, as if there had been no editor. */
  remove() {
    if (this.#box.contains(this.#area)) this.#box.before(this.#area);
    this.#box.remove();
    this.#area.hidden = false;
    if (this.#hint) this.#hint.hidden = false;
  }
}
