// Reads an article aloud with the browser's own Vietnamese voice: sentence by sentence, since some browsers fall silent
// within a long text. A pause ends the sentence, which is read again afterwards: not all voices can pause.

/** The most characters of a piece. */
const LONGEST = 180;
/** What is read, and what within it is not: captions, tables, code, links to videos and files. */
const READ = "h1, .article__lead, .prose :is(p, h2, h3, h4, h5, h6, li, dt, dd, blockquote)";
const SKIPPED = "figure, table, pre, .video, .file";
/** How long a voice may take to begin, in milliseconds. */
const PATIENCE = 15_000;

const speech = window.speechSynthesis;
let stopReading = () => {};

/** Reads the article of this button from its beginning. */
export function use(button) {
  stopReading();
  const pieces = [...button.closest("article").querySelectorAll(READ)].flatMap((part) => split(ownText(part)).map((text) => ({ part, text })));
  const parts = [...new Set(pieces.map(({ part }) => part))];
  const path = location.pathname;
  const control = (words, act) => {
    const made = Object.assign(document.createElement("button"), { className: "listening__control", type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const pause = control("Tạm dừng", () => (speaking ? hold("Đã tạm dừng.") : speak()));
  const find = control("", () => show(true));
  const end = control("Dừng", () => close());
  const bar = document.createElement("section");
  bar.className = "listening";
  bar.setAttribute("aria-label", "Nghe bài");
  bar.append(pause, find, end, said);

  let at = 0;
  let speaking = false;
  let marked;
  /** Where the page stood when it was last scrolled here; elsewhere the reader has scrolled. */
  let stood = scrollY;
  let waiting;

  const show = (always) => {
    const { top, bottom } = marked.getBoundingClientRect();
    if (!always && Math.abs(scrollY - stood) > 2) return;
    if (always || top < 0 || bottom > innerHeight - bar.offsetHeight) marked.scrollIntoView({ block: "center", behavior: "instant" });
    stood = scrollY;
  };
  const mark = (part) => {
    if (marked === part) return;
    marked?.classList.remove("being-read");
    marked = part;
    if (!part) return;
    part.classList.add("being-read");
    find.textContent = `Đến đoạn ${parts.indexOf(part) + 1}/${parts.length}`;
    show(false);
  };
  const speak = () => {
    if (at === pieces.length) return close();
    const { part, text } = pieces[at];
    const voices = speech.getVoices().filter(({ lang }) => /^vi([-_]|$)/i.test(lang));
    const one = Object.assign(new SpeechSynthesisUtterance(text), { lang: "vi-VN", voice: voices.find(({ localService }) => localService) ?? voices[0] });
    // What is cancelled ends too.
    const isMine = () => speaking === one;
    one.onstart = () => clearTimeout(waiting);
    one.onend = () => {
      if (!isMine()) return;
      at += 1;
      speak();
    };
    one.onerror = () => isMine() && hold("Máy chưa đọc được bài này. Mời quý vị bấm “Nghe tiếp” để thử lại.");
    speaking = one;
    pause.textContent = "Tạm dừng";
    said.textContent = "";
    mark(part);
    clearTimeout(waiting);
    waiting = setTimeout(one.onerror, PATIENCE);
    speech.speak(one);
  };
  const hold = (words) => {
    speaking = false;
    clearTimeout(waiting);
    speech.cancel();
    pause.textContent = "Nghe tiếp";
    said.textContent = words;
  };
  const close = () => {
    hold("");
    mark();
    watcher.disconnect();
    removeEventListener("pagehide", close);
    const focused = bar.contains(document.activeElement);
    bar.remove();
    stopReading = () => {};
    if (focused && button.isConnected) button.focus({ preventScroll: true });
  };
  // The article stays when it is updated in its place.
  const watcher = new MutationObserver(() => location.pathname !== path && close());
  watcher.observe(document.querySelector("main"), { childList: true, subtree: true });
  addEventListener("pagehide", close);
  stopReading = close;
  // What another page has left unsaid.
  if (speech.speaking || speech.pending) speech.cancel();
  document.body.append(bar);
  pause.focus({ preventScroll: true });
  speak();
}

/** The text of an element without the parts within it that are read by themselves, or not at all. */
function ownText(part) {
  if (part.closest(SKIPPED)) return "";
  const copy = part.cloneNode(true);
  for (const inner of copy.querySelectorAll(`p, li, dt, dd, blockquote, ${SKIPPED}`)) inner.remove();
  for (const line of copy.querySelectorAll("br")) line.replaceWith(" ");
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** Sentences, and parts of those that are too long. */
function split(text) {
  const pieces = [];
  for (let rest of text.match(/.+?[.!?…]+["”’»)]*(?=\s|$)|.+$/g) ?? []) {
    while (rest.length > LONGEST) {
      const end = Math.max(rest.lastIndexOf(", ", LONGEST), rest.lastIndexOf("; ", LONGEST)) + 1 || rest.lastIndexOf(" ", LONGEST);
      const cut = end > 0 ? end : LONGEST;
      pieces.push(rest.slice(0, cut).trim());
      rest = rest.slice(cut);
    }
    if (/[\p{L}\p{N}]/u.test(rest)) pieces.push(rest.trim());
  }
  return pieces;
}
