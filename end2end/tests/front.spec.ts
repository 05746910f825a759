// What a reader sees first: headlines above the fold, small pictures as small files, dates on one line.
import { card, expect, test } from "./site";

for (const { name, width, height, least } of [
  { name: "a desktop", width: 1440, height: 900, least: 8 },
  { name: "a phone", width: 360, height: 740, least: 4 },
]) {
  test(`the first screen of ${name} shows ${least} headlines`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto("/");
    const headlines = page.getByRole("main").getByRole("heading", { level: 2 }).filter({ visible: true });
    await expect(headlines.first()).toBeInViewport({ ratio: 1 });
    const boxes = await Promise.all((await headlines.all()).map((headline) => headline.boundingBox()));
    const inside = boxes.filter((box) => box && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height);
    expect(inside.length).toBeGreaterThanOrEqual(least);
    // The lead article's picture is visible at once, and large.
    const picture = page.getByRole("main").locator("img").first();
    await expect(picture).toBeInViewport({ ratio: 1 });
    await expect(picture).toHaveJSProperty("complete", true);
    expect((await picture.boundingBox())?.width).toBeGreaterThan(width === 360 ? 300 : 450);
  });
}

test("on a phone every card but the first has a thumbnail of 96 px, and a small file for it", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/");
  const pictures = await page.getByRole("main").locator("img").all();
  expect(pictures.length).toBeGreaterThan(10);
  for (const picture of pictures.slice(1)) {
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toHaveJSProperty("complete", true);
    expect((await picture.boundingBox())?.width).toBe(96);
    expect(await picture.evaluate((image: HTMLImageElement) => image.currentSrc)).toMatch(/-320\.webp$/);
  }
});

test("a date in a list stays on one line", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["/", "/tin/van-hoa-doc", "/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13"]) {
    await page.goto(path);
    const dates = page.getByRole("main").locator(".article-card time, .neighbours time").filter({ visible: true });
    const lines = await dates.evaluateAll((times) => times.map((time) => time.getClientRects().length));
    expect(lines.length, path).toBeGreaterThan(3);
    expect(new Set(lines), path).toEqual(new Set([1]));
  }
});

test("from an article of a small category a reader goes on with what is related", async ({ page }) => {
  await page.goto("/tin/ky-nang-so/cuoc-goi-luc-bay-gio-toi-17");
  const related = page.getByRole("navigation", { name: "Mời quý vị đọc tiếp" });
  await expect(related.getByRole("heading", { level: 3 })).toHaveCount(6);
  // Of another category, and about the same: grown-ups who learn.
  await related.getByRole("heading", { level: 3 }).first().getByRole("link", { name: "Lớp chữ trên hiên nhà ven kênh" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lớp chữ trên hiên nhà ven kênh");
  await page.getByRole("link", { name: "Trang nhất" }).first().click();
  await card(page, "Cô giáo chấm bài bằng bút chì").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cô giáo chấm bài bằng bút chì");
});
