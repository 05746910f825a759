// Moves between pages of the desk without loading them: fetches the page, and exchanges what is different. On a page of
// readers the desk opens in a panel in place of the page, which is there again when the panel is closed. Without this
// script every page is loaded. The desk loads it as it is; build.mjs also adds it to the script around the wasm for
// people who are signed in, hence the block scope.
//
// Events on the document, for other scripts: `desk-leave` asks whether the page may be left, and takes promises to wait
// for in its detail; `desk-visit` asks for another page; `desk-gone` says that the content is about to go, `desk-content`
// that new content is there, and `desk-closed` that the panel is closed; its detail is what was said when something was
// saved there.
{
  const DESK = "/ban-bien-tap";
  const PARTS = [".desk-head", ".desk-main"];
  const OFFLINE = "Chưa kết nối được với máy chủ; nội dung trên trang vẫn còn nguyên. Xin quý vị thử lại sau ít phút.";
  const FAILED = "Máy chủ chưa nhận được; nội dung trên trang vẫn còn nguyên. Xin quý vị thử lại sau ít phút.";
  /** Results of saving an article, after which readers have what was typed. */
  const SAVED = ["luu", "gop"];

  const isLoadedDesk = document.body.classList.contains("desk");
  /** The scripts and style sheets of the desk in this document, by address. */
  const files = new Map();
  let panel;
  /** The page of readers below the panel: its title, address and position, and the first page in the panel. */
  let beneath;
  /** What was said when something was saved in the panel. */
  let saved;
  /** Path and query of the page of the desk that is shown. */
  let shown;
  /** What the page that was left still has to do, before the server is asked for another one. */
  let leaving;
  /** The page that is on its way. */
  let going;
  let isSending = false;
  /** The panel is being closed, and whether it may be was asked. */
  let isClosing = false;

  const root = () => panel ?? document.body;
  /** How many pages of the desk lie between this one and the page of readers, in the history. */
  const depth = () => history.state?.depth ?? 0;
  /** Path and query of an address. */
  const pathOf = ({ pathname, search }) => pathname + search;
  /** Whether an address is one of a page of this site, not of a file or a mail. */
  const isPage = ({ origin, pathname }) => origin === location.origin && !/\.\w+$/.test(pathname);
  const isDesk = (address) => isPage(address) && (address.pathname === DESK || address.pathname.startsWith(`${DESK}/`));
  /** The address of a script or style sheet, as it is written. */
  const sourceOf = (file) => file.getAttribute("src") ?? file.getAttribute("href");

  noteAddress();
  if (isLoadedDesk) for (const file of document.querySelectorAll("head script[src]")) files.set(sourceOf(file), file);

  // A page of readers with an address of the desk says that there is no such page: it is left by loading.
  if (isLoadedDesk || !isDesk(location)) begin();

  function begin() {
    // Before the listeners of the document and of the window, so that the router of readers' pages does not follow.
    document.body.addEventListener("click", follow);
    // After all others: they prevent what should not be sent yet.
    addEventListener("submit", send);
    addEventListener("popstate", goBack, true);
    document.addEventListener("desk-visit", (event) => {
      if (!isLoadedDesk && !panel) return;
      event.preventDefault();
      visit(new URL(event.detail, location));
    });
  }

  /** The form of a new article gets an address of its own once its draft is kept. */
  function noteAddress() {
    if (isLoadedDesk || panel) shown = pathOf(location);
  }

  function follow(event) {
    noteAddress();
    const link = event.target.closest?.("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download") || link.isContentEditable) return;
    const address = new URL(link.href);
    if (!isDesk(address)) return leaveTo(address, link, event);
    const isSame = address.hash && pathOf(address) === shown;
    // The browser follows it.
    if (isSame && !panel) return undefined;
    event.preventDefault();
    event.stopPropagation();
    return isSame ? goTo(address.hash) : visit(address);
  }

  /** A link to something else. The router of readers' pages follows it, or the browser, if it is a file or a mail. */
  function leaveTo(address, link, event) {
    if (!isPage(address)) return;
    stop();
    if (!panel?.contains(link)) return;
    const isBeneath = pathOf(address) === beneath.address;
    const may = mayLeave();
    if (may && !isBeneath) return shut();
    event.preventDefault();
    event.stopPropagation();
    if (may) close();
  }

  /** What is on its way is not shown any more. */
  function stop() {
    going?.abort();
    root().removeAttribute("aria-busy");
  }

  function mayLeave() {
    const waits = [];
    const may = document.dispatchEvent(new CustomEvent("desk-leave", { cancelable: true, detail: waits }));
    leaving = Promise.all(waits);
    return may;
  }

  /** Shows a page of the desk. `popped`: the history is there already. */
  async function visit(address, popped = false) {
    // The address of the page that stays.
    const stay = () => (popped ? push() : undefined);
    if (isSending || !mayLeave()) return stay();
    stop();
    going = new AbortController();
    const { signal } = going;
    root().setAttribute("aria-busy", "true");
    await leaving;
    const answer = await ask(address, { signal });
    if (signal.aborted) return undefined;
    if (!answer) {
      stop();
      stay();
      return complain(OFFLINE, address);
    }
    const { page, to } = answer;
    if (!page || !isDesk(to) || isOther(page)) return location.assign(address);
    const isReady = isLoadedDesk || panel || (await prepare(page).catch(() => location.assign(address)));
    if (signal.aborted || !isReady) return undefined;
    stop();
    return show(page, to, { popped, hash: address.hash });
  }

  /** Sends a request: where the answer is from, and the page of the desk in it, if it is one; undefined without
   * network. */
  async function ask(address, options) {
    try {
      const response = await fetch(address, { headers: { accept: "text/html" }, ...options });
      const isHtml = response.headers.get("content-type")?.startsWith("text/html");
      const page = isHtml ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined;
      const isOfDesk = page?.querySelector("body.desk > .desk-main");
      return { page: isOfDesk ? page : undefined, to: new URL(response.url), redirected: response.redirected };
    } catch {
      return undefined;
    }
  }

  async function send(event) {
    noteAddress();
    const { target: form, submitter } = event;
    const action = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location);
    if (event.defaultPrevented || !isDesk(action) || submitter?.formTarget || form.target || !root().contains(form)) return undefined;
    event.preventDefault();
    if (isSending) return undefined;
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    if (form.method !== "post") {
      action.search = new URLSearchParams(data);
      return visit(action);
    }
    isSending = true;
    stop();
    const place = root();
    place.setAttribute("aria-busy", "true");
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
    const answer = await ask(action, { method: "POST", body });
    isSending = false;
    place.removeAttribute("aria-busy");
    // The panel was closed meanwhile: only the page below it hears of what was saved.
    if (place !== root()) return answer?.redirected && tellSaved("");
    return answered(answer, form);
  }

  async function answered(answer, form) {
    const { page, to, redirected } = answer ?? {};
    // The same form with what was typed, and the reason why it was not stored.
    if (page && !redirected) return show(page, new URL(shown, location), { popped: true });
    if (!redirected) {
      delete form.dataset.sent;
      return complain(answer ? FAILED : OFFLINE);
    }
    if (panel) saved ??= "";
    if (!page || !isDesk(to) || isOther(page)) return location.assign(to);
    const isSaved = SAVED.includes(to.searchParams.get("da")) && page.querySelector(".state--da-dang");
    if (beneath?.opened !== to.pathname || !isSaved) return show(page, to);
    saved = page.querySelector(".notice__text")?.textContent ?? "";
    return close();
  }

  /** The files of the desk that a page names: its style sheet, and its scripts. */
  const filesOf = (page) => [...page.querySelectorAll("head script[src], head link[rel=stylesheet]")].filter((file) => sourceOf(file).startsWith(`${DESK}/`));

  /** Whether a page was made by another version of the program: it is loaded, with its own scripts. */
  function isOther(page) {
    const scripts = filesOf(page).filter(({ localName }) => localName === "script");
    return files.size > 0 && scripts.some((script) => !files.has(sourceOf(script)));
  }

  function show(page, address, { popped = false, hash = "" } = {}) {
    const before = { shown, top: scrollY };
    document.dispatchEvent(new CustomEvent("desk-gone"));
    if (!isLoadedDesk && !panel) open(page, address.pathname, popped);
    else for (const selector of PARTS) root().querySelector(selector).replaceWith(page.querySelector(selector));
    shown = pathOf(address);
    if (shown === before.shown && !popped) history.replaceState(history.state, "", shown + hash);
    else if (!popped) {
      // Going back leads to the same place in a list.
      if (before.shown) history.replaceState({ ...history.state, top: before.top }, "");
      push(hash);
    }
    document.title = page.title;
    scrollTo(0, popped ? (history.state?.top ?? 0) : 0);
    root().dispatchEvent(new CustomEvent("desk-content", { bubbles: true }));
    if (!goTo(hash)) focusFirst();
  }

  const push = (hash = "") => history.pushState({ depth: depth() + 1 }, "", shown + hash);

  /** Goes to a place in the page; false if there is none. */
  function goTo(hash) {
    const place = document.getElementById(decodeURIComponent(hash.slice(1)));
    // The browser does so itself where it follows such a link.
    for (let folded = place?.closest("details:not([open])"); folded; folded = folded.closest("details:not([open])")) folded.open = true;
    place?.scrollIntoView();
    place?.focus();
    return Boolean(place);
  }

  /** What was refused, or where one writes in the panel, or the heading, so that it is read out. */
  async function focusFirst() {
    const main = root().querySelector(".desk-main");
    const refusal = main.querySelector("[autofocus]");
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    (refusal ?? heading).focus({ preventScroll: !refusal });
    const title = main.querySelector(".form--article [name=tieu-de]");
    if (!panel || refusal || !title) return;
    if (title.value === "") return title.focus();
    await customElements.whenDefined("rich-editor");
    // Unless somebody has gone elsewhere meanwhile.
    if (document.activeElement === heading) main.querySelector(".editor-text")?.focus();
  }

  /** Loads what the panel needs for its first page. */
  async function prepare(page) {
    // The text editor is the largest file: it is on its way first. editor.js says what becomes of it.
    const editor = page.querySelector("rich-editor[script]");
    if (editor) import(editor.getAttribute("script")).catch(() => {});
    await Promise.all(filesOf(page).map(use));
    return true;
  }

  /** Opens the panel with its first page. */
  function open(page, opened, popped) {
    const address = popped ? undefined : pathOf(location);
    beneath = { title: document.title, address, top: scrollY, opened };
    saved = undefined;
    applySheets("all");
    for (const element of document.body.children) element.toggleAttribute("data-beneath", true);
    panel = document.createElement("div");
    panel.className = "desk-panel";
    const bar = panel.appendChild(document.createElement("nav"));
    bar.className = "desk-bar";
    bar.setAttribute("aria-label", "Trang đang mở");
    const back = bar.appendChild(document.createElement("button"));
    back.type = "button";
    back.textContent = "← Trở lại trang đang đọc";
    back.addEventListener("click", () => mayLeave() && close());
    panel.append(...PARTS.map((selector) => page.querySelector(selector)));
    // Menus and dialogs of the desk are beside the panel.
    document.body.classList.add("desk");
    document.body.append(panel);
  }

  /** Loads a script or style sheet once. The sheet holds only while the panel is open. What has failed is loaded again
   * the next time. */
  function use(file) {
    const address = sourceOf(file);
    if (file.localName === "script") {
      if (!files.has(address)) files.set(address, import(address));
      return files.get(address).catch((error) => {
        files.delete(address);
        throw error;
      });
    }
    if (files.has(address)) return undefined;
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, media: "not all" });
    files.set(address, sheet);
    return new Promise((loaded) => {
      sheet.onload = sheet.onerror = loaded;
      document.head.append(sheet);
    });
  }

  function applySheets(media) {
    for (const file of files.values()) if (file.rel === "stylesheet") file.media = media;
  }

  /** Closes the panel, and goes back to where it was opened. */
  function close() {
    isClosing = true;
    // What is on its way must not come between this and the step in the history.
    stop();
    if (depth() > 0) history.go(-depth());
    else shut();
  }

  function shut() {
    isClosing = false;
    stop();
    document.dispatchEvent(new CustomEvent("desk-gone"));
    panel.remove();
    document.body.classList.remove("desk");
    panel = undefined;
    for (const element of document.querySelectorAll("[data-beneath]")) element.removeAttribute("data-beneath");
    applySheets("not all");
    document.title = beneath.title;
    shown = undefined;
    scrollTo(0, beneath.top);
    document.querySelector(`.desk-bar a[href="${beneath.opened}"]`)?.focus({ preventScroll: true });
    beneath = undefined;
    const words = saved;
    // Once the server has what was written there.
    Promise.resolve(leaving).then(() => tellSaved(words));
  }

  const tellSaved = (words) => document.dispatchEvent(new CustomEvent("desk-closed", { detail: words }));

  function goBack(event) {
    const address = new URL(location);
    // After a reload in the panel the page of readers is not below any more.
    if (!isDesk(address) && isLoadedDesk) return location.reload();
    if (!isDesk(address) && !panel) return stop();
    if (!isDesk(address) && (isClosing || mayLeave())) return shut();
    // The router of readers' pages does not know the desk.
    event.stopImmediatePropagation();
    if (!isDesk(address)) return push();
    if (pathOf(address) !== shown) return visit(address, true);
    stop();
    return goTo(address.hash);
  }

  /** Says why something could not be done. Without a page of the desk to say it on, the browser does. */
  function complain(sentence, address) {
    const main = root().querySelector(".desk-main");
    if (!main) return address && location.assign(address);
    main.querySelector(".notice--moves")?.remove();
    const notice = document.createElement("div");
    notice.className = "notice notice--refused notice--moves";
    notice.setAttribute("role", "alert");
    notice.tabIndex = -1;
    notice.append(Object.assign(document.createElement("div"), { className: "notice__text", textContent: sentence }));
    main.querySelector("h1").after(notice);
    notice.focus();
    return undefined;
  }
}
