// Moving inside the open site: no reload, the head follows, the history works.
import type { Page } from "@playwright/test";
import { expect, openHydrated, test } from "./site";

async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { marker: "still here" }));
}

async function expectNoReload(page: Page) {
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe("still here");
}

test("five moves, and the page is never loaded again", async ({ page }) => {
  await openHydrated(page, "/");
  await mark(page);
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("link", { name: "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ" }).click();
  await expect(heading).toContainText("GIỮ NẾP HỌC");
  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Tin tức" }).click();
  await expect(heading).toHaveText("Tin tức");
  await page.getByRole("link", { name: "Xem toàn bài giới thiệu" }).click();
  await expect(heading).toHaveText("Giới thiệu");
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Văn hóa đọc" }).first().click();
  await expect(heading).toHaveText("Văn hóa đọc");
  await page.getByRole("link", { name: "Chuyến xe sách đi dọc triền đê" }).click();
  await expect(heading).toHaveText("Chuyến xe sách đi dọc triền đê");
  await expect(page.locator(".prose p").first()).toBeVisible();
  await expectNoReload(page);
});

test("title and metadata follow the page", async ({ page }) => {
  await openHydrated(page, "/");
  await expect(page).toHaveTitle("Khuyến học Lương Sen");
  await page.getByRole("link", { name: "Để tủ sách xóm luôn có người mượn" }).click();
  await expect(page).toHaveTitle("Để tủ sách xóm luôn có người mượn – Khuyến học Lương Sen");
  await expect(page.locator("link[rel=canonical]")).toHaveCount(1);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", /de-tu-sach-xom-luon-co-nguoi-muon-\d+$/);
  await expect(page.locator("meta[name=description]")).toHaveCount(1);
  await expect(page.locator("meta[name=description]")).toHaveAttribute("content", /^Lập một tủ sách không khó/);
  await expect(page.locator("meta[property='og:type']")).toHaveAttribute("content", "article");
});

test("an article after an article shows its own text", async ({ page }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  await page.getByRole("link", { name: "Để tủ sách xóm luôn có người mượn" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Để tủ sách xóm luôn có người mượn");
  const first = await page.locator(".prose").innerText();
  await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  const second = await page.locator(".prose").innerText();
  expect(second).not.toBe(first);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Để tủ sách xóm luôn có người mượn");
  expect(await page.locator(".prose").innerText()).toBe(first);
});

test("back and forward restore where the reader was", async ({ page }) => {
  await openHydrated(page, "/tin/kho-luu-tru");
  await mark(page);
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("link", { name: "Bài cũ số 33" }).scrollIntoViewIfNeeded();
  const list = await scrolled();
  expect(list).toBeGreaterThan(300);
  await page.getByRole("link", { name: "Bài cũ số 33" }).click();
  await expect(heading).toHaveText("Bài cũ số 33");
  await expect.poll(scrolled).toBe(0);
  const link = page.getByRole("link", { name: "Bài cũ số 32", exact: true });
  await link.scrollIntoViewIfNeeded();
  const article = await scrolled();
  expect(article).toBeGreaterThan(100);
  await link.click();
  await expect(heading).toHaveText("Bài cũ số 32");
  await expect.poll(scrolled).toBe(0);

  await page.goBack();
  await expect(heading).toHaveText("Bài cũ số 33");
  await expect.poll(scrolled).toBe(article);
  await page.goBack();
  await expect(heading).toHaveText("Kho lưu trữ");
  await expect.poll(scrolled).toBe(list);
  await page.goForward();
  await expect(heading).toHaveText("Bài cũ số 33");
  await expect.poll(scrolled).toBe(article);
  await expectNoReload(page);
});

test("the scroll position survives a reload", async ({ page }) => {
  await openHydrated(page, "/tin/kho-luu-tru");
  await page.evaluate(() => window.scrollTo(0, 900));
  await page.reload();
  await expect.poll(() => page.evaluate(() => Math.round(window.scrollY))).toBe(900);
});

test("a click after back and forward moves page and address", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 1 });
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  await openHydrated(page, "/tin/van-hoa-doc");
  await menu.getByRole("link", { name: "Giới thiệu" }).first().click();
  await expect(heading).toHaveText("Giới thiệu");
  await menu.getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(heading).toHaveText("Liên hệ");
  await page.goBack();
  await expect(heading).toHaveText("Giới thiệu");
  await page.goForward();
  await expect(heading).toHaveText("Liên hệ");
  await menu.getByRole("link", { name: "Giới thiệu" }).first().click();
  await expect(heading).toHaveText("Giới thiệu");
  await expect(page).toHaveURL(/\/trang\/gioi-thieu$/);
  await page.goBack();
  await expect(heading).toHaveText("Liên hệ");
  await expect(page).toHaveURL(/\/trang\/lien-he$/);
});

test("a link clicked before the wasm has arrived works as a link", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.goto("/", { waitUntil: "commit" });
  await page.getByRole("link", { name: "Để tủ sách xóm luôn có người mượn" }).click();
  await expect(page).toHaveURL(/de-tu-sach-xom-luon-co-nguoi-muon-\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Để tủ sách xóm luôn có người mượn");
  release();
});

test("a move while the connection is gone says so, and the next one works", async ({ page, complaints }) => {
  await openHydrated(page, "/");
  await page.route("**/api/**", (route) => route.abort());
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  await menu.getByRole("link", { name: "Giới thiệu" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Không kết nối được");
  await page.unroute("**/api/**");
  await menu.getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Liên hệ");
  expect(complaints.splice(0).every((text) => text.includes("ERR_FAILED"))).toBe(true);
});

test("an answer of another version of the site loads the page in full", async ({ page }) => {
  await openHydrated(page, "/");
  await mark(page);
  await page.route("**/api/**", (route) => route.fulfill({ json: { shape: "of another version" } }));
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  await menu.getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Liên hệ");
  await page.waitForFunction(() => (window as { marker?: string }).marker === undefined);
});
