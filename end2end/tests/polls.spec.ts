// Voting: once, in place or with a plain form, and visible at once on every open page.
import { AxeBuilder } from "@axe-core/playwright";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { pollIds } from "../polls.mjs";
import { setClock } from "../site.mjs";
import { POLLS_SITE, expect, openHydrated, pollPath, test } from "./site";

const address = (name: string) => POLLS_SITE + pollPath(name);
const port = Number(new URL(POLLS_SITE).port);

/** A second reader: another browser, as far as the site can tell. */
async function reader(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  return context.newPage();
}

/** The poll in the main column, not the one in the side column. */
const poll = (page: Page) => page.getByRole("main").locator(".poll");
const send = (page: Page) => poll(page).getByRole("button", { name: "Bình chọn" }).click();
const width = (page: Page, row: number) => poll(page).locator("rect").nth(row).getAttribute("width");

/** The report on the poll's page. */
const numbers = (page: Page) => page.getByRole("region", { name: "Kết quả bằng số" });
const seal = (page: Page) => page.locator(".poll-report__hash");

async function waitForLive(page: Page) {
  await expect(poll(page).getByText("trực tiếp")).toBeVisible();
}

test("a vote moves the bar on another screen", async ({ page, browser }) => {
  const watcher = await reader(browser);
  await openHydrated(watcher, address("moving"));
  await openHydrated(page, address("moving"));
  await waitForLive(watcher);
  for (const screen of [page, watcher]) await expect(screen.getByText("chưa có lá phiếu nào")).toBeVisible();
  await poll(page).getByRole("radio", { name: "Phương án 2" }).check();
  const started = Date.now();
  await send(page);
  await expect(poll(watcher).getByText("1 người đã bình chọn")).toBeVisible();
  console.log(`a vote was on the other screen after ${Date.now() - started} ms`);
  expect(await width(watcher, 1)).toBe("1000");
  await expect(poll(page).getByText("Lựa chọn của quý vị")).toBeVisible();
  await expect(poll(page).getByRole("status")).toContainText(/^Cảm ơn quý vị đã bình chọn lúc .* Xin giữ mã phiếu để tra cứu: 1-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}$/);
  await expect(poll(page).getByRole("status")).toBeFocused();
  // The whole page is consistent, for the voter and in the other browser.
  for (const screen of [page, watcher]) {
    await expect(numbers(screen).getByRole("row", { name: /Phương án 2/ })).toContainText(/1\s*100,0 %\s*100,0 %/);
    await expect(numbers(screen).getByRole("row", { name: /Người đã bình chọn/ })).toContainText("1 lượt");
    await expect(screen.getByText("chưa có lá phiếu nào")).toHaveCount(0);
    await expect(seal(screen)).toHaveText(/^[0-9a-f]{64}$/);
  }
  expect(await seal(watcher).textContent()).toBe(await seal(page).textContent());
  // The vote is still shown after a full load.
  await page.reload();
  await expect(poll(page).getByText("Lựa chọn của quý vị")).toBeVisible();
  await expect(poll(page).getByRole("radio")).toHaveCount(0);
  await watcher.context().close();
});

test("while votes come in, a screen asks now and then, and keeps the reader's place", async ({ page, playwright }) => {
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/pages/load?")) asked += 1;
  });
  await openHydrated(page, address("crowd"));
  await waitForLive(page);
  await numbers(page).focus();
  const { options } = pollIds("crowd");
  // Other tests vote here too.
  const row = numbers(page).getByRole("row", { name: /Người đã bình chọn/ });
  const tally = async () => Number(/(\d+) lượt/.exec((await row.allTextContents()).join())?.[1] ?? 0);
  const before = await tally();
  const started = Date.now();
  const votes = Array.from({ length: 10 }, async () => {
    // Each request is a different voter.
    const voter = await playwright.request.newContext();
    await voter.post(address("crowd"), { form: { option: String(options[0]) }, maxRedirects: 3 });
    await voter.dispose();
  });
  await Promise.all(votes);
  await expect.poll(tally).toBeGreaterThanOrEqual(before + 10);
  // A request waits at least half a second, and at most one is waiting.
  expect(asked).toBeLessThanOrEqual(1 + (Date.now() - started) / 500);
  await expect(numbers(page)).toBeFocused();
});

test("a vote without JavaScript moves the bar on another screen", async ({ page, browser }) => {
  const voter = await reader(browser, { javaScriptEnabled: false });
  await openHydrated(page, address("plain"));
  await waitForLive(page);
  await voter.goto(address("plain"));
  await voter.getByRole("main").getByRole("radio", { name: "Phương án 3" }).check();
  const started = Date.now();
  await send(voter);
  await expect(poll(page).getByText("1 người đã bình chọn")).toBeVisible();
  console.log(`a plain vote was on the other screen after ${Date.now() - started} ms`);
  expect(await width(page, 2)).toBe("1000");
  await expect(voter).toHaveURL(/#binh-chon-2-trang-tin$/);
  await expect(poll(voter).getByRole("status")).toContainText(/Cảm ơn quý vị đã bình chọn .* mã phiếu để tra cứu: 1-/);
  await expect(poll(voter).getByRole("status")).toBeFocused();
  await voter.context().close();
});

test("a poll opens and closes by itself on a screen that is open", async ({ page }) => {
  await openHydrated(page, address("opening"));
  await waitForLive(page);
  await expect(poll(page).getByText("Chưa mở bình chọn")).toBeVisible();
  await expect(poll(page).getByRole("radio")).toHaveCount(0);
  setClock(port, "2026-11-25T09:00:00+07:00");
  await poll(page).getByRole("radio", { name: "Phương án 1" }).check();
  await expect(poll(page).getByText("Đóng lúc Thứ tư, 25/11/2026 10:00")).toBeVisible();
  setClock(port, "2026-11-25T10:00:00+07:00");
  await expect(poll(page).getByText("Đã đóng lúc Thứ tư, 25/11/2026 10:00")).toBeVisible();
  await expect(poll(page).getByRole("button", { name: "Bình chọn" })).toHaveCount(0);
});

test("two tabs of one reader are one voter", async ({ page }) => {
  const other = await page.context().newPage();
  for (const tab of [page, other]) await openHydrated(tab, address("tabs"));
  // Two tabs that request a key at the same moment become two voters; this is a known gap.
  const key = page.waitForResponse((answer) => answer.url().endsWith("/api/polls/cast"));
  await poll(page).getByRole("radio", { name: "Phương án 1" }).check();
  await key;
  await poll(other).getByRole("radio", { name: "Phương án 2" }).check();
  await send(page);
  await expect(poll(page).getByRole("status")).toContainText("mã phiếu");
  await send(other);
  await expect(poll(other).getByRole("status")).toContainText("Quý vị đã bình chọn lúc");
  await expect(poll(other).getByRole("status")).toContainText(": Phương án 1.");
  await expect(poll(other).getByText("1 người đã bình chọn")).toBeVisible();
  await expect(poll(other).locator(".poll__row--own")).toContainText("Phương án 1");
});

test("too many choices are refused in words, and stay ticked", async ({ page, browser }) => {
  const plain = await reader(browser, { javaScriptEnabled: false });
  for (const voter of [page, plain]) {
    if (voter === page) await openHydrated(voter, address("many"));
    else await voter.goto(address("many"));
    for (const name of ["Phương án 1", "Phương án 2", "Phương án 3"]) await poll(voter).getByRole("checkbox", { name }).check();
    await send(voter);
    await expect(poll(voter).getByRole("status")).toContainText("chọn nhiều nhất 2 phương án");
    for (const box of await poll(voter).getByRole("checkbox").all()) await expect(box).toBeChecked();
    await expect(poll(voter).getByText("0 người đã bình chọn")).toBeVisible();
  }
  await plain.context().close();
});

test("an empty vote without JavaScript comes back to why it did not count", async ({ browser }) => {
  const voter = await reader(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 640 } });
  await voter.goto(address("long"));
  await send(voter);
  const why = poll(voter).getByRole("status");
  await expect(why).toContainText("Mời quý vị chọn ít nhất một phương án rồi bấm “Bình chọn”.");
  await expect(why).toBeFocused();
  const [said, first] = [await why.boundingBox(), await poll(voter).getByRole("checkbox").first().boundingBox()];
  expect(said?.y).toBeGreaterThanOrEqual(0);
  expect(said?.y).toBeLessThan(first?.y ?? 0);
  expect(said?.y).toBeLessThan(640);
  await expect(poll(voter).getByRole("group")).toHaveAccessibleDescription(/Mời quý vị chọn ít nhất một phương án/);
  await voter.context().close();
});

test("a hidden result shows itself to those who have voted", async ({ page, browser }) => {
  const stranger = await reader(browser);
  for (const screen of [page, stranger]) await openHydrated(screen, address("hidden"));
  await expect(poll(page).getByText("Kết quả hiện ra sau khi quý vị bình chọn")).toBeVisible();
  await poll(page).getByRole("radio", { name: "Phương án 1" }).check();
  await send(page);
  await expect(poll(page).getByText("1 người đã bình chọn")).toBeVisible();
  // The numbers were hidden before.
  await expect(numbers(page).getByRole("row", { name: /Phương án 1/ })).toContainText("100,0 %");
  await expect(numbers(stranger)).toHaveCount(0);
  await waitForLive(page);
  const second = await reader(browser);
  await openHydrated(second, address("hidden"));
  await poll(second).getByRole("radio", { name: "Phương án 2" }).check();
  await send(second);
  await expect(poll(page).getByText("2 người đã bình chọn")).toBeVisible();
  await expect(poll(stranger).getByText("người đã bình chọn")).toHaveCount(0);
  for (const other of [stranger, second]) await other.context().close();
});

test("a vote that does not arrive is undone, and can be sent again", async ({ page, complaints }) => {
  await openHydrated(page, address("failing"));
  await page.route("**/api/polls/cast", (route) => route.abort());
  await poll(page).getByRole("radio", { name: "Phương án 2" }).check();
  await send(page);
  await expect(poll(page).getByRole("status")).toContainText("Chưa kết nối được với trang");
  await expect(poll(page).getByRole("radio", { name: "Phương án 2" })).toBeChecked();
  await expect(poll(page).getByText("Lựa chọn của quý vị")).toHaveCount(0);
  await page.unroute("**/api/polls/cast");
  await send(page);
  await expect(poll(page).getByText("Lựa chọn của quý vị")).toBeVisible();
  // Chromium reports the aborted request.
  expect(complaints.splice(0).every((text) => text.includes("net::ERR_FAILED"))).toBe(true);
});

test("as many ballots as the network may cast, and no more", async ({ page, browser }) => {
  const second = await reader(browser);
  for (const voter of [page, second]) {
    await openHydrated(voter, address("full"));
    await poll(voter).getByRole("radio", { name: "Phương án 1" }).check();
    await send(voter);
    await expect(poll(voter).getByRole("status")).toContainText(voter === page ? "mã phiếu" : /bình chọn lại sau .*\d\d:\d0\./);
  }
  await expect(poll(second).getByRole("radio", { name: "Phương án 1" })).toBeChecked();
  await second.context().close();
});

test("a broken stream says so and comes back by itself", async ({ page, complaints }) => {
  await page.route("**/live?*", (route) => route.abort());
  await openHydrated(page, address("long"));
  await expect(poll(page).getByText("đang nối lại…")).toBeVisible();
  await page.unroute("**/live?*");
  await waitForLive(page);
  expect(complaints.splice(0).every((text) => text.includes("net::ERR_FAILED"))).toBe(true);
});

test("one stream for each tab, while somebody looks at it", async ({ page }) => {
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/live?")) streams.push(new URL(request.url()).search);
  });
  await openHydrated(page, `${POLLS_SITE}/`);
  await expect(page.getByText("trực tiếp")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Bài có cuộc bình chọn" }).click();
  await expect(poll(page).getByRole("button", { name: "Bình chọn" })).toBeVisible();
  await expect.poll(() => streams).toEqual(["?topics=headlines,poll.16,statistics", "?topics=article.1,poll.9,poll.16,statistics"]);
  const look = (state: string) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await look("hidden");
  await look("visible");
  await expect.poll(() => streams.length).toBe(3);
});

test("another site frames the result, and the vote is cast here", async ({ page, browser }) => {
  const voter = await reader(browser);
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Trang khác</title><iframe src="${address("framed")}/nhung" title="Bình chọn" width="400" height="480"></iframe>`;
  const other = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(html)).listen(0, "127.0.0.1");
  await once(other, "listening");
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("trực tiếp")).toBeVisible();
  await expect(frame.getByRole("radio")).toHaveCount(0);
  await openHydrated(voter, address("framed"));
  await poll(voter).getByRole("radio", { name: "Phương án 1" }).check();
  await send(voter);
  await expect(frame.getByText("1 người đã bình chọn")).toBeVisible();
  const tab = page.context().waitForEvent("page");
  await frame.getByRole("link", { name: "Bình chọn" }).click();
  await expect((await tab).getByRole("heading", { level: 1 })).toHaveText("Đặt ở trang khác?");
  await voter.context().close();
  other.close();
});

test("a poll within an article is voted in place, by keyboard alone", async ({ page }) => {
  await openHydrated(page, `${POLLS_SITE}/tin/a/bai-1`);
  await expect(page.getByRole("article")).toContainText(/Trước\..*Đặt trong bài\?.*Sau\./s);
  await poll(page).getByRole("radio", { name: "Phương án 1" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(poll(page).getByRole("status")).toContainText("mã phiếu");
  await expect(poll(page).locator(".poll__row--own")).toContainText("Phương án 2");
});

test("a voter finds the own ballot by its receipt", async ({ page }) => {
  await openHydrated(page, address("voted"));
  await poll(page).getByRole("radio", { name: "Phương án 3" }).check();
  await send(page);
  const shown = poll(page).locator(".poll__receipt");
  // Empty until the response arrives.
  await expect(shown).toHaveText(/^\d+-/);
  const receipt = await shown.innerText();
  await page.getByLabel("Mã phiếu").fill(receipt.toLowerCase());
  await page.getByRole("button", { name: "Tra cứu" }).click();
  await expect(page.getByText("còn nguyên trong thùng phiếu")).toContainText("Phương án 3");
  await expect(page.locator("#tra-phieu-tin")).toBeFocused();
  const result = await new AxeBuilder({ page }).analyze();
  expect(result.violations.map(({ id }) => id)).toEqual([]);
});
