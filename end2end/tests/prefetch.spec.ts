// Pages that are asked for before the click.
import { card, expect, openHydrated, test } from "./site";

test("a link under the pointer is asked for before the click, and not again after it", async ({ page, complaints }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  const link = card(page, "Thư viện làng sáng đèn buổi tối");
  const early = page.waitForResponse("**/api/pages/load?**");
  await link.hover();
  expect((await early).status()).toBe(200);
  // The server cannot be reached now: the page after the click was prefetched.
  await page.context().setOffline(true);
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  await page.context().setOffline(false);
  // Pictures of the article cannot be loaded either.
  expect(complaints.splice(0).every((text) => text.includes("ERR_INTERNET_DISCONNECTED"))).toBe(true);
});

test("a finger on a link asks for its page", async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await openHydrated(page, "/tin/van-hoa-doc");
  const early = page.waitForRequest("**/api/pages/load?**");
  await card(page, "Thư viện làng sáng đèn buổi tối").dispatchEvent("touchstart");
  expect((await early).url()).toContain("thu-vien-lang");
  await context.close();
});

test("a link that leaves the pages of readers is not asked for early", async ({ page }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.evaluate(() => {
    document.querySelector("main")!.insertAdjacentHTML("beforeend", '<a rel="external" href="/ban-bien-tap">Bàn biên tập</a>');
  });
  await page.locator("main a[rel=external]").last().dispatchEvent("touchstart");
  const early = page.waitForRequest("**/api/pages/load?**");
  await card(page, "Thư viện làng sáng đèn buổi tối").dispatchEvent("touchstart");
  expect((await early).url()).toContain("thu-vien-lang");
  expect(asked.filter((address) => address.includes("ban-bien-tap"))).toEqual([]);
});
