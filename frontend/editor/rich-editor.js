// `<rich-editor>`: the text editor over the textarea of a form. The textarea stays what the form sends; it is
// hidden while the text is shown as readers see it. If anything fails, the textarea is shown.
//
// Nothing here reads the page around the element except the form of the textarea, so that the same element can be
// used elsewhere.
import { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { EditorState, Selection } from "@tiptap/pm/state";
import { extensionsFor } from "./extensions.js";
import { change } from "./html/change.js";
import { isReadable, readText, waysOf, writeBlocks, writeText } from "./html/read.js";
import { Frame } from "./tools/frame.js";
import { takeFiles } from "./tools/upload.js";

/** When the mouse was pressed last, in milliseconds. */
let lastClick = -Infinity;

/** A double click on the empty space below the text selects no word. prosemirror-view 1.44 looks for one there
 * nevertheless, and warns of a selection that is not in a text. */
function besideText(view, event) {
  const isQuick = event.timeStamp - lastClick < 500;
  lastClick = event.timeStamp;
  const stops = event.target === view.dom && isQuick;
  if (stops) event.preventDefault();
  return stops;
}

/** Where a place in the HTML of a text is in its document: as many letters stand before both. */
function placeOf(html, doc) {
  const template = document.createElement("template");
  template.innerHTML = html.replace(/<[^>]*$/, "");
  let left = template.content.textContent.replace(/\s/g, "").length;
  let place = 0;
  doc.descendants((node, position) => {
    for (let at = 0; node.isText && left > 0 && at < node.text.length; at += 1) {
      if (/\S/.test(node.text[at])) left -= 1;
      place = position + at + 1;
    }
    return left > 0;
  });
  return Selection.near(doc.resolve(place));
}

const MARGIN = { top: 120, bottom: 110, left: 0, right: 0 };

class RichEditor extends HTMLElement {
  #editor;
  #area;
  #frame;
  #written = new Map();
  #changed = false;
  #name;
  #listeners;
  /** What waits until the text is shown. */
  #waiting = [];

  connectedCallback() {
    if (this.#editor) return;
    this.#area = this.querySelector("textarea");
    this.#name = this.#area.id;
    if (!isReadable(this.#area.value)) return;
    this.#frame = new Frame(this, this.#area);
    try {
      this.#begin();
    } catch (error) {
      this.#frame.remove();
      throw error;
    }
  }

  disconnectedCallback() {
    // Moving the element disconnects it, and connects it again at once.
    queueMicrotask(() => {
      if (this.isConnected || !this.#editor) return;
      this.keep();
      this.#editor.destroy();
      this.#editor = undefined;
      this.#area.id = this.#name;
      this.#frame.remove();
      this.#listeners.abort();
    });
  }

  #begin() {
    // On a slow network somebody may be writing already: a field that is moved and hidden loses the focus, and with it
    // every key.
    const isWriting = this.#area.matches(":focus");
    const before = this.#area.value.slice(0, this.#area.selectionEnd);
    this.#editor = new Editor({
      element: this.#frame.place,
      injectCSS: false,
      extensions: extensionsFor(this),
      editorProps: {
        attributes: { class: "prose editor-text", ...this.#frame.describe() },
        // The tools above and the buttons of the form below must not cover the cursor.
        handleDOMEvents: { mousedown: besideText },
        scrollMargin: MARGIN,
        scrollThreshold: MARGIN,
      },
      onUpdate: () => this.#note(),
    });
    const { doc, lines } = readText(this.#area.value, this.#editor.schema);
    this.#written = waysOf(doc, lines);
    const { view, state } = this.#editor;
    view.updateState(EditorState.create({ doc, plugins: state.plugins }));
    this.#frame.begin(this.#editor, () => (this.showsHtml ? this.#leaveHtml() : this.#showHtml()));
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    this.#area.form?.addEventListener("formdata", () => this.keep(), { signal });
    this.#area.form?.addEventListener("submit", () => this.keep(), { capture: true, signal });
    for (const kind of ["dragover", "drop"]) this.#area.form?.addEventListener(kind, (event) => this.#takeDropped(event), { signal });
    this.#showText();
    if (!isWriting) return;
    view.dispatch(view.state.tr.setSelection(placeOf(before, view.state.doc)));
    view.focus();
  }

  /** Files that are dropped beside the text go into it: the browser would leave the page and open them. */
  #takeDropped(event) {
    const isMine = event.dataTransfer.types.includes("Files") && !event.defaultPrevented && !event.target.closest("input[type=file]");
    if (!isMine || this.showsHtml) return;
    event.preventDefault();
    if (event.type === "drop") takeFiles(this.#editor, this, event.dataTransfer.files, this.#editor.state.selection.to);
  }

  /** The text as HTML. Whoever writes does not undo what is set: it comes from elsewhere. What is not readable
   * (html/read.js) is shown as HTML. */
  get html() {
    return !this.#editor || this.showsHtml ? this.#area.value : writeText(this.#editor.state.doc, this.#written);
  }

  set html(html) {
    if (!this.#editor || this.showsHtml || !isReadable(html)) {
      if (this.#editor && !this.showsHtml) this.#frame.showHtml(true, this.#name);
      this.#area.value = html;
      return;
    }
    this.#show(html, false);
  }

  #show(html, isOwn) {
    const { doc, lines } = readText(html, this.#editor.schema);
    const { view, state } = this.#editor;
    const tr = change(closeHistory(state.tr), writeBlocks(state.doc, this.#written), doc, lines, view.hasFocus());
    this.#written = waysOf(tr.doc, lines);
    if (!tr.docChanged) return;
    // One's own is a step of its own for undo, also if one has just typed; and what was chosen for the next letter stays.
    view.dispatch(tr.setStoredMarks(state.storedMarks).setMeta("addToHistory", isOwn));
    view.dispatch(closeHistory(this.#editor.state.tr));
  }

  /** The tools around the text. */
  get frame() {
    return this.#frame;
  }

  /** Whether the textarea is shown. */
  get showsHtml() {
    return !this.#area.hidden;
  }

  /** Waits until the text is shown, if the HTML is. */
  async whenText() {
    if (this.showsHtml) await new Promise((go) => { this.#waiting.push(go); });
  }

  /** Writes the text into the textarea, if it has changed. */
  keep() {
    if (!this.#editor || !this.#changed || this.showsHtml) return;
    this.#changed = false;
    this.#area.value = this.html;
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** At most one write for each frame; while the page is not visible, the form asks for it. */
  #note() {
    if (this.#changed) return;
    this.#changed = true;
    requestAnimationFrame(() => {
      this.keep();
      this.#frame.count(this.#editor.state.doc);
    });
  }

  #showHtml() {
    this.keep();
    this.#frame.showHtml(true, this.#name);
    this.#area.focus();
  }

  #leaveHtml() {
    if (!isReadable(this.#area.value)) {
      this.#frame.say("Mã HTML này có phần mà trang không nhận, như script, style hoặc on…=. Xin bỏ phần ấy đi, hoặc lưu bài từ đây.");
      return;
    }
    this.#frame.say("");
    this.#showText();
    this.#editor.view.focus();
  }

  #showText() {
    if (this.#area.value !== writeText(this.#editor.state.doc, this.#written)) this.#show(this.#area.value, true);
    this.#changed = false;
    this.#frame.showHtml(false, this.#name);
    this.#frame.count(this.#editor.state.doc);
    for (const go of this.#waiting.splice(0)) go();
  }
}

customElements.define("rich-editor", RichEditor);
