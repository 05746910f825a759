// An administrator arranges the site: categories, menus, static pages; with and without JavaScript.
import { DESK_SITE, expect, expectStatuses, test } from "./site";
import { PEOPLE, PICTURE, signIn, writeText } from "./desk";
import type { Locator, Page } from "@playwright/test";

const hasScripts = () => test.info().project.name !== "no-js";

/** A unique name: both projects and all repeats use the same site. */
const unique = (name: string) => `${name} ${test.info().project.name} ${Date.now().toString(36)}`;

/** The row of a thing in a table. */
const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

/** The names of these things, in the order of the page. */
async function order(page: Page, names: string[]) {
  const links = await page.locator("th[scope=row] a").allTextContents();
  return links.filter((name) => names.includes(name));
}

/** Presses a button with the keyboard alone. */
async function press(button: Locator) {
  await button.focus();
  await button.press("Enter");
}

/** A page for somebody who is not signed in. */
const strangers = (page: Page) => page.context().browser()!.newPage({ javaScriptEnabled: hasScripts() });

test.beforeEach(async ({ page }) => {
  await signIn(page, PEOPLE.administrator);
  await page.getByRole("link", { name: "Trang web", exact: true }).click();
});

test("categories are made, ordered by keyboard, moved, merged and removed", async ({ page, complaints }) => {
  const [one, two, below] = [unique("Khuyến tài"), unique("Dòng họ"), unique("Quỹ học bổng")];
  await page.getByRole("link", { name: "Chuyên mục", exact: true }).click();
  for (const name of [one, two]) {
    await page.getByRole("link", { name: "Tạo chuyên mục" }).click();
    await page.getByLabel("Tên chuyên mục").fill(name);
    await page.getByRole("button", { name: "Tạo chuyên mục" }).click();
    await expect(page.getByText("Chuyên mục đã được tạo.")).toBeVisible();
    await page.getByRole("link", { name: "Về danh sách chuyên mục" }).click();
  }
  // One below the first, with a picture.
  await row(page, one).getByRole("link", { name: "thêm mục con" }).click();
  await page.getByLabel("Tên chuyên mục").fill(below);
  await page.getByLabel("Mô tả", { exact: true }).fill("Mọi nhà cùng góp.");
  await page.getByLabel("Chọn hình").setInputFiles(PICTURE);
  await page.getByRole("button", { name: "Tạo chuyên mục" }).click();
  await expect(page.getByText("Xin ghi hình có gì, cho người không nhìn thấy hình.")).toBeVisible();
  await page.getByLabel("Mô tả hình", { exact: true }).fill("Sân đình");
  await page.getByRole("button", { name: "Tạo chuyên mục" }).click();
  await expect(page.getByText("Chuyên mục đã được tạo.")).toBeVisible();
  const address = await page.getByRole("link", { name: "xem trên trang" }).getAttribute("href");
  const stranger = await strangers(page);
  await stranger.goto(DESK_SITE + address);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(below);
  await expect(stranger.getByRole("main").getByRole("img", { name: "Sân đình" })).toBeVisible();

  // The order, with the keyboard.
  await page.getByRole("link", { name: "Về danh sách chuyên mục" }).click();
  await press(page.getByRole("button", { name: `Đưa lên trên: ${two}` }));
  await expect(page.getByText("Thứ tự đã được lưu.")).toBeVisible();
  expect(await order(page, [one, two, below])).toEqual([two, one, below]);
  if (hasScripts()) {
    // With the mouse.
    await row(page, two).dragTo(row(page, one), { targetPosition: { x: 300, y: 40 } });
    await expect.poll(() => order(page, [one, two, below])).toEqual([one, below, two]);
  }

  // It cannot be below itself: it is not offered.
  await page.getByRole("link", { name: one, exact: true }).click();
  await expect(page.getByLabel("Nằm trong").getByRole("option", { name: below })).toHaveCount(0);
  // Merged: its address leads on.
  await page.getByLabel("Gộp vào").selectOption({ label: two });
  await page.getByRole("button", { name: "Gộp hai chuyên mục" }).click();
  await expect(page.getByText("Hai chuyên mục đã được gộp.")).toBeVisible();
  await expect(page.getByRole("link", { name: one, exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: below, exact: true }).click();
  await page.getByLabel("Đường dẫn").fill(`${address!.split("/").pop()}-moi`);
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.getByText("Chuyên mục đã được lưu.")).toBeVisible();
  await stranger.goto(DESK_SITE + address);
  await expect(stranger).toHaveURL(`${DESK_SITE}${address}-moi`);
  await page.getByRole("button", { name: "Xóa chuyên mục" }).click();
  await expect(page.getByText("Chuyên mục đã được xóa.")).toBeVisible();
  await page.getByRole("link", { name: two, exact: true }).click();
  await page.getByRole("button", { name: "Xóa chuyên mục" }).click();
  await expect(page.getByText("Chuyên mục đã được xóa.")).toBeVisible();
  expect((await stranger.goto(DESK_SITE + address))?.status()).toBe(404);
  await stranger.close();
  expectStatuses(complaints, 422);
});

test("a block of links is made, filled by search, ordered, and a removed link comes back", async ({ page, complaints }) => {
  const name = unique("Bạn bè");
  await page.getByRole("link", { name: "Menu và liên kết", exact: true }).click();
  await page.getByLabel("Tiêu đề của nhóm mới").fill(name);
  await page.getByRole("region", { name: "Liên kết ở cột bên" }).getByRole("button", { name: "Tạo nhóm" }).click();
  await expect(page.getByText("Nhóm đã được tạo.")).toBeVisible();
  const add = () => page.getByRole("link", { name: `Thêm liên kết vào ${name}` }).click();
  await add();
  await page.getByLabel("Chữ của liên kết").fill("Bộ Giáo dục");
  await page.getByLabel("Dẫn tới địa chỉ").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Lưu liên kết" }).click();
  await expect(page.getByText("Xin ghi một địa chỉ bắt đầu bằng")).toBeVisible();
  await page.getByLabel("Dẫn tới địa chỉ").fill("https://moet.gov.vn/");
  await page.getByRole("button", { name: "Lưu liên kết" }).click();
  await expect(page.getByText("Liên kết đã được lưu.")).toBeVisible();
  await add();
  await page.getByLabel("Tên chuyên mục, trang, bài").fill("van hoa doc");
  await page.getByRole("button", { name: "Tìm", exact: true }).click();
  await page.getByRole("radio", { name: "Chuyên mục: Văn hóa đọc" }).check();
  await page.getByRole("button", { name: "Lưu liên kết" }).click();
  await expect(page.getByText("Liên kết đã được lưu.")).toBeVisible();

  const stranger = await strangers(page);
  const block = stranger.getByRole("navigation", { name });
  const read = async () => {
    await stranger.goto(DESK_SITE);
    return block.getByRole("link").allTextContents();
  };
  expect(await read()).toEqual(["Bộ Giáo dục", "Văn hóa đọc"]);
  const table = page.locator(".link-list").filter({ has: page.getByRole("link", { name: `Thêm liên kết vào ${name}` }) });
  await press(table.getByRole("button", { name: "Đưa lên trên: Văn hóa đọc" }));
  await expect(page.getByText("Thứ tự đã được lưu.")).toBeVisible();
  expect(await read()).toEqual(["Văn hóa đọc", "Bộ Giáo dục"]);
  await table.getByRole("button", { name: "Bỏ: Văn hóa đọc" }).click();
  await expect(page.getByText("Liên kết đã được bỏ.")).toBeVisible();
  expect(await read()).toEqual(["Bộ Giáo dục"]);
  await page.getByRole("button", { name: "Hoàn tác, đưa liên kết lại" }).click();
  await expect(page.getByText("Liên kết đã được đưa lại.")).toBeVisible();
  expect(await read()).toEqual(["Văn hóa đọc", "Bộ Giáo dục"]);
  for (const label of ["Văn hóa đọc", "Bộ Giáo dục"]) {
    await table.getByRole("button", { name: `Bỏ: ${label}` }).click();
    await expect(page.getByText("Liên kết đã được bỏ.")).toBeVisible();
  }
  await table.getByRole("button", { name: "Xóa nhóm trống này" }).click();
  await expect(page.getByText("Nhóm đã được xóa.")).toBeVisible();
  await stranger.close();
  expectStatuses(complaints, 422);
});

test("a page is written with the editor, published, ordered, and comes back from the trash", async ({ page, complaints }) => {
  const [title, below] = [unique("Điều lệ"), unique("Chương một")];
  await page.getByRole("link", { name: "Trang", exact: true }).click();
  await page.getByRole("link", { name: "Viết trang mới" }).click();
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await writeText(page, "<h2>Tôn chỉ</h2><p>Cả xóm <strong>cùng học</strong>.</p><script>window.tripped = 1</script>");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Trang đã được lưu thành bản nháp")).toBeVisible();
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Trang đã được lưu; bạn đọc thấy ngay từ bây giờ.")).toBeVisible();
  const address = await page.getByRole("link", { name: "xem trên trang" }).getAttribute("href");
  const stranger = await strangers(page);
  await stranger.goto(DESK_SITE + address);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(stranger.getByRole("article").locator("strong")).toHaveText("cùng học");

  await page.getByRole("link", { name: "Về danh sách trang" }).click();
  await page.getByRole("link", { name: "Viết trang mới" }).click();
  await page.getByLabel("Tiêu đề", { exact: true }).fill(below);
  await writeText(page, "<p>Những điều chung.</p>");
  await page.getByLabel("Nằm dưới trang").selectOption({ label: title });
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Trang đã được lưu; bạn đọc thấy ngay từ bây giờ.")).toBeVisible();
  await stranger.reload();
  await stranger.getByRole("navigation", { name: "Các trang trong mục này" }).getByRole("link", { name: below }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(below);
  await expect(stranger.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: title })).toBeVisible();

  await page.getByRole("link", { name: "Về danh sách trang" }).click();
  await press(page.getByRole("button", { name: `Đưa lên trên: ${title}` }));
  await expect(page.getByText("Thứ tự đã được lưu.")).toBeVisible();
  await page.getByRole("link", { name: title, exact: true }).click();
  await page.getByRole("button", { name: "Chuyển vào thùng rác" }).click();
  await expect(page.getByText("Dưới trang này còn trang khác.")).toBeVisible();
  await page.getByRole("link", { name: "Về danh sách trang" }).click();
  for (const name of [below, title]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("button", { name: "Chuyển vào thùng rác" }).click();
    await expect(page.getByText("Trang đã được chuyển vào thùng rác")).toBeVisible();
  }
  expect((await stranger.goto(DESK_SITE + address))?.status()).toBe(404);
  await page.getByRole("button", { name: `Khôi phục: ${title}` }).click();
  await expect(page.getByText("Trang đã được khôi phục thành bản nháp")).toBeVisible();
  await page.getByRole("link", { name: title, exact: true }).click();
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Trang đã được lưu; bạn đọc thấy ngay từ bây giờ.")).toBeVisible();
  expect((await stranger.goto(DESK_SITE + address))?.status()).toBe(200);
  await stranger.close();
  expectStatuses(complaints, 409);
});
