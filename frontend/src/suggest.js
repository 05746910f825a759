// Suggestions for the search box while somebody types: a list below it that is used by keyboard or by hand (the pattern
// "combobox" of the ARIA guide). The words come from `search/suggest` (app/src/search/calls.rs).

/** How long a pause in typing is, in milliseconds. */
const PAUSE = 120;

/** Helps whoever writes into this box. */
export function help(box) {
  const form = box.form;
  const list = Object.assign(document.createElement("div"), { id: "goi-y", className: "suggestions", hidden: true });
  const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  said.setAttribute("role", "status");
  form.append(list, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) box.setAttribute(name, value);

  let timer;
  let asking = new AbortController();
  let chosen = -1;

  const choose = (index) => {
    const options = [...list.children];
    chosen = index < -1 ? options.length - 1 : index >= options.length ? -1 : index;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen === -1) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const close = () => {
    clearTimeout(timer);
    asking.abort();
    show(false);
  };
  const draw = (found) => {
    list.replaceChildren(...found.map(({ label, kind, address }, at) => {
      // A link, so that it moves as all links do, opens in a new tab, and can be copied.
      const option = Object.assign(document.createElement("a"), { id: `goi-y-${at}`, className: "suggestions__one", href: address, tabIndex: -1 });
      option.setAttribute("role", "option");
      if (kind) option.append(Object.assign(document.createElement("span"), { className: "search-kind", textContent: `${kind}: ` }));
      option.append(label);
      return option;
    }));
    choose(-1);
    show(found.length > 0);
    said.textContent = found.length > 0 ? `Có ${found.length} gợi ý.` : "";
  };
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const typed = box.value;
    if (typed.trim().length < 2) return show(false);
    try {
      const answer = await fetch(`/api/search/suggest?${new URLSearchParams({ typed })}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === box) draw(await answer.json());
    } catch {
      // Without network, or since somebody has typed on.
    }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    // A syllable that is being composed is not a word yet.
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("compositionend", () => { timer = setTimeout(ask, PAUSE); });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "Escape" && open) close();
    else if (event.key === "ArrowDown" && open) choose(chosen + 1);
    else if (event.key === "ArrowUp" && open) choose(chosen - 1);
    else if (event.key === "ArrowDown") ask();
    else if (event.key === "Enter" && chosen !== -1) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  // The box keeps the focus until the link is followed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", close);
  form.addEventListener("submit", close);
  box.addEventListener("blur", close);
  if (box.value) ask();
}
