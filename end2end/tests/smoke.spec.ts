// The release build: every page opens, is hydrated, and logs nothing to the console.
import { PAGES, card, expect, openHydrated, test } from "./site";

for (const { name, path, heading } of PAGES) {
  test(`${name}: opens in the release build`, async ({ page }) => {
    await openHydrated(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  });
}

test("the release build moves without reloads", async ({ page }) => {
  await openHydrated(page, "/");
  await page.evaluate(() => Object.assign(window, { marker: true }));
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link", { name: "Chuyến xe sách" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chuyến xe sách đi dọc triền đê");
  expect(await page.evaluate(() => "marker" in window)).toBe(true);
});

test("style sheet, script and wasm travel compressed and are kept for ever", async ({ page, request }) => {
  await openHydrated(page, "/");
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const files = loaded.filter((name) => /\/pkg\/.*\.(css|js|wasm)$/.test(name));
  expect(new Set(files.map((file) => file.split(".").at(-1)))).toEqual(new Set(["css", "js", "wasm"]));
  for (const file of files) {
    const answer = await request.get(file, { headers: { "Accept-Encoding": "br" } });
    expect(answer.headers()["content-encoding"], file).toBe("br");
    expect(answer.headers()["cache-control"], file).toContain("immutable");
  }
});

for (const path of ["/", "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21"]) {
  for (const width of [360, 1280]) {
    test(`nothing moves while ${path} arrives slowly, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 740 });
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      // 1.6 Mbit/s and 150 ms, Lighthouse's "slow 4G".
      await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 });
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
        }).observe({ type: "layout-shift", buffered: true });
      });
      await openHydrated(page, path);
      await page.evaluate(() => document.fonts.ready);
      expect(await page.evaluate(() => [...document.fonts].filter((font) => font.status === "loaded").length)).toBeGreaterThanOrEqual(4);
      const moved = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0));
      console.log(`${path} at ${width} px: cumulative layout shift ${moved.toFixed(4)}`);
      expect(moved).toBeLessThanOrEqual(0.002);
    });
  }
}
