// Visitor statistics: they are updated on open pages, and count a client-side navigation once.
import { type Browser, type Page, devices } from "@playwright/test";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { ready, setClock, startSite } from "../site.mjs";
import { expect, openHydrated, test } from "./site";

// The tests count visitors of a site that nobody else visits, each at a different hour.
test.describe.configure({ mode: "serial" });

const port = 3230;
const SITE = `http://127.0.0.1:${port}`;
let server: ChildProcess;

test.beforeAll(async () => {
  test.setTimeout(60_000);
  server = startSite("ci", port, "statistics");
  await ready(server, port);
});

test.afterAll(async () => {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
});

const DAY = "2026-11-25";
const ARTICLE = "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12";

const figure = async (page: Page, label: string) => {
  const text = await page.locator(".statistics__row", { hasText: label }).locator("dd").innerText();
  return Number(text.replaceAll(".", ""));
};

/** The counts stored for today: visits and views of people, and views of crawlers. */
async function counted(page: Page) {
  const table = await (await page.request.get(`${SITE}/thong-ke/${DAY}/luot-truy-cap.csv`)).text();
  const rows = table.trim().split("\n").slice(1).map((row) => row.split(",").slice(1).map(Number));
  const sum = (column: number) => rows.reduce((sum, row) => sum + row[column], 0);
  return { visits: sum(0), views: sum(2), crawlers: sum(3) };
}

/** Another person, with a separate browser. */
async function person(browser: Browser, device: string): Promise<Page> {
  return (await browser.newContext({ ...devices[device], baseURL: SITE })).newPage();
}

test("a visitor moves the figures on an open screen", async ({ page, browser }) => {
  setClock(port, `${DAY}T10:00:00+07:00`);
  // On the second load the first visit is in the figures already.
  await page.goto(`${SITE}/`);
  await openHydrated(page, `${SITE}/`);
  const before = await figure(page, "Hôm nay");
  const total = await figure(page, "Tổng lượt truy cập");
  const online = await figure(page, "Đang truy cập");
  const other = await person(browser, "Pixel 7");
  await other.goto(ARTICLE);
  await expect.poll(() => figure(page, "Hôm nay"), { timeout: 15_000 }).toBe(before + 1);
  expect(await figure(page, "Tổng lượt truy cập")).toBe(total + 1);
  expect(await figure(page, "Đang truy cập")).toBe(online + 1);
  await other.context().close();
});

test("a move inside the site counts once, and a page fetched early not at all", async ({ browser, page }) => {
  setClock(port, `${DAY}T11:00:00+07:00`);
  const reader = await person(browser, "iPhone 14");
  const before = await counted(page);
  await openHydrated(reader, "/");
  const links = reader.getByRole("main").locator(".article-card__link");
  for (const place of [0, 1, 2]) {
    const fetched = reader.waitForResponse((answer) => answer.url().includes("/api/pages/load"));
    await links.nth(place).hover();
    await fetched;
  }
  const told = reader.waitForResponse((answer) => answer.url().endsWith("/api/views"));
  await links.nth(2).click();
  expect((await told).status()).toBe(204);
  const back = reader.waitForResponse((answer) => answer.url().endsWith("/api/views"));
  await reader.goBack();
  await back;
  await expect.poll(() => counted(page), { timeout: 10_000 }).toEqual({ ...before, visits: before.visits + 1, views: before.views + 3 });
  await reader.context().close();
});

test("a move to an old address counts once, under the new one", async ({ browser, page }) => {
  setClock(port, `${DAY}T11:30:00+07:00`);
  const reader = await person(browser, "iPad Mini");
  const before = await counted(page);
  await openHydrated(reader, "/trang/gioi-thieu");
  await reader.evaluate((href) => {
    const link = Object.assign(document.createElement("a"), { href, textContent: "Địa chỉ cũ" });
    document.querySelector("main")?.prepend(link);
  }, ARTICLE.replace("chuyen-xe", "ten-cu"));
  const told = reader.waitForResponse((answer) => answer.url().endsWith("/api/views"));
  await reader.getByRole("link", { name: "Địa chỉ cũ" }).click();
  await told;
  await expect(reader).toHaveURL(SITE + ARTICLE);
  // One more page, so that an extra view would have been sent by now.
  const next = reader.waitForResponse((answer) => answer.url().endsWith("/api/views"));
  await reader.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Văn hóa đọc" }).click();
  await next;
  await expect.poll(() => counted(page), { timeout: 10_000 }).toEqual({ ...before, visits: before.visits + 1, views: before.views + 3 });
  await reader.context().close();
});

test("the same visit goes on within thirty minutes, and a new one begins after them", async ({ browser, page }) => {
  const reader = await person(browser, "Galaxy S9+");
  const before = await counted(page);
  for (const time of ["12:00", "12:29", "12:58", "13:28"]) {
    setClock(port, `${DAY}T${time}:00+07:00`);
    await reader.goto(ARTICLE);
  }
  await expect.poll(() => counted(page), { timeout: 10_000 }).toEqual({ ...before, visits: before.visits + 2, views: before.views + 4 });
  await reader.context().close();
});

test("a crawler is counted apart", async ({ browser, page }) => {
  setClock(port, `${DAY}T14:00:00+07:00`);
  const before = await counted(page);
  const userAgent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
  const crawler = await (await browser.newContext({ userAgent, baseURL: SITE })).newPage();
  await openHydrated(crawler, "/");
  await crawler.getByRole("main").locator(".article-card__link").first().click();
  await expect(crawler).toHaveURL(/\/tin\//);
  await expect.poll(() => counted(page), { timeout: 10_000 }).toEqual({ ...before, crawlers: before.crawlers + 2 });
  await crawler.context().close();
});

test("what is read most is found by keyboard, in the spans that differ", async ({ page }) => {
  await openHydrated(page, SITE + ARTICLE);
  const block = page.getByRole("region", { name: "Đọc nhiều nhất" });
  const shown = () => block.locator(".most-read__list:visible");
  await expect(shown()).toHaveClass(/--day/);
  await block.getByRole("radio", { name: "24 giờ" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(shown()).toHaveClass(/--week/);
  await expect(shown().getByRole("link")).toHaveCount(5);
  // The list of thirty days is the same as that of seven.
  await expect(block.getByRole("radio")).toHaveCount(2);
  await shown().getByRole("link").first().click();
  await expect(page).not.toHaveURL(SITE + ARTICLE);
});

test("from a year down to a day and back up by links", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 1 });
  await openHydrated(page, `${SITE}/`);
  await page.getByRole("link", { name: "Xem thống kê đầy đủ" }).click();
  await expect(heading).toHaveText("Thống kê truy cập tháng 11/2026");
  const periods = page.getByRole("navigation", { name: "Kỳ thống kê" });
  await periods.getByRole("link", { name: "Năm nay" }).click();
  await expect(heading).toHaveText("Thống kê truy cập năm 2026");
  await page.getByText("Bảng số liệu theo tháng").click();
  await page.getByRole("link", { name: "tháng 3/2026" }).click();
  await expect(heading).toHaveText("Thống kê truy cập tháng 3/2026");
  await page.getByText("Bảng số liệu theo ngày").click();
  await page.getByRole("link", { name: "05/03/2026" }).click();
  await expect(heading).toHaveText("Thống kê truy cập ngày 05/03/2026");
  await periods.getByRole("link", { name: "ngày 06/03/2026" }).click();
  await expect(heading).toHaveText("Thống kê truy cập ngày 06/03/2026");
  await periods.getByRole("link", { name: "Cả tháng 3/2026" }).click();
  await expect(heading).toHaveText("Thống kê truy cập tháng 3/2026");
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Tải bảng này (CSV)" }).first().click();
  expect((await file).suggestedFilename()).toBe("thong-ke-2026-03-luot-truy-cap.csv");
});
