// Every page, opened by address and by click, with and without JavaScript.
import { PAGES, card, expect, expectStatuses, test } from "./site";

for (const { name, path, heading } of PAGES) {
  test(`${name}: opened by address`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.getByRole("navigation", { name: "Danh Mục Chính" })).toBeVisible();
    await expect(page.getByText("Tổng lượt truy cập")).toBeVisible();
    // The page of a poll has no poll in its side column.
    const poll = path === "/binh-chon/3" ? /mở cửa thêm buổi nào/ : /đọc sách vào lúc nào/;
    await expect(page.getByRole("group", { name: poll })).toBeVisible();
    await expect(page.getByRole("contentinfo")).toContainText("Hội Khuyến học Lương Sen");
  });
}

test("from the front page to an article, its category, an older article and the introduction by clicks", async ({ page }) => {
  await page.goto("/");
  await card(page, "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ").click();
  await expect(page).toHaveURL(/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("GIỮ NẾP HỌC");

  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Tin tức" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tin tức");

  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Văn hóa đọc" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Văn hóa đọc");
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link", { name: "Chuyến xe sách" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chuyến xe sách đi dọc triền đê");

  await page.getByRole("link", { name: "Đọc toàn bộ bài giới thiệu" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giới thiệu");
});

test("from an article to its author, tag, series and the month of its category by clicks", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 1 });
  await page.goto("/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12");
  await page.getByRole("main").getByRole("link", { name: "Phạm Lam Khê" }).first().click();
  await expect(heading).toHaveText("Phạm Lam Khê");
  await expect(page.getByRole("main").locator("img").first()).toHaveAttribute("alt", /.+/);
  await card(page, "Chuyến xe sách đi dọc triền đê").click();
  await page.getByRole("navigation", { name: "Chủ đề của bài" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/the\//);
  await card(page, "Chuyến xe sách đi dọc triền đê").click();
  const series = page.getByRole("navigation", { name: "Bài trong chuyên đề" });
  await expect(series).toContainText("Bài trước");
  await expect(series).toContainText("Đọc tiếp");
  await series.getByRole("link", { name: "Mỗi xóm một tủ sách" }).click();
  await expect(heading).toHaveText("Mỗi xóm một tủ sách");
  await page.getByRole("link", { name: "Thùng sách đầu ngõ" }).first().click();
  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Văn hóa đọc" }).click();
  await page.getByRole("link", { name: "Xem tin theo tháng" }).click();
  await expect(heading).toHaveText("Văn hóa đọc, tháng 10/2026");
  await page.getByRole("navigation", { name: "Tin theo tháng" }).getByRole("link", { name: "9", exact: true }).click();
  await expect(heading).toHaveText("Văn hóa đọc, tháng 9/2026");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveCount(3);
});

test("a file of an article is offered with its kind and size", async ({ page, request }) => {
  await page.goto("/tin/lop-hoc-cong-dong/thong-bao-mo-them-lop-may-tinh-buoi-toi-tai-ha-lien-22");
  const file = page.getByRole("link", { name: "Đơn ghi danh lớp học cộng đồng" });
  await expect(page.getByRole("main")).toContainText(/PDF, \d+ KB|PDF, \d,\d MB/);
  const answer = await request.get((await file.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("an article shows every part a reader looks for", async ({ page }) => {
  await page.goto("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21");
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
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nếp học Lương Sen");
  expectStatuses(complaints, 404);
});

test("a plain page about a mistake has its style and fonts", async ({ page, complaints }) => {
  for (const path of ["/media/khong-co.webp", "/pkg/khong-co.js"]) {
    const font = page.waitForResponse((response) => response.url().includes("/fonts/"));
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    expect((await font).ok(), path).toBe(true);
  }
  // A font blocked by the policy would be reported here.
  expectStatuses(complaints, 404);
});

test("a reader with an old address lands on the right one", async ({ page }) => {
  await page.goto("/tin/sai-muc/sai-ten-21");
  await expect(page).toHaveURL(/\/tin\/tin-co-so\/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21$/);
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
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("an article can be passed on by plain links, and nothing of theirs is loaded", async ({ page, javaScriptEnabled }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).host));
  await page.goto("/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12");
  const share = page.getByRole("region", { name: "Chia sẻ bài này" });
  const canonical = (await page.locator("link[rel=canonical]").getAttribute("href")) ?? "";
  await expect(share.getByRole("link", { name: "Facebook" })).toHaveAttribute("href", new RegExp(`^https://www\\.facebook\\.com/.*u=http%3A%2F%2F`));
  const zalo = new URL((await share.getByRole("link", { name: "Zalo" }).getAttribute("href")) ?? "");
  expect(JSON.parse(Buffer.from(zalo.searchParams.get("d") ?? "", "base64").toString())).toEqual({ url: canonical });
  const foreign = share.locator('a[href^="http"]');
  await expect(foreign).toHaveCount(2);
  for (const link of await foreign.all()) await expect(link).toHaveAttribute("rel", "noopener nofollow");
  expect(decodeURIComponent((await share.getByRole("link", { name: "E-mail" }).getAttribute("href")) ?? "")).toBe(`mailto:?subject=Chuyến xe sách đi dọc triền đê&body=${canonical}`);
  if (javaScriptEnabled === false) {
    await expect(share.getByRole("button")).toHaveCount(0);
  } else {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await share.getByRole("button", { name: "Chép địa chỉ" }).click();
    await expect(share.getByRole("status")).toHaveText("Đã chép địa chỉ của bài.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(canonical);
  }
  expect(asked.filter((host) => !host.startsWith("127.0.0.1"))).toEqual([]);
});

test("a search is a form in the header of every page", async ({ page }) => {
  await page.goto("/tin/van-hoa-doc");
  await page.getByRole("banner").getByRole("searchbox").or(page.getByRole("banner").getByRole("combobox")).fill("thu vien lang");
  await page.getByRole("banner").getByRole("button", { name: "Tìm", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tìm “thu vien lang”");
  await page.getByRole("main").getByRole("link", { name: "Thư viện làng sáng đèn buổi tối" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
});
