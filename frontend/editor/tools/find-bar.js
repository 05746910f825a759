// The bar for finding and replacing.
import { find, foundIn, replace, show } from "./find.js";

export class FindBar {
  #editor;
  #words;
  #other;
  #exact;
  #said;
  #row;

  constructor(editor) {
    this.#editor = editor;
    this.dom = document.createElement("div");
    this.dom.className = "editor-find";
    this.dom.hidden = true;
    this.dom.setAttribute("role", "search");
    this.dom.setAttribute("aria-label", "Tìm và thay trong bài");
    this.#row = this.#line();
    this.#words = this.#field("Tìm");
    this.#button("Trước", () => show(editor, -1));
    this.#button("Sau", () => show(editor, 1));
    this.#said = this.#row.appendChild(document.createElement("p"));
    this.#said.className = "editor-find__said";
    this.#said.setAttribute("role", "status");
    this.#button("Đóng", () => this.close());
    this.#row = this.#line();
    this.#other = this.#field("Thay bằng");
    this.#button("Thay", () => replace(editor, this.#other.value, false));
    this.#button("Thay hết", () => this.#say(`Đã thay ${replace(editor, this.#other.value, true)} chỗ.`));
    this.#exact = this.#tick("Phân biệt dấu");
    for (const control of [this.#words, this.#exact]) control.addEventListener("input", () => this.#search());
    this.dom.addEventListener("keydown", (event) => this.#key(event));
  }

  open() {
    const { from, to } = this.#editor.state.selection;
    const marked = this.#editor.state.doc.textBetween(from, to, " ");
    if (marked !== "" && marked.length < 80) this.#words.value = marked;
    this.dom.hidden = false;
    this.#words.focus();
    this.#words.select();
    this.#search();
  }

  close() {
    if (this.dom.hidden) return;
    this.dom.hidden = true;
    find(this.#editor, "", false);
    this.#editor.view.focus();
  }

  #search() {
    find(this.#editor, this.#words.value, this.#exact.checked);
    this.#say();
  }

  #say(words) {
    const { found, at } = foundIn(this.#editor);
    const place = found.length === 0 ? "Không thấy." : `Chỗ ${at + 1} trong ${found.length}.`;
    this.#said.textContent = words ?? (this.#words.value === "" ? "" : place);
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    // Otherwise the key would send the form.
    if (event.key !== "Enter" || event.target.localName !== "input") return;
    event.preventDefault();
    if (event.target === this.#other) replace(this.#editor, this.#other.value, false);
    else show(this.#editor, event.shiftKey ? -1 : 1);
    this.#say();
  }

  #line() {
    const line = this.dom.appendChild(document.createElement("div"));
    line.className = "editor-find__line";
    return line;
  }

  #field(label) {
    const box = this.#row.appendChild(document.createElement("label"));
    box.className = "editor-find__field";
    box.append(label);
    const input = box.appendChild(document.createElement("input"));
    input.className = "field__input";
    return input;
  }

  #tick(label) {
    const box = this.#row.appendChild(document.createElement("label"));
    box.className = "field__tick";
    const input = box.appendChild(document.createElement("input"));
    input.type = "checkbox";
    box.append(label);
    return input;
  }

  #button(label, act) {
    const button = this.#row.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "editor-card__button";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      if (["Trước", "Sau", "Thay"].includes(label)) this.#say();
    });
  }
}
