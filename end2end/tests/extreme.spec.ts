// Extreme content by editors and owners: pages keep their layout and are readable on the smallest phone.
import { EXTREME_SITE, EVERYWHERE, MISSING, expect, expectStatuses, test } from "./site";

for (const { name, address } of EVERYWHERE) {
  test(`${name}: nothing is wider than a small phone`, async ({ page, complaints }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    // Nothing is outside the viewport, except content of scroll containers and visually hidden text.
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 1 && box.height > 1 && (box.right > 321 || box.left < -1) && !element.closest(".scroller, pre, .skip-link, details:not([open]), .visually-hidden, .progress");
        })
        .map((element) => `${element.tagName}.${element.className}`),
    );
    expect(outside).toEqual([]);
    if (MISSING.some(({ path }) => path === address)) expectStatuses(complaints, 404);
  });
}

test("a menu of thirty levels opens, and its last level can be read", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(EXTREME_SITE);
  const menu = page.getByRole("navigation", { name: "Danh mục" });
  await menu.getByText("Danh mục").click();
  const last = menu.getByText("Cấp 30 dài hơn một dòng trên điện thoại nhỏ").last();
  await expect(last).toBeVisible();
  const box = await last.boundingBox();
  expect(box?.width).toBeGreaterThan(160);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
});

test("a poll of twelve options shows them all", async ({ page }) => {
  await page.goto(EXTREME_SITE);
  await expect(page.getByRole("complementary").getByRole("checkbox")).toHaveCount(12);
});

test("what a replaced site had counted goes on", async ({ page }) => {
  await page.goto(EXTREME_SITE);
  const total = await page.locator(".statistics__row", { hasText: "Tổng lượt truy cập" }).locator("dd").innerText();
  // Other tests are counted as visitors too.
  expect(total).toMatch(/^25\.378\.\d{3}$/);
  expect(Number(total.replaceAll(".", ""))).toBeGreaterThanOrEqual(25_378_017);
});
