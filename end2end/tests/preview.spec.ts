// What an article will look like: beside its form while it is written, by a secret link, in search results and on cards.
import type { Page } from "@playwright/test";
import { PEOPLE, PICTURE, signIn } from "./desk";
import { DESK_SITE, expect, expectStatuses, test } from "./site";

const frame = (page: Page) => page.frameLocator(".preview iframe");
const fold = (page: Page, label: string) => page.locator("summary", { hasText: label }).click();
const unique = (title: string) => `${title} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

async function begin(page: Page, title: string) {
  await signIn(page, PEOPLE.editor);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await page.locator("form[data-draft]").waitFor();
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
}

test("what is typed is shown beside the form, as on a telephone and a wide screen, light and dark", async ({ page, complaints }) => {
  const title = unique("Chợ phiên");
  await begin(page, title);
  const button = page.getByRole("button", { name: "Xem trước" });
  await button.click();
  await expect(frame(page).getByRole("heading", { level: 1 })).toHaveText(title);
  // It follows what is typed, also in the text, and stays where it was scrolled to.
  await page.locator(".editor-text").click();
  for (let line = 0; line < 40; line += 1) {
    await page.keyboard.type(`Dòng ${line}.`);
    await page.keyboard.press("Enter");
  }
  await expect(frame(page).getByText("Dòng 39.")).toHaveCount(1);
  const top = () => frame(page).locator("html").evaluate((html) => html.scrollTop);
  await frame(page).getByText("Dòng 30.").evaluate((line) => line.scrollIntoView());
  const before = await top();
  expect(before).toBeGreaterThan(500);
  await page.keyboard.type("Câu cuối.");
  await expect(frame(page).getByText("Câu cuối.")).toHaveCount(1);
  expect(await top()).toBe(before);

  const paper = () => frame(page).locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const width = () => frame(page).locator("html").evaluate((html) => html.clientWidth);
  const light = await paper();
  expect(await width()).toBeLessThanOrEqual(390);
  await page.getByLabel("Nền tối").check();
  await page.getByLabel("Màn hình rộng").check();
  expect(await paper()).not.toBe(light);
  expect(await width()).toBeGreaterThan(1_200);
  // Nothing leads away from it.
  await frame(page).getByRole("link").first().click();
  await expect(frame(page).getByText("Câu cuối.")).toHaveCount(1);

  await page.getByLabel("Màn hình rộng").press("Escape");
  await expect(page.locator(".preview")).toHaveCount(0);
  await expect(button).toBeFocused();
  // What cannot be shown is said.
  await page.getByLabel("Tiêu đề", { exact: true }).fill("chữ ".repeat(100));
  await button.click();
  await expect(frame(page).getByText("Ô “Tiêu đề” chưa hợp lệ.")).toBeVisible();
  expectStatuses(complaints, 422);
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await expect(frame(page).getByRole("heading", { level: 1 })).toHaveText(title);
});

test("a secret link is open to a stranger until it is withdrawn", async ({ page, browser }) => {
  const title = unique("Bến nước");
  await begin(page, title);
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await page.getByLabel("Đoạn mở đầu (sapo)").fill("Câu vừa viết thêm.");
  await fold(page, "Cho người ngoài xem trước");
  await page.getByRole("button", { name: "Tạo liên kết" }).click();
  await expect(page.getByText("Đã tạo liên kết xem trước")).toBeVisible();
  await expect(page.getByLabel("Đoạn mở đầu (sapo)")).toHaveValue("Câu vừa viết thêm.");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Chép liên kết" }).click();
  await expect(page.getByRole("button", { name: "Đã chép, hãy dán vào nơi cần" })).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await page.locator("form[data-draft=saved]").waitFor();

  const stranger = await browser.newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(stranger.getByText("Câu vừa viết thêm.")).toBeVisible();
  // There is a way back to it.
  await stranger.locator("article a, nav a").first().click();
  await expect(stranger.getByRole("heading", { level: 1 })).not.toHaveText(title);
  await stranger.goBack();
  await expect(stranger.getByText("Câu vừa viết thêm.")).toBeVisible();
  await page.getByRole("button", { name: "Thu hồi" }).click();
  await expect(page.getByText("Đã thu hồi liên kết xem trước")).toBeVisible();
  expect((await stranger.goto(address))?.status()).toBe(410);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Liên kết không còn dùng được");
  await stranger.close();
});

test("an article says other words in search results and chats, and its picture keeps its main point on cards", async ({ page }) => {
  const title = unique("Hội làng mở sớm");
  await begin(page, title);
  await page.getByLabel("Đoạn mở đầu (sapo)").fill("Năm nay hội mở từ mồng bốn.");
  await page.locator(".editor-text").click();
  await page.keyboard.type("Trống hội đã nổi.");
  await fold(page, "Khi tìm kiếm và chia sẻ");
  const [result, card] = [page.locator(".elsewhere__result"), page.locator(".elsewhere__card")];
  await expect(result.getByText(title)).toBeVisible();
  await expect(card.getByText("Năm nay hội mở từ mồng bốn.")).toBeVisible();
  await page.getByLabel("Tiêu đề khi tìm kiếm và chia sẻ").fill("Lịch hội làng 2026");
  await page.getByLabel("Mô tả khi tìm kiếm và chia sẻ").fill("Ngày giờ các lễ.");
  await expect(result.getByText("Lịch hội làng 2026")).toBeVisible();
  await expect(card.getByText("Ngày giờ các lễ.")).toBeVisible();

  // There is a main point once there is a picture.
  const points = page.getByRole("group", { name: "Điểm chính của hình" });
  await expect(points).toBeHidden();
  await page.getByLabel("Tải hình mới").setInputFiles(PICTURE);
  await page.getByLabel("Mô tả hình", { exact: true }).fill("Trống hội");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await points.getByRole("radio", { name: "Ở giữa, chính giữa" }).focus();
  await page.keyboard.press("ArrowRight");
  const crop = points.locator(".focus__crop img").first();
  await expect(crop).toHaveCSS("object-position", "75% 50%");
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  await expect(points.getByRole("radio", { name: "Ở giữa, bên phải" })).toBeChecked();

  const address = (await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? "";
  const read = await (await page.request.get(DESK_SITE + address)).text();
  for (const words of ["<title>Lịch hội làng 2026", 'property="og:title" content="Lịch hội làng 2026"', 'name="description" content="Ngày giờ các lễ."']) expect(read).toContain(words);
  expect(read).toContain(`${title}</h1>`);
  await page.goto(`${DESK_SITE}/`);
  await expect(page.locator(".article-card", { hasText: title }).locator("img")).toHaveCSS("object-position", "75% 50%");
});
