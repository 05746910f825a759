// The build that readers get: every page opens, wakes up, and says nothing in the console.
import { PAGES, expect, openHydrated, test } from "./site";

for (const { name, path, heading } of PAGES) {
  test(`${name}: opens in the release build`, async ({ page }) => {
    await openHydrated(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  });
}

test("the release build moves without reloads", async ({ page }) => {
  await openHydrated(page, "/");
  await page.evaluate(() => Object.assign(window, { marker: true }));
  await page.getByRole("link", { name: "Để tủ sách xóm luôn có người mượn" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Để tủ sách xóm luôn có người mượn");
  await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  expect(await page.evaluate(() => "marker" in window)).toBe(true);
});

test("style sheet, script and wasm travel compressed and are kept for ever", async ({ page, request }) => {
  await page.goto("/");
  const files = await page.locator("link[rel=stylesheet], link[rel=modulepreload], link[rel=preload]").evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(files).toHaveLength(3);
  for (const file of files) {
    const answer = await request.get(file, { headers: { "Accept-Encoding": "br" } });
    expect(answer.headers()["content-encoding"], file).toBe("br");
    expect(answer.headers()["cache-control"], file).toContain("immutable");
  }
});
