// Keeps articles in this browser for reading without a connection: the last ones read, and those saved for later
// (app/src/offline). worker.js answers with them. What is kept is what a stranger would get, each page with the files
// that it names, so that it looks the same after an update of the site.
//
// A script of its own, which is loaded after the wasm: nobody waits for it, and it is not in the wasm of readers.

/** Part of the names of all caches; worker.js has it too, and removes those of older versions. */
const FORMAT = "offline-1";
/** The page that lists what is kept. */
const KEPT = "/doc-sau";
const MOST_READ = 30;
const MOST_SAVED = 200;
/** The longest page, in characters, and the largest picture, in bytes; how many pictures of an article are kept. */
const LONGEST = 500_000;
const LARGEST = 150_000;
const MOST_PICTURES = 8;
/** How old the kept page of lists may be, and how soon an article that is read again is kept again, in milliseconds. */
const DAY = 86_400_000;
const MINUTE = 60_000;
/** When a connection is tried again, in milliseconds. */
const SOON = 10_000;

const UNABLE = "Trình duyệt này không lưu được bài để đọc sau.";
const UNREACHED = "Chưa lưu được vì chưa kết nối được với trang. Xin quý vị thử lại sau ít phút.";
const FULL = "Bộ nhớ của máy đã đầy nên chưa lưu được bài này. Mời quý vị bỏ bớt bài đã lưu rồi thử lại.";
const ENOUGH = `Quý vị đã lưu ${MOST_SAVED} bài. Mời quý vị bỏ bớt bài đã đọc rồi thử lại.`;

const store = (name) => caches.open(`${FORMAT}-${name}`);
/** Runs while no other tab changes what is kept. */
const alone = (act) => navigator.locks.request(FORMAT, act);
const pathOf = (address) => new URL(address, location).pathname;
const idle = () => new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// ── what is kept ──

/** What is known of a kept page: title, category, files, and when it was read and saved. */
const factsOf = (page) => JSON.parse(decodeURIComponent(page?.headers.get("x-kept") ?? "{}"));

/** The facts of all kept pages, with their paths. */
async function listAll() {
  const pages = await store("pages");
  const found = (await pages.keys()).map(async ({ url }) => ({ path: pathOf(url), ...factsOf(await pages.match(url)) }));
  return Promise.all(found);
}

const newest = (all, time) => all.filter((one) => one[time]).sort((one, other) => other[time] - one[time]);
const savedOf = (all) => newest(all, "saved");
const readOf = (all) => newest(all.filter(({ saved }) => !saved), "read");

/** The files of the page that is being kept. */
let arriving = [];

/** Removes the articles beyond the limit, and files that no page names. */
async function tidy(most = MOST_READ) {
  const [pages, files, all] = [await store("pages"), await store("files"), await listAll()];
  const gone = readOf(all).slice(most);
  for (const { path } of gone) await pages.delete(path);
  const named = new Set(all.filter((one) => !gone.includes(one)).flatMap(({ files }) => files).concat(arriving));
  for (const { url } of await files.keys()) if (!named.has(pathOf(url))) await files.delete(url);
  return gone.length;
}

/** Puts something into a cache; on a full disk in place of the article that was read longest ago. */
async function put(cache, key, response) {
  for (;;) {
    try {
      return await cache.put(key, response.clone());
    } catch (error) {
      const left = readOf(await listAll()).length;
      if (error.name !== "QuotaExceededError" || left === 0) throw error;
      await tidy(left - 1);
    }
  }
}

/** Writes a page with these facts. */
async function write(path, html, headers, facts) {
  headers.set("x-kept", encodeURIComponent(JSON.stringify(facts)));
  return put(await store("pages"), path, new Response(html, { headers }));
}

/** Changes what is known of a kept page. */
async function change(path, changed) {
  const page = await (await store("pages")).match(path);
  if (page) await write(path, await page.text(), new Headers(page.headers), { ...factsOf(page), ...changed });
}

/** Requests a page as a stranger and keeps it with its files; `seen` are fonts and pictures. The server does not count
 * this as a view. */
async function keep(path, facts, seen = []) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-store", headers: { "x-purpose": "prefetch" } });
  const html = await answer.text();
  if (!answer.ok || answer.redirected || html.length > LONGEST) throw new Error("not kept");
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  // How the page itself knows, when it is opened.
  headers.set("server-timing", "kept");
  // What the beacon has to say: the seal and the path, in the data of the page. A page of lists is shown in place of others.
  const view = /\bview\\*":\\*"(\w+ [^"\\]+)/.exec(html);
  if (view && path !== KEPT) headers.set("x-view", view[1]);
  // The files of people who are signed in are not loaded.
  const needed = html.match(/\/pkg\/(?!desk)[\w.-]+/g);
  arriving = [...new Set([...needed, ...seen])];
  try {
    const files = await store("files");
    for (const name of arriving) {
      if (await files.match(name)) continue;
      const file = await fetch(name);
      if (!file.ok && needed.includes(name)) throw new Error("not kept");
      const isSmall = !name.startsWith("/media/") || (await file.clone().blob()).size <= LARGEST;
      if (file.ok && isSmall) await put(files, name, file);
    }
    await write(path, html, headers, { ...facts, files: arriving });
  } finally {
    arriving = [];
    await tidy();
  }
}

/** Fonts that this page has loaded, and the pictures in its article as they are shown. */
function seen() {
  const fonts = performance.getEntriesByType("resource").map(({ name }) => pathOf(name)).filter((path) => path.startsWith("/fonts/"));
  const pictures = [...document.querySelectorAll("main .article img")].map(({ currentSrc }) => currentSrc).filter(Boolean);
  return [...fonts, ...pictures.slice(0, MOST_PICTURES).map(pathOf)];
}

// ── the article that is read ──

/** The path of the article; the address may be one of the desk, over the page. */
const pathHere = () => pathOf(document.querySelector("link[rel=canonical]").href);
const saveButton = () => document.querySelector("main .save-later__button");
const textOf = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
const factsHere = () => ({ title: textOf("main h1"), category: textOf("main .article__head .kicker a"), read: Date.now() });
/** Whether a kept page is of the version of the site that this page is of. */
const isOfNow = ({ files = [] }) => files.includes(pathOf(import.meta.url));
const known = async (path) => factsOf(await (await store("pages")).match(path));

/** Shows whether the article is saved, and keeps it, unless the reader wants to save data. */
async function arrive() {
  const button = saveButton();
  if (!button) return;
  const path = pathHere();
  button.setAttribute("aria-pressed", String(Boolean((await known(path)).saved)));
  await idle();
  if (navigator.connection?.saveData) return;
  await alone(async () => {
    const before = await known(path);
    if (saveButton() !== button || (isOfNow(before) && Date.now() - before.read < MINUTE)) return;
    await keep(path, { ...before, ...factsHere() }, seen());
    // Without a connection, or without room, the article is read and not kept.
  }).catch(() => {});
}

/** On a kept page: says that it is one, and from when. */
async function tellKept() {
  const [{ serverTiming = [] } = {}] = performance.getEntriesByType("navigation");
  if (!saveButton() || !serverTiming.some(({ name }) => name === "kept")) return;
  const { read } = await known(pathHere());
  const words = "Chưa kết nối được với trang nên quý vị đang đọc bản giữ trong máy, từ ngày ";
  document.querySelector("main .article__head").append(make("p", { className: "kept-note" }, words, dayOf(read), "."));
}

async function toggle(button) {
  const path = pathHere();
  const say = (...words) => button.nextElementSibling.replaceChildren(...words);
  // Another tab may be keeping an article over a slow line.
  say("Đang lưu…");
  const show = (isSaved) => button.setAttribute("aria-pressed", String(isSaved));
  await alone(async () => {
    const before = await known(path);
    if (before.saved) {
      await change(path, { saved: 0 });
      await tidy();
      show(false);
      return say("Đã bỏ bài này khỏi danh sách.");
    }
    if (savedOf(await listAll()).length >= MOST_SAVED) return say(ENOUGH);
    const saved = Date.now();
    await (before.read ? change(path, { saved }) : keep(path, { ...factsHere(), saved }, seen()));
    show(true);
    return say("Đã lưu vào máy này. ", make("a", { href: KEPT, textContent: "Xem bài đã lưu" }));
  }).catch((error) => say(error.name === "QuotaExceededError" ? FULL : UNREACHED));
}

// ── lists ──

const dayOf = (time) => make("time", { dateTime: new Date(time).toISOString(), textContent: new Date(time).toLocaleDateString("vi-VN") });

function row({ path, title, category }, label, time, ...more) {
  const link = make("a", { className: "kept__title", href: path, textContent: title });
  const about = make("p", { className: "kept__about" }, category ? `${category} · ` : "", `${label} `, dayOf(time));
  return make("li", { className: "kept__row" }, make("div", {}, link, about), ...more);
}

function section(heading, ...parts) {
  return make("section", {}, make("h2", { className: "kept__heading", textContent: heading, tabIndex: -1 }), ...parts);
}

/** Draws the lists at a place. After a change the focus is on the heading of the list. */
async function draw(place, changed) {
  const all = await listAll();
  const [saved, read] = [savedOf(all), readOf(all)];
  const button = (textContent, name, act) => {
    const made = make("button", { className: "kept__button", type: "button", textContent });
    if (name) made.setAttribute("aria-label", name);
    made.addEventListener("click", () => alone(act).then(() => draw(place, made.closest("section") === place.firstChild ? "saved" : "read")));
    return made;
  };
  const unsave = ({ path, title }) => button("Bỏ lưu", `Bỏ lưu: ${title}`, () => change(path, { saved: 0 }).then(() => tidy()));
  const list = (rows) => make("ul", { className: "kept__list" }, ...rows);
  const ofSaved = saved.length > 0
    ? list(saved.map((one) => row(one, "Lưu ngày", one.saved, unsave(one))))
    : make("p", { textContent: "Chưa có bài nào. Cuối mỗi bài có nút “Lưu để đọc sau”." });
  const ofRead = read.length > 0
    ? [make("p", { textContent: `Trình duyệt tự giữ ${MOST_READ} bài đọc gần đây nhất.` }), list(read.map((one) => row(one, "Đọc ngày", one.read))), button("Xóa danh sách này", "", () => tidy(0))]
    : [make("p", { textContent: "Chưa có bài nào." })];
  const sections = { saved: section(`Lưu để đọc sau (${saved.length})`, ofSaved), read: section(`Đọc gần đây (${read.length})`, ...ofRead) };
  place.replaceChildren(sections.saved, sections.read);
  sections[changed]?.firstChild.focus();
}

/** In place of a page that cannot be loaded: opens it once there is a connection. */
function standIn(template) {
  document.querySelector(".kept__head").replaceChildren(template.content);
  document.title = textOf("h1");
  document.documentElement.classList.add("stands-in");
  // Browsers speak of a connection before there is one, and say nothing if it is the site that was away.
  const tryAgain = () => document.hidden || fetch("/healthz").then(({ ok }) => ok && location.reload(), () => {});
  addEventListener("online", tryAgain);
  setInterval(tryAgain, SOON);
}

/** The page that is shown has changed. */
async function look() {
  // Its head changes with it.
  await new Promise((resolve) => setTimeout(resolve));
  const error = document.querySelector("main .error-page");
  const lists = document.querySelector("main .kept__lists");
  if (lists) await draw(lists);
  else if (error) await help(error);
  await arrive();
}

/** Client-side navigation could not show a page: it may be kept, or others. */
async function help(error) {
  const path = location.pathname;
  const canRetry = error.querySelector("[rel=external]");
  const isKept = (await known(path)).read;
  // The site has withdrawn it.
  if (isKept && !canRetry) await alone(async () => (await store("pages")).delete(path)).then(() => tidy());
  else if (isKept && navigator.serviceWorker.controller) location.reload();
  else if (canRetry && (await listAll()).some(({ read }) => read)) {
    const place = make("div", { className: "kept__lists" });
    error.querySelector(".error-page__menu").before(place);
    await draw(place);
  }
}

// ── views ──

/** Reports the views of kept pages, which the server counts now. Without a connection they wait for the next page or
 * the next connection, which may not work yet when the browser speaks of it. */
async function report() {
  const views = await store("views");
  await navigator.locks.request(`${FORMAT}-views`, { ifAvailable: true }, async (lock) => {
    for (const key of lock ? await views.keys() : []) {
      const body = await (await views.match(key)).text();
      const { status } = await fetch("/api/views", { method: "POST", body });
      // A view that the server refuses stays uncounted.
      if (status < 500) await views.delete(key);
    }
  }).catch(() => navigator.onLine && setTimeout(report, SOON));
}

/** Keeps the page of lists, which is shown in place of pages that are not kept: anew each day, and after an update of
 * the site. */
async function keepLists() {
  await idle();
  const before = await known(KEPT);
  if (!isOfNow(before) || Date.now() - before.kept > DAY) await alone(() => keep(KEPT, { kept: Date.now() }, seen())).catch(() => {});
}

const away = document.querySelector(".kept__away");
if (away && location.pathname !== KEPT) standIn(away);
const worker = navigator.locks && (await navigator.serviceWorker?.register("/sw.js").catch(() => {}));
if (worker) {
  document.documentElement.classList.add("can-save");
  addEventListener("click", ({ target }) => {
    if (target === saveButton()) toggle(target);
  });
  addEventListener("online", report);
  new MutationObserver(look).observe(document.querySelector("main"), { childList: true });
  report();
  await tellKept();
  await look();
  await keepLists();
} else {
  document.querySelector(".kept__lists")?.replaceChildren(make("p", { textContent: UNABLE }));
}
