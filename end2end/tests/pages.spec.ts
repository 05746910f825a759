// Every page, opened by address and by click, with and without JavaScript.
import { PAGES, expect, test } from "./site";

for (const { name, path, heading } of PAGES) {
  test(`${name}: opened by address`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.getByRole("navigation", { name: "Danh Mục Chính" })).toBeVisible();
    await expect(page.getByText("Tổng lượt truy cập")).toBeVisible();
    await expect(page.getByRole("group", { name: /đọc sách vào lúc nào/ })).toBeVisible();
    await expect(page.getByRole("contentinfo")).toContainText("Hội Khuyến học Lương Sen");
  });
}

test("from the front page to an article, its category, an older article and the introduction by clicks", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ" }).click();
  await expect(page).toHaveURL(/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-8$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("GIỮ NẾP HỌC");

  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Tin tức" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tin tức");

  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Văn hóa đọc" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Văn hóa đọc");
  await page.getByRole("link", { name: "Để tủ sách xóm luôn có người mượn" }).click();
  await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");

  await page.getByRole("link", { name: "Xem toàn bài giới thiệu" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giới thiệu");
});

test("an article shows every part a reader looks for", async ({ page }) => {
  await page.goto("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-8");
  const article = page.getByRole("main").getByRole("article");
  await expect(page.getByRole("navigation", { name: "Vị trí trang" })).toContainText("Trang nhất");
  await expect(article.locator("time").first()).toHaveText("Thứ tư, 28/10/2026 16:20");
  await expect(article.locator("time").first()).toHaveAttribute("datetime", "2026-10-28T16:20:00+07:00");
  await expect(article.locator("figure")).toHaveCount(3);
  for (const picture of await article.locator("img").all()) {
    await expect(picture).toHaveAttribute("width", /\d+/);
    await expect(picture).toHaveAttribute("height", /\d+/);
  }
  await expect(article.locator(".byline")).toBeVisible();
});

test("a long category goes on page by page", async ({ page }) => {
  await page.goto("/tin/kho-luu-tru");
  const headlines = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(headlines).toHaveCount(20);
  await expect(headlines.first()).toHaveText("Bài cũ số 45");
  await page.getByRole("link", { name: "Tin cũ hơn" }).click();
  await expect(headlines.first()).toHaveText("Bài cũ số 25");
  await page.getByRole("link", { name: "Tin cũ hơn" }).click();
  await expect(headlines.first()).toHaveText("Bài cũ số 5");
  await expect(headlines).toHaveCount(5);
  await expect(page.getByRole("link", { name: "Tin cũ hơn" })).toHaveCount(0);
  await page.getByRole("link", { name: "Về trang đầu" }).click();
  await expect(headlines.first()).toHaveText("Bài cũ số 45");
});

test("an address that leads nowhere offers a way on", async ({ page, complaints }) => {
  const response = await page.goto("/khong-co-trang-nay");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Không tìm thấy trang này");
  await page.getByRole("main").getByRole("link", { name: "Về trang nhất" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Khuyến học Lương Sen");
  // Chromium reports every document that answers 404.
  expect(complaints.splice(0).every((text) => text.includes("status of 404"))).toBe(true);
});

test("a reader with an old address lands on the right one", async ({ page }) => {
  await page.goto("/tin/sai-muc/sai-ten-8");
  await expect(page).toHaveURL(/\/tin\/tin-co-so\/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-8$/);
});

test("the menu opens on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/");
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  const link = menu.getByRole("link", { name: "Gia đình học tập" });
  await expect(link).toBeHidden();
  await menu.getByText("Danh Mục Chính").click();
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gia đình học tập");
  await expect(link).toBeHidden();
});

test("no page is wider than a small phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const { path } of PAGES) {
    await page.goto(path);
    for (const part of await page.locator("body, header, main, aside, footer, img").all()) {
      const box = await part.boundingBox();
      if (box) expect(box.x + box.width, path).toBeLessThanOrEqual(320);
    }
  }
});

test("the first stop of the keyboard leads past the menu", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Đến nội dung chính" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
});
