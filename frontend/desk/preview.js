// Shows an article as readers will see it beside its form, while it is written: as on a telephone or a wide screen, light
// or dark. Without this script the button "Xem trước" opens a tab.

/** How long nothing is typed before the preview is renewed, in milliseconds. */
const PAUSE = 1_000;
/** The widths of the page in the preview, in pixels. */
const WIDTHS = { phone: 390, wide: 1_280 };

/** Rules of style sheets for the dark, once their condition was replaced. */
const darkRules = new WeakSet();

const CHOICES = [
  { name: "width", label: "Khổ màn hình", options: [["phone", "Điện thoại"], ["wide", "Màn hình rộng"]] },
  { name: "theme", label: "Màu", options: [["light", "Nền sáng"], ["dark", "Nền tối"]] },
];

improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));

function improve(root) {
  for (const button of root.querySelectorAll("[data-preview]")) offer(button);
}

function offer(button) {
  let preview;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    if (preview?.pane.isConnected) return preview.close();
    preview = open(button);
  });
}

/** Opens the preview; it is closed when its form leaves the page. */
function open(button) {
  const { form } = button;
  const ending = new AbortController();
  const { signal } = ending;
  const pane = document.createElement("section");
  pane.className = "preview";
  pane.setAttribute("aria-label", "Xem trước");
  const tools = pane.appendChild(document.createElement("div"));
  tools.className = "preview__tools";
  const place = pane.appendChild(document.createElement("div"));
  place.className = "preview__place";
  const frame = place.appendChild(document.createElement("iframe"));
  frame.title = "Bài như bạn đọc sẽ thấy";
  // The page is put into it without its scripts. Without this it would be shown in quirks mode.
  frame.srcdoc = "<!DOCTYPE html>";
  const chosen = { width: "phone", theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light" };

  const fit = () => {
    const width = WIDTHS[chosen.width];
    const scale = Math.min(1, place.clientWidth / width);
    Object.assign(frame.style, {
      width: `${width}px`,
      height: `${place.clientHeight / scale}px`,
      transform: `scale(${scale})`,
      marginInlineStart: `${Math.max(0, (place.clientWidth - width) / 2)}px`,
    });
    paint(frame.contentDocument, chosen.theme);
  };
  for (const choice of CHOICES) tools.append(choices(choice, chosen, fit));
  const shut = tools.appendChild(document.createElement("button"));
  Object.assign(shut, { type: "button", className: "button button--quiet button--small", textContent: "Đóng" });

  let waiting;
  let asked;
  const renew = async () => {
    asked?.abort();
    asked = new AbortController();
    const page = await load(button, asked.signal);
    if (page && !signal.aborted) show(frame, page, fit, leave);
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, PAUSE);
  };
  // On a telephone it covers the form.
  const covered = matchMedia("(max-width: 63.99rem)");
  const around = [...(form.closest(".desk-panel") ?? document.body).children];
  const cover = () => {
    for (const element of around) element.inert = covered.matches && !ending.signal.aborted;
  };
  const close = () => {
    ending.abort();
    cover();
    asked?.abort();
    clearTimeout(waiting);
    pane.remove();
    document.body.classList.remove("has-preview");
    button.setAttribute("aria-expanded", "false");
  };
  shut.addEventListener("click", () => {
    close();
    button.focus();
  });
  const leave = ({ key }) => key === "Escape" && shut.click();
  pane.addEventListener("keydown", leave);
  covered.addEventListener("change", cover, { signal });
  for (const kind of ["input", "change"]) form.addEventListener(kind, later, { signal });
  document.addEventListener("desk-gone", close, { signal });
  addEventListener("resize", fit, { signal });
  frame.addEventListener("load", renew, { once: true });

  (form.closest(".desk-panel") ?? document.body).append(pane);
  document.body.classList.add("has-preview");
  button.setAttribute("aria-expanded", "true");
  cover();
  shut.focus();
  return { pane, close };
}

/** The page with what is typed, without files: these are shown once they are saved. Nothing without network. */
async function load(button, signal) {
  const typed = new FormData(button.form);
  for (const [name, value] of [...typed]) if (typeof value !== "string") typed.delete(name);
  try {
    const answer = await fetch(`${button.formAction}?khung`, { method: "POST", body: typed, signal });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return undefined;
  }
}

/** Shows a page in place of the one before, at the same position. The first one brings the style sheets. */
function show(frame, page, shown, leave) {
  const { contentDocument, contentWindow } = frame;
  const top = contentWindow.scrollY;
  if (contentDocument.head.childElementCount > 0) contentDocument.body.replaceWith(page.body);
  else {
    contentDocument.documentElement.replaceWith(page.documentElement);
    // Nothing leads away from it, and nothing is sent.
    contentDocument.addEventListener("click", (event) => event.target.closest("a") && event.preventDefault());
    contentDocument.addEventListener("submit", (event) => event.preventDefault());
    contentDocument.addEventListener("keydown", leave);
    for (const sheet of contentDocument.querySelectorAll("link[rel=stylesheet]")) sheet.addEventListener("load", shown);
  }
  contentWindow.scrollTo({ top, behavior: "instant" });
  shown();
}

/** Shows a page as in the light or the dark, whatever the system prefers. */
function paint(page, theme) {
  page.documentElement.style.colorScheme = theme;
  const paintRules = ({ cssRules = [] }) => {
    for (const rule of cssRules) {
      if (/prefers-color-scheme: dark/.test(rule.media?.mediaText)) darkRules.add(rule);
      if (darkRules.has(rule)) rule.media.mediaText = theme === "dark" ? "all" : "not all";
      // The rules of a layer.
      else paintRules(rule);
    }
  };
  for (const sheet of page.styleSheets) paintRules(sheet);
}

/** Radio buttons for one of two looks. */
function choices({ name, label, options }, chosen, changed) {
  const group = document.createElement("fieldset");
  group.className = "preview__choices";
  const legend = group.appendChild(document.createElement("legend"));
  legend.className = "visually-hidden";
  legend.textContent = label;
  for (const [value, words] of options) {
    const option = group.appendChild(document.createElement("label"));
    const radio = option.appendChild(document.createElement("input"));
    Object.assign(radio, { type: "radio", name: `xem-truoc-${name}`, value, checked: chosen[name] === value });
    radio.addEventListener("change", () => {
      chosen[name] = value;
      changed();
    });
    option.append(words);
  }
  return group;
}
