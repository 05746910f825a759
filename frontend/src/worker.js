// The service worker, at /sw.js: without a connection it answers with what offline.js has kept in the caches. With a
// connection every page comes from the network, so nobody sees an old one. The two exchange no messages; they agree
// on the names of the caches and the headers `x-kept` and `x-view`, whose version is FORMAT.
//
// Browsers keep a worker whose file is gone (404, 410). To be rid of this one, serve in its place a file that calls
// `registration.unregister()` when it is activated.
const FORMAT = "offline-1";
const [PAGES, FILES, VIEWS] = ["pages", "files", "views"].map((name) => `${FORMAT}-${name}`);
/** The page that lists what is kept (app/src/offline/kept_page.rs). */
const KEPT = "/doc-sau";
/** Addresses of pages of readers. All others are answered by the network alone. */
const OF_READERS = /^\/((tin|chuyen-de|the|tac-gia|trang|binh-chon|thong-ke|tim-kiem|doc-sau)(\/[^.]*)?)?$/;
/** How many views may wait for a connection. */
const MOST_VIEWS = 100;

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const begin = async () => {
    // The request for a page is sent while the worker starts.
    await registration.navigationPreload?.enable();
    const version = (name) => Number(/^offline-(\d+)-/.exec(name)?.[1]);
    for (const name of await caches.keys()) if (version(name) < version(PAGES)) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(begin());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (/^\/(pkg|fonts)\//.test(pathname) || (request.destination === "image" && pathname.startsWith("/media/"))) event.respondWith(file(request));
});

const find = (what, cacheName) => caches.match(what, { cacheName, ignoreSearch: true, ignoreVary: true });

async function page(event, path) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    // What the site has withdrawn is not kept any longer.
    if ([404, 410].includes(answer.status)) event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(path)));
    return answer;
  } catch (error) {
    const kept = OF_READERS.test(path) && ((await find(path, PAGES)) ?? (await find(KEPT, PAGES)));
    if (!kept) throw error;
    event.waitUntil(noteView(kept.headers.get("x-view")));
    return kept;
  }
}

/** These files never change, so what is kept is right. */
const file = async (request) => (await find(request, FILES)) ?? fetch(request);

/** A view of a kept page, for offline.js to report. */
async function noteView(view) {
  const views = await caches.open(VIEWS);
  if (view && (await views.keys()).length < MOST_VIEWS) await views.put(`/${crypto.randomUUID()}`, new Response(view));
}
