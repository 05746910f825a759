// From a page of the site to a published article, as somebody does who knows Word and sees the desk for the first time.
// Each step is one thing that a person does: a click, a choice, a piece of typing. The numbers of steps are promises.
import { DESK_SITE, expect, openHydrated, test } from "./site";
import { PEOPLE, PICTURE, signIn } from "./desk";

const title = (what: string) => `${what} ${Date.now().toString(36)}`;

test("an article with two pictures, a table and a poll takes 20 steps and no page load", async ({ page, browser }, info) => {
  await signIn(page, PEOPLE.administrator);
  await openHydrated(page, `${DESK_SITE}/`);
  await page.evaluate(() => Object.assign(window, { marker: true }));
  const begun = Date.now();
  let steps = 0;
  const step = async (action: () => Promise<unknown>) => {
    steps += 1;
    await action();
  };
  const tool = (name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog");
  const name = title("Ngày hội đọc sách");

  await step(() => page.getByRole("link", { name: "Viết bài mới" }).first().click());
  await expect(page.getByLabel("Tiêu đề", { exact: true })).toBeFocused();
  await step(() => page.keyboard.type(name));
  await step(async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.type("Cả xã cùng đọc sách.");
  });
  await page.locator(".editor-text").waitFor();
  await step(() => page.locator(".editor-text").click());
  await step(() => page.keyboard.type("Sáng nay, sân đình đông vui từ sớm."));
  await step(() => tool("Hình"));
  await step(() => dialog.getByLabel("Tải hình mới").setInputFiles(PICTURE));
  await step(() => dialog.getByLabel("Mô tả hình").fill("Sân đình buổi sáng"));
  await step(() => dialog.getByRole("button", { name: "Đặt hình" }).click());
  await expect(page.locator(".editor-text figure")).toHaveCount(1);
  await step(() => tool("Hình"));
  await step(() => dialog.getByRole("radio").first().check());
  await step(() => dialog.getByRole("button", { name: "Đặt hình" }).click());
  await step(() => tool("Bảng"));
  await step(() => dialog.getByRole("button", { name: "Tạo bảng" }).click());
  await step(async () => {
    for (const cell of ["Xã", "Sách", "Người đọc", "Yên Mạch", "120", "300"]) {
      await page.keyboard.type(cell);
      await page.keyboard.press("Tab");
    }
  });
  await step(() => page.keyboard.press("Control+End"));
  await step(() => tool("Bình chọn"));
  await step(() => dialog.getByRole("button", { name: "Đặt vào bài" }).click());
  await step(() => page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 }));
  await step(() => page.getByRole("button", { name: "Lưu và đăng" }).click());
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  expect(steps).toBe(20);
  info.annotations.push({ type: "time", description: `${steps} steps, ${((Date.now() - begun) / 1000).toFixed(1)} s by a machine` });
  expect(await page.evaluate(() => "marker" in window), "no page load").toBe(true);

  const reader = await browser.newPage();
  await reader.goto(DESK_SITE + ((await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? ""));
  const article = reader.getByRole("article");
  await expect(article.locator(".prose img")).toHaveCount(2);
  await expect(article.getByRole("table")).toContainText("Yên Mạch");
  await expect(article.locator(".poll")).toHaveCount(1);
  await reader.close();
});

test("the same article by the plain form", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "vi-VN" });
  const page = await context.newPage();
  await signIn(page, PEOPLE.administrator);
  await page.getByRole("link", { name: "Viết bài mới" }).click();
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title("Ngày hội đọc sách, không có script"));
  await page.getByLabel("Nội dung", { exact: true }).fill('<p>Sáng nay.</p><table><tr><th>Xã</th></tr><tr><td>Yên Mạch</td></tr></table><p data-poll="1"></p>');
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
  await page.getByLabel("Tải hình mới").setInputFiles(PICTURE);
  await page.getByLabel("Mô tả hình", { exact: true }).fill("Sân đình");
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  await page.goto(DESK_SITE + ((await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? ""));
  await expect(page.getByRole("article").getByRole("table")).toContainText("Yên Mạch");
  await expect(page.getByRole("article").locator(".poll")).toHaveCount(1);
  await context.close();
});
