// What is put into a text from elsewhere: pictures, galleries, videos, files, links to articles, Word documents.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PICTURE } from "./desk";
import { html, insert, open, saveDraft, show, text, tool } from "./editor";
import { DESK_SITE, expect, expectStatuses, openHydrated, test } from "./site";

const WORD = resolve(import.meta.dirname, "../../server/word/fixtures");

test("a picture that is dropped is uploaded, and takes the place of the one that is missing", async ({ page }) => {
  await open(page);
  await show(page, "<p>Trước</p><p>Ảnh 1 còn nằm trong Word: kéo tệp vào đây</p><p>Sau</p>");
  await page.getByText("Ảnh 1 còn nằm").evaluate((element, bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(bytes)], "san-dinh.png", { type: "image/png" }));
    dataTransfer.items.add(new File(["x"], "thu.txt", { type: "text/plain" }));
    const { left, top } = element.getBoundingClientRect();
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, clientX: left + 9, clientY: top + 9, bubbles: true, cancelable: true }));
  }, [...PICTURE.buffer]);
  await expect(page.getByText("thu.txt không phải là hình")).toBeVisible();
  expect(await html(page)).toMatch(/^<p>Trước<\/p>\n<figure><img [^>]*src="\/media\/[^>]+><\/figure>\n<p>Sau<\/p>$/);
  await page.getByLabel("Mô tả cho người không nhìn thấy hình").fill("Sân đình");
  expect(await html(page)).toContain('<img alt="Sân đình" src="/media/');
});

test("a gallery is made of two pictures, changed by keyboard, undone, and shown to readers", async ({ page, browser }) => {
  await open(page);
  await tool(page, "Bộ ảnh").click();
  const dialog = page.getByRole("dialog", { name: "Bộ ảnh" });
  await dialog.getByRole("checkbox").first().check();
  await dialog.getByRole("button", { name: "Đặt bộ ảnh" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Xin chọn ít nhất hai hình");
  await dialog.getByLabel("Tải các hình mới").setInputFiles(PICTURE);
  await dialog.getByRole("button", { name: "Đặt bộ ảnh" }).click();
  const gallery = text(page).locator(".gallery");
  await expect(gallery.getByRole("img")).toHaveCount(2);
  const words = gallery.getByLabel("Mô tả cho người không nhìn thấy hình");
  await words.nth(0).fill("Cổng trường");
  await words.nth(1).fill("Sân đình");
  await gallery.locator(":scope > figcaption").click();
  await page.keyboard.type("Hai nơi");
  const written = (names: string[]) => `<figure>${names.map((name) => `<figure><img alt="${name}" src="…"></figure>`).join("")}<figcaption>Hai nơi</figcaption></figure>`;
  const bare = async () => (await html(page)).replace(/\/media\/[^"]+/g, "…").replace(/>\n</g, "><");
  expect(await bare()).toBe(written(["Cổng trường", "Sân đình"]));

  // The second one to the left; then there is no further, and the focus is on the way back.
  const [left, right] = ["Dời hình lên trước", "Dời hình ra sau"].map((name) => gallery.getByRole("button", { name }));
  await left.focus();
  await page.keyboard.press("Enter");
  expect(await bare()).toBe(written(["Sân đình", "Cổng trường"]));
  await expect(right).toBeFocused();
  await expect(left).toHaveCount(1);
  // One that is left alone is no gallery any more.
  await gallery.getByRole("button", { name: "Bỏ hình này" }).first().click();
  await expect(gallery).toHaveCount(0);
  expect(await bare()).toBe('<figure><img alt="Cổng trường" src="…"></figure><p>Hai nơi</p>');
  await page.keyboard.press("Control+z");
  expect(await bare()).toBe(written(["Sân đình", "Cổng trường"]));
  await page.getByRole("button", { name: "Tách bộ ảnh" }).click();
  expect(await bare()).toBe('<figure><img alt="Sân đình" src="…"></figure><figure><img alt="Cổng trường" src="…"></figure><p>Hai nơi</p>');
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "Thêm hình vào bộ" }).click();
  await page.getByRole("dialog").getByLabel("Tải các hình mới").setInputFiles(PICTURE);
  await page.getByRole("dialog").getByRole("button", { name: "Thêm hình" }).click();
  await expect(gallery.getByRole("img")).toHaveCount(3);
  await gallery.getByLabel("Mô tả cho người không nhìn thấy hình").last().fill("Sân đình buổi chiều");
  const whole = written(["Sân đình", "Cổng trường", "Sân đình buổi chiều"]);
  expect(await bare()).toBe(whole);

  await saveDraft(page, "Bài có bộ ảnh");
  expect(await bare()).toBe(whole);
  await expect(gallery.getByRole("img")).toHaveCount(3);
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  const address = (await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? "";
  const reader = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await openHydrated(reader, DESK_SITE + address);
  const shown = reader.locator("figure.gallery");
  await expect(shown.getByText("Hai nơi")).toBeVisible();
  const boxes = await shown.locator("img").evaluateAll((images) => images.map((image) => image.getBoundingClientRect()).map(({ x, width, height }) => ({ x, width, height })));
  expect(boxes.map(({ width, height }) => `${Math.round(width)} ${Math.round(height)}`)).toEqual(Array(3).fill(`${Math.round(boxes[0].width)} ${Math.round(boxes[0].height)}`));
  expect(boxes[1].x, "two in a row").toBeGreaterThan(boxes[0].x);
  expect(boxes[2].x).toBe(boxes[0].x);
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await shown.getByRole("link", { name: "Cổng trường" }).click();
  await expect(reader).toHaveURL(/\/media\/[^/]+\.jpg$/);
  await reader.close();
});

test("a video is a link that readers play in the page, and nothing of it is loaded before", async ({ page, browser }) => {
  await open(page);
  await tool(page, "Video").click();
  const dialog = page.getByRole("dialog", { name: "Đặt video vào bài" });
  await dialog.getByLabel("Địa chỉ video").fill("youtu.be/dQw4w9WgXcQ?si=x");
  await dialog.getByRole("button", { name: "Đặt video" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Xin ghi tên video");
  await dialog.getByLabel("Tên video").fill("Lễ trao học bổng");
  await dialog.getByRole("button", { name: "Đặt video" }).click();
  expect(await html(page)).toBe('<p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Lễ trao học bổng</a></p>');
  await expect(text(page).locator("p.video")).toHaveText("Lễ trao học bổng");
  await saveDraft(page, "Bài có video");
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  const address = (await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? "";
  const reader = await browser.newPage();
  const foreign: string[] = [];
  await reader.route(/^https:/, (route) => {
    foreign.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<title>player</title>" });
  });
  await openHydrated(reader, DESK_SITE + address);
  const link = reader.getByRole("article").getByRole("link", { name: "Lễ trao học bổng" });
  await expect(link).toHaveAttribute("href", "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
  expect(foreign).toEqual([]);
  await link.click();
  await expect(reader.locator("iframe")).toHaveAttribute("title", "Lễ trao học bổng");
  expect(foreign).toEqual(["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"]);
  await reader.close();
});

test("a file is put into the text, or dropped, and readers see its type and size", async ({ page, browser }) => {
  await open(page);
  const pdf = { name: "Mẫu đơn.pdf", mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7${" ".repeat(3 * 1024)}`) };
  await insert(page, "Tệp");
  const dialog = page.getByRole("dialog", { name: "Đặt tệp vào bài" });
  await dialog.getByLabel("Tệp", { exact: true }).setInputFiles({ ...pdf, name: "a.exe" });
  await dialog.getByRole("button", { name: "Đặt tệp" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Xin chọn một tệp PDF");
  await dialog.getByLabel("Tệp", { exact: true }).setInputFiles(pdf);
  await dialog.getByLabel("Chữ hiện ra").fill("Đơn xin học bổng");
  await dialog.getByRole("button", { name: "Đặt tệp" }).click();
  await expect(text(page).locator("p.file")).toHaveText("Đơn xin học bổng");
  // The name of a file that is dropped is its text.
  await text(page).evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["%PDF-1.7"], "Lịch thi.pdf", { type: "application/pdf" }));
    const { left, bottom } = element.getBoundingClientRect();
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, clientX: left + 40, clientY: bottom - 40, bubbles: true, cancelable: true }));
  });
  await expect(text(page).locator("p.file")).toHaveText(["Đơn xin học bổng", "Lịch thi"]);
  expect((await html(page)).replace(/media\/[0-9a-f]+/g, "media/…")).toBe('<p><a href="/media/…/mau-don.pdf">Đơn xin học bổng</a></p>\n<p><a href="/media/…/lich-thi.pdf">Lịch thi</a></p>');
  await saveDraft(page, "Bài có tệp");
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  const address = (await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? "";
  const reader = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await openHydrated(reader, DESK_SITE + address);
  const row = reader.locator("p.file a").first();
  await expect(row).toHaveText("Đơn xin học bổng");
  expect(await row.evaluate((link) => getComputedStyle(link, "::after").content)).toBe('"PDF, 3 KB"');
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const href = (await row.getAttribute("href")) ?? "";
  expect((await reader.request.get(DESK_SITE + href)).headers()["content-type"]).toBe("application/pdf");
  await reader.close();
});

test("a link finds an article of the site by a few words of its title", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  await text(page).focus();
  await page.keyboard.type("Xem ");
  await page.keyboard.press("Control+K");
  const dialog = page.getByRole("dialog", { name: "Liên kết" });
  await dialog.getByLabel("Địa chỉ").pressSequentially("thu vien lang");
  await dialog.getByRole("radio", { name: /Thư viện làng sáng đèn buổi tối/ }).check();
  await expect(dialog.getByLabel("Địa chỉ")).toHaveValue(/^\/tin\/[a-z-]+\/thu-vien-lang-sang-den-buoi-toi-\d+$/);
  await dialog.getByLabel("Chữ hiện ra").fill("bài về thư viện");
  await dialog.getByRole("button", { name: "Tạo liên kết" }).click();
  expect(await html(page)).toMatch(/^<p>Xem <a href="\/tin\/[a-z-]+\/thu-vien-lang-sang-den-buoi-toi-\d+">bài về thư viện<\/a><\/p>$/);
  // Words that no title has, and words that were not chosen.
  await page.keyboard.press("Control+K");
  await dialog.getByLabel("Địa chỉ").fill("không bài nào tên thế này");
  await expect(dialog.getByText("Không có bài nào có những chữ ấy")).toBeVisible();
  await dialog.getByRole("button", { name: /liên kết/ }).first().click();
  await expect(dialog.getByRole("alert")).toContainText("Xin chọn một bài");
});

test("a Word document becomes an article, with title, lead and pictures", async ({ page }) => {
  await open(page);
  await insert(page, "Từ tệp Word");
  const dialog = page.getByRole("dialog", { name: "Lấy bài từ tệp Word" });
  await dialog.getByLabel("Tệp Word").setInputFiles(join(WORD, "tin.docx"));
  await dialog.getByRole("button", { name: "Lấy vào bài" }).click();
  await expect(text(page).locator("table")).toContainText("Khối 5");
  await expect(page.getByLabel("Tiêu đề", { exact: true })).not.toHaveValue("");
  await expect(text(page).locator("figure")).toHaveCount(2);
  await expect(text(page).locator("figure img").first()).toHaveJSProperty("complete", true);
  const written = await html(page);
  expect(written).toContain('<ol start="3"><li>Khai mạc<ul><li>Chào cờ</li>');
  await page.locator("form[data-draft=saved]").waitFor();
  // Dropped beside the text, a second one goes where the cursor is; what is taken stays taken.
  const title = await page.getByLabel("Tiêu đề", { exact: true }).inputValue();
  const file = readFileSync(join(WORD, "phong-cu.docx")).toString("base64");
  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], "phong-cu.docx"));
    return transfer;
  }, file);
  await page.dispatchEvent("form.form--article .form__main", "drop", { dataTransfer: data });
  await expect.poll(() => html(page)).not.toBe(written);
  expect(await page.getByLabel("Tiêu đề", { exact: true }).inputValue()).toBe(title);
  // One step back.
  await text(page).focus();
  await page.keyboard.press("Control+Z");
  await expect.poll(() => html(page)).toBe(written);
});

test("what is no Word document is refused in a sentence", async ({ page, complaints }) => {
  await open(page);
  await insert(page, "Từ tệp Word");
  const dialog = page.getByRole("dialog", { name: "Lấy bài từ tệp Word" });
  await dialog.getByLabel("Tệp Word").setInputFiles({ name: "cu.docx", mimeType: "application/msword", buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]) });
  await dialog.getByRole("button", { name: "Lấy vào bài" }).click();
  await expect(page.locator(".editor__said")).toContainText("Word kiểu cũ (.doc)");
  expectStatuses(complaints, 422);
});
