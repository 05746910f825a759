// News on open pages: an article that is published, corrected or withdrawn at the desk is announced, and
// updated in place on request.
import { type Browser, type Page, devices } from "@playwright/test";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { ready, startSite } from "../site.mjs";
import { PEOPLE, signIn, writeText } from "./desk";
import { expect, expectStatuses, openHydrated, test } from "./site";

// A site on which nobody else publishes.
test.describe.configure({ mode: "serial" });

const port = 3232;
const SITE = `http://localhost:${port}`;
const CATEGORY = "/tin/van-hoa-doc";
let server: ChildProcess;

test.beforeAll(async () => {
  test.setTimeout(60_000);
  server = startSite("ci", port, "desk");
  await ready(server, port);
});

test.afterAll(async () => {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
});

const told = (page: Page) => page.getByRole("main").locator(".newer__button");

/** A page of an editor who is signed in. */
async function editor(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, PEOPLE.editor, SITE);
  return page;
}

/** Publishes an article; returns the time of the request, and its address at the desk. */
async function publish(page: Page, title: string, body = "<p>Gió thổi qua đồng.</p>"): Promise<{ sent: number; address: string }> {
  await page.goto(`${SITE}/ban-bien-tap/bai-viet/moi`);
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ label: "Văn hóa đọc" });
  await writeText(page, body);
  const sent = Date.now();
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  return { sent, address: page.url().split("?")[0] };
}

/** Changes a field of an article at the desk. */
async function correct(page: Page, address: string, field: string, text: string) {
  await page.goto(address);
  if (field === "Nội dung") await writeText(page, text);
  else await page.getByLabel(field, { exact: true }).fill(text);
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
}

/** The public address of an article. */
const forReaders = async (page: Page, title: string) => {
  await page.goto(`${SITE}${CATEGORY}`);
  return page.getByRole("main").getByRole("link", { name: title }).getAttribute("href");
};

/** Scrolls to the middle of the page, so that this element is being read; returns its position now and
 * later. */
async function readInTheMiddle(page: Page, read: string) {
  const place = page.locator(read);
  await place.evaluate((element) => {
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - window.innerHeight / 3);
    (element as HTMLElement & { kept?: boolean }).kept = true;
    element.querySelector("a")?.focus({ preventScroll: true });
  });
  const now = () =>
    place.evaluate((element) => ({
      top: Math.round(element.getBoundingClientRect().top),
      kept: (element as HTMLElement & { kept?: boolean }).kept === true,
    }));
  return { before: await now(), now };
}

test("an article that is published is told on the front page and in its category, and moves nobody", async ({ page, browser }) => {
  const desk = await editor(browser);
  const second = await (await browser.newContext({ baseURL: SITE })).newPage();
  await openHydrated(second, CATEGORY);
  // One column, in which anything new would move everything below it.
  await page.setViewportSize(devices["Pixel 7"].viewport);
  await openHydrated(page, SITE);
  await expect(told(page)).toBeHidden();
  const heading = await page.locator(".front__strips h3 a").nth(3).innerText();
  const read = await readInTheMiddle(page, `.front__strips .article-card:has-text("${heading}")`);
  const { sent } = await publish(desk, "Tin vừa đến");
  await expect(told(page)).toHaveText("1 tin mới. Xem");
  test.info().annotations.push({ type: "told after, in ms", description: String(Date.now() - sent) });
  await expect(told(second)).toHaveText("1 tin mới. Xem");
  expect(await read.now(), "nothing moves by itself").toEqual(read.before);
  await publish(desk, "Tin sau tin vừa đến");
  await expect(told(page)).toHaveText("2 tin mới. Xem");

  await told(page).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Tin sau tin vừa đến" })).toBeAttached();
  await expect(page.getByRole("main").getByRole("link", { name: "Tin vừa đến", exact: true })).toBeAttached();
  expectToStay(read.before, await read.now());
  await expect(told(page), "the focus stays").toBeFocused();
  await expect(told(page)).toHaveText("Đã cập nhật. Lên đầu trang");
  await told(page).click();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(told(page)).toBeHidden();

  await told(second).click();
  await expect(second.locator(".card-list .article-card").first()).toContainText("Tin sau tin vừa đến");
  await expect(second.locator(".card-list .article-card")).toHaveCount(await count(second));
  // Client-side navigation still works: new links behave like all others.
  await second.locator(".card-list a").first().click();
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("Tin sau tin vừa đến");
  await expect(told(second)).toBeHidden();
  await desk.context().close();
  await second.context().close();
});

/** The element that was read has kept its position, except for a fraction of a pixel, and is the same
 * element. */
function expectToStay(before: { top: number; kept: boolean }, now: { top: number; kept: boolean }) {
  expect(now.kept).toBe(true);
  expect(Math.abs(now.top - before.top)).toBeLessThanOrEqual(1);
}

/** How many cards the page would have after a full load. */
async function count(page: Page): Promise<number> {
  const html = await (await page.request.get(page.url())).text();
  return html.split('<article class="article-card').length - 1;
}

test("a reader in the middle of an article keeps the place when it is corrected", async ({ page, browser }) => {
  const desk = await editor(browser);
  const paragraph = (number: number) => `<p>Đoạn ${number}. ${"Gió thổi qua đồng lúa chín vàng. ".repeat(12)}</p>`;
  const paragraphs = Array.from({ length: 12 }, (_, number) => paragraph(number + 1));
  const { address } = await publish(desk, "Bài sẽ được sửa", paragraphs.join(""));
  const path = await forReaders(desk, "Bài sẽ được sửa");
  await openHydrated(page, `${SITE}${path}`);
  const read = await readInTheMiddle(page, '.prose p:has-text("Đoạn 8.")');
  const corrected = [`<p>Đoạn thêm vào. ${"Mưa rơi trên mái. ".repeat(20)}</p>`, ...paragraphs.with(1, "<p>Đoạn 2 đã sửa.</p>")];
  await correct(desk, address, "Nội dung", corrected.join(""));
  await expect(told(page)).toHaveText("Bài viết này vừa được sửa. Xem");
  await expect(page.getByText("Đoạn 2 đã sửa.")).toHaveCount(0);
  await told(page).click();
  await expect(page.getByText("Đoạn 2 đã sửa.")).toBeAttached();
  await expect(page.getByText("Đoạn thêm vào.")).toBeAttached();
  expectToStay(read.before, await read.now());
  await expect(page.locator(".prose > p")).toHaveCount(13);

  await correct(desk, address, "Tiêu đề", "Bài đã được sửa");
  await expect(told(page)).toHaveText("Bài viết này vừa được sửa. Xem");
  await told(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bài đã được sửa");
  await expect(page).toHaveTitle(/^Bài đã được sửa – /);

  await desk.goto(address);
  await desk.getByRole("button", { name: "Gỡ bài khỏi trang" }).click();
  await expect(told(page)).toHaveText("Bài viết này vừa được gỡ xuống. Về trang nhất");
  await expect(page.getByText("Đoạn 8."), "what is being read is not taken away").toBeAttached();
  await told(page).click();
  await expect(page).toHaveURL(`${SITE}/`);
  await desk.context().close();
});

test("what is told is also said, and what cannot be loaded can be asked for again", async ({ page, browser, complaints }) => {
  const desk = await editor(browser);
  await page.clock.install();
  await openHydrated(page, SITE);
  await publish(desk, "Tin để nghe");
  await expect(told(page)).toHaveText("1 tin mới. Xem");
  const spoken = page.locator("[aria-live=polite]");
  await expect(spoken).toHaveText("");
  await page.clock.fastForward(10_000);
  await expect(spoken).toHaveText("1 tin mới.");

  await page.route("**/api/pages/load*", (route) => route.fulfill({ status: 503 }));
  await told(page).click();
  await expect(told(page)).toHaveText("Chưa tải được. Thử lại");
  await page.unroute("**/api/pages/load*");
  await told(page).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Tin để nghe" })).toBeAttached();
  expectStatuses(complaints, 503);

  // What is published while a page is on its way is not lost.
  await publish(desk, "Tin trước khi tải");
  await expect(told(page)).toHaveText("1 tin mới. Xem");
  let deliver = () => {};
  await page.route("**/api/pages/load*", async (route) => {
    const answer = await route.fetch();
    await new Promise<void>((done) => { deliver = done; });
    await route.fulfill({ response: answer });
  });
  await told(page).click();
  await expect(told(page)).toHaveText("Đang tải…");
  await publish(desk, "Tin trong khi tải");
  deliver();
  await expect(page.getByRole("main").getByRole("link", { name: "Tin trước khi tải" })).toBeAttached();
  await expect(told(page)).toHaveText("1 tin mới. Xem");
  await desk.context().close();
});
