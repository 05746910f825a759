// The desk without page loads: over a page of readers, and from one of its pages to the next (frontend/desk/moves.js).
import { DESK_SITE, card, expect, expectStatuses, openHydrated, test } from "./site";
import { PEOPLE, signIn } from "./desk";
import type { Page } from "@playwright/test";

const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marker: true }));
const isMarked = (page: Page) => page.evaluate(() => "marker" in window);
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const panel = (page: Page) => page.locator(".desk-panel");
const text = (page: Page) => page.locator(".editor-text");
const isKept = (page: Page) => page.locator("form[data-draft=saved]").waitFor();

async function readArticle(page: Page, title: string) {
  await openHydrated(page, `${DESK_SITE}/`);
  await card(page, title).click();
  await expect(heading(page)).toHaveText(title);
}

test("an article is edited over its page, and what was saved is in the page below, without a load", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await readArticle(page, "Cô giáo chấm bài bằng bút chì");
  const address = page.url();
  const title = await page.title();
  await mark(page);
  await page.getByRole("link", { name: "Sửa bài này" }).click();
  // One can write at once.
  await expect(text(page)).toBeFocused();
  await expect(page).toHaveTitle(/^Sửa bài: /);
  await expect(page.getByRole("main")).toHaveCount(1);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Câu này viết ngay trên trang.");
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();

  await expect(panel(page)).toHaveCount(0);
  await expect(page.getByRole("main").getByText("Câu này viết ngay trên trang.")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Biên tập" }).getByRole("status")).toHaveText("Bài đã được lưu.");
  await expect(page.getByRole("link", { name: "Sửa bài này" })).toBeFocused();
  expect(page.url()).toBe(address);
  expect(await page.title()).toBe(title);
  // Renamed, it has another address.
  await page.getByRole("link", { name: "Sửa bài này" }).click();
  await page.locator("details", { hasText: "Nhãn, đường dẫn" }).evaluate((folded: HTMLDetailsElement) => { folded.open = true; });
  await page.getByLabel("Đường dẫn bài").fill("but-chi-cua-co");
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page).toHaveURL(/\/but-chi-cua-co-\d+$/);
  await expect(heading(page)).toHaveText("Cô giáo chấm bài bằng bút chì");
  expect(await isMarked(page), "no page load").toBe(true);
});

test("what is refused stays in the panel, and the history leads out of it and into it again", async ({ page, complaints }) => {
  await signIn(page, PEOPLE.editor);
  await readArticle(page, "Tờ giấy đi chợ của con gái tôi");
  const address = page.url();
  await page.evaluate(() => scrollTo(0, 500));
  await mark(page);
  // With the keyboard, so that nothing scrolls.
  await page.getByRole("link", { name: "Sửa bài này" }).evaluate((link: HTMLElement) => link.focus({ preventScroll: true }));
  await page.keyboard.press("Enter");
  await expect(text(page)).toBeFocused();
  await page.getByLabel("Tiêu đề", { exact: true }).fill("   ");
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.locator(".notice--refused")).toBeFocused();
  await expect(page.getByLabel("Tiêu đề", { exact: true })).toHaveAttribute("aria-invalid", "true");
  expectStatuses(complaints, 422);
  await page.locator("form[data-draft]").waitFor();
  await page.goBack();
  await expect(panel(page)).toHaveCount(0);
  await expect(heading(page)).toHaveText("Tờ giấy đi chợ của con gái tôi");
  expect(page.url()).toBe(address);
  expect(await page.evaluate(() => scrollY)).toBe(500);
  await page.goForward();
  await expect(panel(page)).toBeVisible();
  await page.getByRole("link", { name: "Bài viết", exact: true }).click();
  await expect(heading(page)).toHaveText("Bài viết");
  await page.getByRole("button", { name: "Trở lại trang đang đọc" }).click();
  await expect(heading(page)).toHaveText("Tờ giấy đi chợ của con gái tôi");
  expect(page.url()).toBe(address);
  // A link of the desk to a page of readers leads there.
  await page.getByRole("link", { name: "Bàn biên tập" }).click();
  await expect(heading(page)).toHaveText("Bàn biên tập");
  await panel(page).getByRole("link", { name: "Nếp học Lương Sen" }).click();
  await expect(page).toHaveURL(`${DESK_SITE}/`);
  await expect(card(page, "Tờ giấy đi chợ của con gái tôi")).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toHaveText("Bàn biên tập");
  await page.goBack();
  await expect(heading(page)).toHaveText("Tờ giấy đi chợ của con gái tôi");
  expect(await isMarked(page), "no page load").toBe(true);
});

test("from a list to an article and back there is no load, and what was typed is kept", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await mark(page);
  await page.getByRole("link", { name: "Bài viết", exact: true }).click();
  await page.getByLabel("Tìm trong tiêu đề").fill("thong bao mo them lop");
  await page.getByRole("button", { name: "Lọc" }).click();
  await expect(page).toHaveURL(/thong\+bao/);
  await page.getByRole("link", { name: "Thông báo: Mở thêm lớp máy tính" }).click();
  await page.locator("form[data-draft]").waitFor();
  await text(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Viết dở.");
  // At once, before the draft was sent.
  await page.goBack();
  await expect(heading(page)).toHaveText("Bài viết");
  await expect(page.getByLabel("Tìm trong tiêu đề")).toHaveValue("thong bao mo them lop");
  await page.goForward();
  await expect(text(page)).toContainText("Viết dở.");
  await isKept(page);
  await page.getByRole("link", { name: "Bản chưa lưu", exact: true }).click();
  await expect(page.getByRole("row", { name: /Thông báo: Mở thêm lớp máy tính/ })).toBeVisible();
  await page.getByRole("button", { name: /^Bỏ bản chưa lưu: Thông báo: Mở thêm/ }).click();
  await expect(page.locator(".notice--done")).toContainText("Đã bỏ thay đổi chưa lưu");
  expect(await isMarked(page), "no page load").toBe(true);
});

test("without network the page stays, with what was typed", async ({ page, context, complaints }) => {
  await signIn(page, PEOPLE.administrator);
  await page.goto(`${DESK_SITE}/ban-bien-tap/trang-web`);
  const name = page.getByLabel("Tên trang web", { exact: true });
  const before = await name.inputValue();
  await name.fill("Tên mới gõ dở");
  // Other forms keep no drafts: leaving them is asked about.
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("link", { name: "Bài viết", exact: true }).click();
  await expect(name).toHaveValue("Tên mới gõ dở");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.getByRole("alert")).toContainText("Chưa kết nối được với máy chủ");
  await expect(name).toHaveValue("Tên mới gõ dở");
  expect(complaints.splice(0)).toEqual(["error: Failed to load resource: net::ERR_INTERNET_DISCONNECTED"]);
  await context.setOffline(false);
  await name.fill(before);
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.locator(".notice--done")).toBeVisible();
});

test("a page of a newer program is loaded, with its own scripts", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await mark(page);
  let isNew = true;
  await page.route("**/ban-bien-tap/bai-viet", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/upload\.\w+\.js/, (name) => (isNew ? "upload.000000000000.js" : name));
    isNew = false;
    await route.fulfill({ response, body });
  });
  await page.getByRole("link", { name: "Bài viết", exact: true }).click();
  await expect(heading(page)).toHaveText("Bài viết");
  expect(await isMarked(page), "it was loaded").toBe(false);
});

test("nothing of an editor stays when it is closed", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await readArticle(page, "Thư viện làng sáng đèn buổi tối");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const counted = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return of("Nodes") + of("JSEventListeners");
  };
  const openAndClose = async () => {
    await page.getByRole("link", { name: "Sửa bài này" }).click();
    await isKept(page);
    await page.getByRole("button", { name: "Trở lại trang đang đọc" }).click();
    await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held!.length)).toBe(0);
  };
  await openAndClose();
  const before = await counted();
  for (let time = 0; time < 5; time += 1) await openAndClose();
  // One form has some 700 nodes and listeners. The browser frees them when it has time.
  await expect.poll(async () => (await counted()) - before).toBeLessThan(200);
});

test("quick fingers: two clicks open one panel, and what comes late is not shown", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await openHydrated(page, `${DESK_SITE}/`);
  const edit = page.getByRole("link", { name: "Viết bài mới" }).first();
  await edit.dblclick();
  await expect(panel(page)).toHaveCount(1);
  // A new article that is closed at once: its draft goes to the server, and the page below keeps its address.
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Đóng ngay");
  const kept = page.waitForResponse((response) => response.url().endsWith("/api/drafts/keep"));
  await page.getByRole("button", { name: "Trở lại trang đang đọc" }).click();
  await expect(panel(page)).toHaveCount(0);
  await kept;
  await expect(page).toHaveURL(`${DESK_SITE}/`);
  // A page that comes after the panel was closed.
  let release = () => {};
  const held = new Promise<void>((go) => { release = go; });
  await page.route("**/ban-bien-tap/hinh-anh", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.getByRole("link", { name: "Bàn biên tập" }).click();
  await panel(page).getByRole("link", { name: "Hình ảnh", exact: true }).click();
  await page.getByRole("button", { name: "Trở lại trang đang đọc" }).click();
  await expect(panel(page)).toHaveCount(0);
  release();
  // The name of the site leads to the page below: its address is there again.
  await page.getByRole("link", { name: "Bản chưa lưu" }).click();
  await expect(heading(page)).toHaveText("Bản chưa lưu");
  await panel(page).getByRole("link", { name: "Nếp học Lương Sen" }).click();
  await expect(panel(page)).toHaveCount(0);
  await expect(page).toHaveURL(`${DESK_SITE}/`);
});

test("a dialog goes with its page, a list keeps its place, and a reload in the panel leaves the history whole", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await readArticle(page, "Thư viện làng sáng đèn buổi tối");
  const address = page.url();
  await page.getByRole("link", { name: "Sửa bài này" }).click();
  await expect(text(page)).toBeFocused();
  await page.keyboard.press("Control+K");
  await expect(page.getByRole("dialog", { name: "Liên kết" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(heading(page)).toHaveText("Thư viện làng sáng đèn buổi tối");
  await page.getByRole("link", { name: "Bàn biên tập" }).click();
  await page.getByRole("link", { name: "Bài viết", exact: true }).click();
  await expect(heading(page)).toHaveText("Bài viết");
  await page.evaluate(() => scrollTo(0, 400));
  await page.locator(".desk-table a").nth(6).evaluate((link: HTMLElement) => link.click());
  await page.locator("form[data-draft]").waitFor();
  await page.goBack();
  await expect(heading(page)).toHaveText("Bài viết");
  expect(await page.evaluate(() => scrollY)).toBe(400);
  await page.reload();
  await expect(heading(page)).toHaveText("Bài viết");
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(heading(page)).toHaveText("Thư viện làng sáng đèn buổi tối");
  await expect(page.locator(".desk-main")).toHaveCount(0);
});
