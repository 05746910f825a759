// The dialogs of the editor. They are put at the end of the page, outside of the article's form.

/** Opens a dialog with this title. `fill` adds the fields; the promise gives what `read` returns for the
 * pressed button, or undefined if it was closed. */
export function openDialog(title, { fill, read, accept = "Đồng ý", others = [], onlyAccept = false }) {
  return new Promise((answered) => {
    const dialog = document.createElement("dialog");
    dialog.className = "desk-dialog";
    const form = dialog.appendChild(document.createElement("form"));
    form.method = "dialog";
    form.noValidate = true;
    const heading = form.appendChild(document.createElement("h2"));
    heading.id = "hop-thoai-ten";
    heading.className = "desk-dialog__title";
    heading.textContent = title;
    dialog.setAttribute("aria-labelledby", heading.id);
    fill(form);
    const row = form.appendChild(document.createElement("div"));
    row.className = "desk-dialog__buttons";
    const button = (label, value, quiet) => {
      const made = row.appendChild(document.createElement("button"));
      made.type = value === "" ? "button" : "submit";
      made.value = value;
      made.className = quiet ? "button button--quiet" : "button";
      made.textContent = label;
      return made;
    };
    button(accept, "accept", false);
    for (const { label, value } of others) button(label, value, true);
    if (!onlyAccept) button("Thôi", "", true).addEventListener("click", () => end(undefined));
    const listeners = new AbortController();
    const end = (result) => {
      listeners.abort();
      dialog.close();
      dialog.remove();
      answered(result);
    };
    // At once, not at the event `close`, which comes later: keys typed meanwhile would be out of order.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const result = read(event.submitter?.value ?? "accept", form);
      // Otherwise what is wrong has been said beside its field.
      if (result !== undefined) end(result);
    });
    dialog.addEventListener("cancel", () => end(undefined));
    // The page of the desk is left (frontend/desk/moves.js).
    document.addEventListener("desk-gone", () => end(undefined), { signal: listeners.signal });
    document.body.append(dialog);
    dialog.showModal();
    // The focused button may be at the end.
    dialog.scrollTop = 0;
  });
}

let fields = 0;

/** Adds a field with its label; returns the control. */
export function addField(form, label, { tag = "input", hint, ...properties } = {}) {
  const field = form.appendChild(document.createElement("div"));
  field.className = "field";
  const name = field.appendChild(document.createElement("label"));
  name.className = "field__label";
  name.textContent = label;
  const control = document.createElement(tag);
  control.className = `field__input${tag === "textarea" ? " field__input--area" : ""}`;
  Object.assign(control, properties);
  fields += 1;
  control.id = `o-soan-${fields}`;
  name.htmlFor = control.id;
  if (hint) {
    const line = field.appendChild(document.createElement("p"));
    line.className = "field__hint";
    line.id = `${control.id}-goi-y`;
    line.textContent = hint;
    control.setAttribute("aria-describedby", line.id);
  }
  field.append(control);
  return control;
}

/** Says beside a field what is wrong with it, and focuses it. */
export function complain(control, sentence) {
  const id = `${control.id}-loi`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.className = "field__problem";
    line.setAttribute("role", "alert");
    control.after(line);
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  }
  line.textContent = sentence;
  control.setAttribute("aria-invalid", "true");
  control.focus();
}

/** Asks for the HTML of a block. */
export function askForHtml(html) {
  let area;
  return openDialog("Mã HTML của khối này", {
    fill: (form) => { area = addField(form, "Mã HTML", { tag: "textarea", rows: 10, value: html, spellcheck: false }); },
    read: () => area.value,
  });
}
