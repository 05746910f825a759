// Reading without a connection: what was read and what was saved opens, everything else leads to it; nothing is old once
// there is a connection again.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nextBuild, ready, root, serve, starterData } from "../site.mjs";
import { card, expect, openHydrated, test } from "./site";

test.use({ serviceWorkers: "allow" });

const READ = "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12";
const MOVED_TO = "/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13";
const AWAY = "Chưa kết nối được với trang";
const LISTS = "/doc-sau";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const saveButton = (page: Page) => page.getByRole("button", { name: "Lưu để đọc sau" });
const kept = (page: Page, name: "saved" | "read") => page.getByRole("main").locator("section").nth(name === "saved" ? 0 : 1);

/** The paths in one of the caches. */
const paths = (page: Page, name: "pages" | "files" | "views") =>
  page.evaluate(async (name) => (await (await caches.open(`offline-1-${name}`)).keys()).map(({ url }) => new URL(url).pathname), name);

/** The files that a kept page needs. */
const filesOf = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const kept = await (await caches.open("offline-1-pages")).match(path);
    return JSON.parse(decodeURIComponent(kept?.headers.get("x-kept") ?? "{}")).files ?? [];
  }, path);

/** Waits until the browser keeps these pages, and the page that lists them. */
async function expectKept(page: Page, ...expected: string[]) {
  await expect.poll(() => paths(page, "pages")).toEqual(expect.arrayContaining([...expected, LISTS]));
  await page.evaluate(() => navigator.serviceWorker.ready);
}

/** Opens an article and waits until it is kept. */
async function openKept(page: Page, path: string) {
  await openHydrated(page, path);
  await expectKept(page, new URL(page.url()).pathname);
}

/** Without a connection Chromium reports each failed request, and nothing else is expected. */
function expectNoConnection(complaints: string[]) {
  for (const line of complaints.splice(0)) expect(line).toMatch(/^error: (Failed to load resource: )?.*net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED)/);
}

/** The style sheet of the page, if it has arrived. */
const styleSheet = (page: Page) => page.evaluate(() => [...document.styleSheets].filter(({ cssRules }) => cssRules.length > 0).map(({ href }) => new URL(href ?? "").pathname).join());

test("an article that was read opens without a connection, and its view is counted later", async ({ page, context, complaints }) => {
  await openKept(page, READ);
  const style = await styleSheet(page);
  await context.setOffline(true);
  await page.goto(READ);
  await expect(heading(page)).toHaveText("Chuyến xe sách đi dọc triền đê");
  await page.waitForFunction(() => history.scrollRestoration === "manual");
  await expect(page.getByText("quý vị đang đọc bản giữ trong máy, từ ngày")).toBeVisible();
  expect(await styleSheet(page)).toBe(style);
  await expect.poll(() => page.locator(".figure img").first().evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(100);
  expect(await page.evaluate(() => document.fonts.check("600 1rem 'Source Serif 4'"))).toBe(true);
  await expect.poll(() => paths(page, "views")).toHaveLength(1);
  const told = page.waitForResponse("**/api/views");
  await context.setOffline(false);
  const answer = await told;
  expect(answer.status()).toBe(204);
  expect(answer.request().postData()).toMatch(new RegExp(` ${READ}$`));
  await expect.poll(() => paths(page, "views")).toEqual([]);
  expectNoConnection(complaints);
});

test("an article to which the reader moved opens too, in the open tab and in a new one", async ({ page, context, complaints }) => {
  await openKept(page, READ);
  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Văn hóa đọc" }).click();
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expectKept(page, READ, MOVED_TO);
  await page.goBack();
  await expect(heading(page)).toHaveText("Văn hóa đọc");
  // The browser has the answer of the move for ten seconds.
  await (await context.newCDPSession(page)).send("Network.clearBrowserCache");
  await context.setOffline(true);
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expect(heading(page)).toHaveText("Thư viện làng sáng đèn buổi tối");
  await expect(page).toHaveURL(MOVED_TO);
  const other = await context.newPage();
  await other.goto(MOVED_TO);
  await expect(heading(other)).toHaveText("Thư viện làng sáng đèn buổi tối");
  await other.close();
  // What is not kept says so in place, and offers what is.
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(heading(page)).toHaveText(AWAY);
  await expect(kept(page, "read").getByRole("link")).toHaveText(["Thư viện làng sáng đèn buổi tối", "Chuyến xe sách đi dọc triền đê"]);
  expectNoConnection(complaints);
});

test("a page that is not kept offers what is, and opens when the connection is back", async ({ page, context, complaints }) => {
  await openKept(page, READ);
  await context.setOffline(true);
  await page.goto("/tin/lop-hoc-cong-dong?tu=zalo");
  await expect(heading(page)).toHaveText(AWAY);
  await expect(page).toHaveTitle(AWAY);
  await expect(page).toHaveURL("/tin/lop-hoc-cong-dong?tu=zalo");
  await expect(page.getByRole("complementary")).toBeHidden();
  expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
  expect(await paths(page, "views"), "this is no view").toEqual([]);
  await kept(page, "read").getByRole("link", { name: "Chuyến xe sách" }).click();
  await expect(heading(page)).toHaveText("Chuyến xe sách đi dọc triền đê");
  await page.goBack();
  await expect(heading(page)).toHaveText(AWAY);
  await page.getByRole("link", { name: "Thử lại" }).click();
  await expect(heading(page)).toHaveText(AWAY);
  await context.setOffline(false);
  await expect(heading(page)).toHaveText("Lớp học cộng đồng", { timeout: 20_000 });
  expectNoConnection(complaints);
});

test("an article is saved for later, listed, read without a connection, and given up", async ({ page, context, complaints }) => {
  await openKept(page, READ);
  await expect(saveButton(page)).toHaveAttribute("aria-pressed", "false");
  await saveButton(page).click();
  await expect(saveButton(page)).toHaveAttribute("aria-pressed", "true");
  await page.getByText("Đã lưu vào máy này.").getByRole("link").click();
  await expect(heading(page)).toHaveText("Bài đã lưu");
  await expect(kept(page, "saved").getByRole("listitem")).toContainText(/Chuyến xe sách đi dọc triền đê\s*Văn hóa đọc · Lưu ngày \d+\/\d+\/\d{4}/);
  await expect(kept(page, "read").getByRole("link")).toHaveCount(0);
  expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);

  await page.getByRole("banner").getByRole("link", { name: "Nếp học Lương Sen" }).click();
  await card(page, "Cuộc gọi lúc bảy giờ tối").click();
  await expect(heading(page)).toHaveText("Cuộc gọi lúc bảy giờ tối");
  await expectKept(page, new URL(page.url()).pathname);
  await context.setOffline(true);
  await page.goto(LISTS);
  await expect(kept(page, "read").getByRole("link")).toHaveText(["Cuộc gọi lúc bảy giờ tối"]);
  // For the next person at this computer.
  await kept(page, "read").getByRole("button", { name: "Xóa danh sách này" }).click();
  await expect(kept(page, "read").getByRole("link")).toHaveCount(0);
  await expect(kept(page, "read").getByRole("heading")).toBeFocused();
  await kept(page, "saved").getByRole("link").click();
  await expect(heading(page)).toHaveText("Chuyến xe sách đi dọc triền đê");
  await expect(saveButton(page)).toHaveAttribute("aria-pressed", "true");
  await page.goto(LISTS);
  await kept(page, "saved").getByRole("button", { name: "Bỏ lưu: Chuyến xe sách đi dọc triền đê" }).click();
  await expect(kept(page, "saved")).toContainText("Chưa có bài nào.");
  // It is still among the articles read.
  await kept(page, "read").getByRole("button").click();
  await expect.poll(() => paths(page, "pages")).toEqual([LISTS]);
  await context.setOffline(false);
  expectNoConnection(complaints);
});

test("what is kept is the page of a stranger", async ({ page }) => {
  await openHydrated(page, READ);
  const poll = page.getByRole("complementary").locator(".poll");
  await poll.getByRole("radio").first().check();
  await poll.getByRole("button", { name: "Bình chọn" }).click();
  await expect(poll.getByText("Lựa chọn của quý vị")).toBeVisible();
  await page.goto(MOVED_TO);
  await expectKept(page, MOVED_TO);
  const [own, strangers] = await page.evaluate(async (path) => {
    const page = await (await caches.open("offline-1-pages")).match(path);
    return [await (await fetch(path)).text(), await page!.text()];
  }, MOVED_TO);
  expect(own).toContain("Lựa chọn của quý vị");
  expect(strangers).not.toContain("Lựa chọn của quý vị");
  expect(strangers).toContain("Thư viện làng sáng đèn buổi tối</h1>");
});

test("of the articles read the last thirty are kept", async ({ page }) => {
  await openKept(page, READ);
  await page.evaluate(async () => {
    const pages = await caches.open("offline-1-pages");
    for (let day = 1; day <= 31; day++) {
      const facts = encodeURIComponent(JSON.stringify({ title: `Bài ${day}`, read: day, saved: day === 1 ? 1 : 0, files: [] }));
      await pages.put(`/tin/a/bai-${day}`, new Response("", { headers: { "x-kept": facts } }));
    }
  });
  await page.goto(MOVED_TO);
  await expectKept(page, MOVED_TO);
  // The first one is saved.
  const expected = [READ, MOVED_TO, LISTS, "/tin/a/bai-1", ...Array.from({ length: 28 }, (_, day) => `/tin/a/bai-${day + 4}`)].sort();
  await expect.poll(async () => (await paths(page, "pages")).sort()).toEqual(expected);
});

test("on a full disk the articles read longest ago go, and saving says why it cannot", async ({ page }) => {
  // A disk that has room for this many pages besides the page of lists.
  await page.addInitScript(() => {
    const put = Cache.prototype.put;
    Cache.prototype.put = async function (key, response) {
      const pages = await (await caches.open("offline-1-pages")).keys();
      const isNew = !pages.some(({ url }) => new URL(url).pathname === key);
      const room = Number(localStorage.room ?? 100);
      if (isNew && String(key).startsWith("/tin/") && pages.length > room) throw new DOMException("full", "QuotaExceededError");
      return put.call(this, key, response);
    };
  });
  await openKept(page, READ);
  await page.evaluate(() => (localStorage.room = "1"));
  await page.goto(MOVED_TO);
  await expectKept(page, MOVED_TO);
  expect(await paths(page, "pages")).not.toContain(READ);
  await saveButton(page).click();
  await expect(saveButton(page)).toHaveAttribute("aria-pressed", "true");
  // Nothing is left that could go.
  await openHydrated(page, READ);
  await saveButton(page).click();
  await expect(page.getByText("Bộ nhớ của máy đã đầy nên chưa lưu được bài này.")).toBeVisible();
  await expect(saveButton(page)).toHaveAttribute("aria-pressed", "false");
  expect((await paths(page, "pages")).sort()).toEqual([LISTS, MOVED_TO]);
});

test("the worker answers for pages, files and pictures, and for nothing else", async ({ page }) => {
  await openKept(page, READ);
  const byWorker = new Set<string>();
  const others = new Set<string>();
  page.on("response", (answer) => (answer.fromServiceWorker() ? byWorker : others).add(new URL(answer.url()).pathname));
  await openHydrated(page, "/tin/van-hoa-doc");
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expectKept(page, MOVED_TO);
  await expect.poll(() => others).toContain("/api/pages/load");
  expect([...byWorker].filter((path) => !/^\/(tin|pkg|fonts|media)\//.test(path))).toEqual([]);
  expect(byWorker).toContain("/tin/van-hoa-doc");
});

/** A site of this test alone, which can go away, and come back updated. */
class OwnSite {
  private readonly data = mkdtempSync(join(tmpdir(), "trangnhat-offline-"));
  private readonly build = `next-${test.info().parallelIndex}`;
  private readonly port = 3230 + test.info().parallelIndex;
  private server: ReturnType<typeof serve> | undefined;

  constructor() {
    cpSync(starterData("ci"), this.data, { recursive: true });
    nextBuild("ci", this.build);
  }

  address(path: string) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** The path of the service worker in the updated build. */
  get worker() {
    return join(root, "target", this.build, "site/sw.js");
  }

  async start(version: "this" | "next") {
    await this.stop();
    this.server = serve(version === "this" ? "ci" : this.build, this.data, this.port);
    await ready(this.server, this.port);
  }

  async stop() {
    if (!this.server || this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, "exit");
    this.server.kill("SIGTERM");
    await ended;
  }

  async remove() {
    await this.stop();
    for (const folder of [this.data, join(root, "target", this.build)]) rmSync(folder, { recursive: true, force: true });
  }
}

test.describe("a site of its own", () => {
  // Loading the content pack takes a while.
  test.setTimeout(120_000);
  let site: OwnSite;
  test.beforeEach(() => {
    site = new OwnSite();
  });
  test.afterEach(() => site.remove());

  test("an update while a tab is open, and while there is no connection", async ({ page, context, complaints }) => {
    await site.start("this");
    await openKept(page, site.address(READ));
    const before = await styleSheet(page);
    const offline = await context.newPage();
    await openHydrated(offline, site.address(MOVED_TO));
    await expectKept(offline, READ, MOVED_TO);

    // The tab stays open; no file of its version is left.
    await site.start("next");
    await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Văn hóa đọc" }).click();
    await expect(heading(page)).toHaveText("Văn hóa đọc");
    expect(await styleSheet(page)).toBe(before);
    // Whatever is loaded is new.
    await openKept(page, site.address(READ));
    const after = await styleSheet(page);
    expect(after).not.toBe(before);
    for (const path of [READ, LISTS]) await expect.poll(() => filesOf(page, path)).toContain(after);

    // Each kept page has the files of its own version.
    await site.stop();
    for (const [path, style] of [[MOVED_TO, before], [READ, after]] as const) {
      await offline.goto(site.address(path));
      await offline.waitForFunction(() => history.scrollRestoration === "manual");
      expect(await styleSheet(offline), path).toBe(style);
    }
    await offline.goto(site.address("/trang/lien-he"));
    await expect(heading(offline)).toHaveText(AWAY);
    expect(await styleSheet(offline), "the page of lists is of the new version").toBe(after);

    // No event says that the site is back; the page asks.
    await site.start("next");
    await expect(heading(offline)).toHaveText("Liên hệ", { timeout: 20_000 });
    // What is read again is kept in its new version, and nothing names the old files any more.
    await openHydrated(offline, site.address(MOVED_TO));
    await expect.poll(() => paths(offline, "files")).not.toContain(before);
    await offline.close();
    expectNoConnection(complaints);
  });

  test("a worker of another version, or none, does no harm", async ({ page, complaints }) => {
    const today = readFileSync(site.worker);
    const use = (text: string | Buffer) => {
      for (const ending of [".br", ".gz"]) rmSync(site.worker + ending, { force: true });
      writeFileSync(site.worker, text);
    };
    // Yesterday's kept pages in caches of another version, and answered with them.
    use(`addEventListener("install", () => skipWaiting());
      addEventListener("activate", (event) => event.waitUntil(clients.claim()));
      addEventListener("fetch", (event) => {
        if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
      });`);
    await site.start("next");
    await openHydrated(page, site.address(READ));
    await page.evaluate(async () => (await caches.open("offline-0-pages")).put("/old", new Response("old")));
    await expectKept(page, READ);
    // Its caches go when today's has come; what today's page has kept beside it stays.
    use(today);
    await page.reload();
    await expect.poll(() => page.evaluate(() => caches.keys())).not.toContain("offline-0-pages");
    expect(await paths(page, "pages")).toContain(READ);
    // A server of before, without a worker: the browser keeps the one it has.
    rmSync(site.worker);
    await page.reload();
    await expectKept(page, READ);
    await site.stop();
    await page.goto(site.address("/trang/lien-he"));
    await expect(heading(page)).toHaveText(AWAY);
    expectNoConnection(complaints);
  });

  test("what the site has withdrawn is not kept any longer", async ({ page, complaints }) => {
    await site.start("this");
    await openKept(page, site.address(READ));
    const gone = "/tin/van-hoa-doc/bai-da-go-999";
    const keep = () => page.evaluate(async ([from, to]) => {
      const pages = await caches.open("offline-1-pages");
      await pages.put(to!, (await pages.match(from!))!);
    }, [READ, gone]);
    await keep();
    await page.goto(site.address(gone));
    await expect(heading(page)).toHaveText("Không tìm thấy trang này");
    await expect.poll(() => paths(page, "pages")).not.toContain(gone);
    // By client-side navigation too.
    await openHydrated(page, site.address(READ));
    await keep();
    await page.evaluate((gone) => document.querySelector("main .prose")!.insertAdjacentHTML("afterbegin", `<a href="${gone}">Bài đã gỡ</a>`), gone);
    await page.getByRole("link", { name: "Bài đã gỡ" }).click();
    await expect(heading(page)).toHaveText("Không tìm thấy trang này");
    await expect.poll(() => paths(page, "pages")).not.toContain(gone);
    for (const line of complaints.splice(0)) expect(line).toMatch(/status of 404/);
  });
});
