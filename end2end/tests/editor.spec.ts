// The text editor on the desk: an article written by keyboard and mouse, pasted text, tables, and texts that stay as
// they were.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PASTED } from "../pasted.mjs";
import { PEOPLE, PICTURE, signIn } from "./desk";
import { DESK_SITE, expect, expectStatuses, openHydrated, test } from "./site";

const WORD = resolve(import.meta.dirname, "../../server/word/fixtures");
const NEW = `${DESK_SITE}/ban-bien-tap/bai-viet/moi`;
type Editor = HTMLElement & { html: string };

const text = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });
const html = (page: Page) => page.locator("rich-editor").evaluate((editor: Editor) => editor.html);
const show = (page: Page, value: string) => page.locator("rich-editor").evaluate((editor: Editor, shown) => { editor.html = shown; }, value);
const tool = (page: Page, name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true });

/** Chooses from the menu of what is put into a text more rarely. */
async function insert(page: Page, name: string) {
  await tool(page, "Thêm vào bài").click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

async function open(page: Page, address = NEW) {
  await signIn(page, PEOPLE.administrator);
  await page.goto(address);
  // Before the script has run, the textarea has the role and the name of the text.
  await page.locator(".editor-text").waitFor();
}

/** Fills in what an article needs beside its text, and saves a draft. */
async function saveDraft(page: Page, title: string) {
  await page.getByLabel("Tiêu đề", { exact: true }).fill(`${title} ${Date.now().toString(36)}`);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await text(page).waitFor();
}

async function paste(page: Page, kinds: Record<string, string>) {
  await text(page).evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    for (const [kind, value] of Object.entries(given)) clipboardData.setData(kind, value);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, kinds);
}

test("an article is written with headings, lists, a link, a picture, a table and a poll, and readers get it", async ({ page, browser, complaints }) => {
  await open(page);
  await text(page).click();
  await page.keyboard.type("## Ngày hội");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Sáng nay ");
  await tool(page, "Đậm").click();
  await page.keyboard.type("sân đình");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" đông vui, xem ");
  await page.keyboard.press("Control+k");
  await page.getByLabel("Địa chỉ", { exact: true }).fill("java script");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Xin chọn một bài, hoặc ghi địa chỉ")).toBeVisible();
  await page.getByLabel("Địa chỉ", { exact: true }).fill("example.org/le-hoi");
  await page.getByLabel("Chữ hiện ra").fill("lịch");
  await page.keyboard.press("Enter");
  await page.keyboard.type(".");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- Sách");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Vở");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/bang");
  await page.keyboard.press("Enter");
  await page.getByLabel("Số cột").fill("2");
  await page.getByRole("button", { name: "Tạo bảng" }).click();
  await page.keyboard.type("Lớp");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Chỗ");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Vẽ");
  await page.keyboard.press("Tab");
  await page.keyboard.type("12");
  await page.keyboard.press("Tab");
  await tool(page, "Xóa hàng").click();
  await page.keyboard.press("Control+End");
  await tool(page, "Hình").click();
  const dialog = page.getByRole("dialog", { name: "Đặt hình vào bài" });
  await dialog.getByRole("radio").first().check();
  await dialog.getByLabel("Mô tả hình").fill("Bàn cờ");
  await dialog.getByLabel("Chú thích dưới hình").fill("Cờ người");
  await dialog.getByRole("button", { name: "Đặt hình" }).click();
  await tool(page, "Bình chọn").click();
  await page.getByRole("dialog").getByRole("button", { name: "Đặt vào bài" }).click();
  await expect(page.locator(".editor__foot")).toHaveText(/^\d+ chữ, đọc khoảng 1 phút\.$/);

  const written = await html(page);
  expect(written.replace(/\/media\/[^"]+/, "/media/…").replace(/data-poll="\d+"/, 'data-poll="…"')).toBe(
    [
      "<h2>Ngày hội</h2>",
      '<p>Sáng nay <strong>sân đình</strong> đông vui, xem <a href="https://example.org/le-hoi">lịch</a>.</p>',
      "<ul><li>Sách</li><li>Vở</li></ul>",
      '<table><thead><tr><th scope="col">Lớp</th><th scope="col">Chỗ</th></tr></thead><tbody><tr><td>Vẽ</td><td>12</td></tr></tbody></table>',
      '<figure><img alt="Bàn cờ" src="/media/…"><figcaption>Cờ người</figcaption></figure>',
      '<p data-poll="…"></p>',
    ].join("\n"),
  );
  await saveDraft(page, "Viết bằng ô soạn thảo");
  // The same text, now laid out by the server.
  expect((await html(page)).replace(/>\n</g, "><")).toBe(written.replace(/>\n</g, "><"));

  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  const address = (await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? "";
  const reader = await browser.newPage();
  await reader.goto(DESK_SITE + address);
  const article = reader.getByRole("article");
  await expect(article.getByRole("heading", { level: 2, name: "Ngày hội" })).toBeVisible();
  await expect(article.getByRole("link", { name: "lịch" })).toHaveAttribute("href", "https://example.org/le-hoi");
  await expect(article.getByRole("columnheader")).toHaveText(["Lớp", "Chỗ"]);
  await expect(article.getByRole("img", { name: "Bàn cờ" })).toBeVisible();
  await expect(article.locator(".poll")).toBeVisible();
  await reader.close();
  expectStatuses(complaints);
});

test("pasted text comes out clean", async ({ page }) => {
  await open(page);
  for (const { name, html: copied, text: wanted } of PASTED) {
    await show(page, "");
    await paste(page, { "text/html": copied, "text/plain": "x" });
    expect(await html(page), name).toBe(wanted);
  }
  // What no article could contain is left out, and that is said; the text stays.
  await show(page, "<p>Còn đây.</p>");
  for (const kind of ["text/html", "text/plain"]) {
    await paste(page, { [kind]: "<p>Dài.</p>\n".repeat(25_000) });
    await expect(page.getByText("dài hơn một bài có thể chứa")).toBeVisible();
    expect(await html(page), kind).toBe("<p>Còn đây.</p>");
  }
  await show(page, "");
  await paste(page, { "text/plain": "Một\r\nHai  \n\nBa" });

  expect(await html(page), "blank lines separate").toBe("<p>Một<br>Hai</p>\n<p>Ba</p>");
  await show(page, "<p>xem đây</p>");
  await text(page).click();
  await page.keyboard.press("Control+a");
  await paste(page, { "text/plain": "https://example.org/a" });
  expect(await html(page), "an address over words").toBe('<p><a href="https://example.org/a">xem đây</a></p>');
});

test("a table is changed by keyboard", async ({ page }) => {
  await open(page);
  await show(page, "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>");
  await page.getByRole("cell", { name: "a" }).click();
  await page.keyboard.press("Alt+F10");
  await expect(tool(page, "Hoàn tác")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(tool(page, "Thêm hàng trên")).toBeFocused();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(text(page)).toBeFocused();
  expect(await html(page)).toBe('<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>');
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await tool(page, "Gộp ô").click();
  expect(await html(page)).toContain('<td colspan="2"><p>c</p><p>d</p></td>');
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  expect(await html(page)).toBe("<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>");
});

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

test("one undoes what one has typed, and not what has come from elsewhere", async ({ page }) => {
  await open(page);
  await show(page, "<p>Một.</p>");
  await page.locator(".editor-text p").first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(" Hai.");
  await show(page, "<p>Một. Hai.</p>\n<p>Từ xa.</p>");
  await page.keyboard.press("Control+z");
  expect(await html(page)).toBe("<p>Một.</p>\n<p>Từ xa.</p>");
  await page.keyboard.press("Control+Shift+z");
  expect(await html(page)).toBe("<p>Một. Hai.</p>\n<p>Từ xa.</p>");
});

test("words are found without their marks, and replaced", async ({ page }) => {
  await open(page);
  await show(page, "<p>Sân đình, <strong>sân</strong> trường, San hô</p>");
  await text(page).click();
  await page.keyboard.press("Control+f");
  await page.getByLabel("Tìm", { exact: true }).fill("san");
  await expect(page.getByText("Chỗ 1 trong 3.")).toBeVisible();
  await page.getByLabel("Phân biệt dấu").check();
  await page.getByLabel("Tìm", { exact: true }).fill("sân");
  await expect(page.getByText("Chỗ 1 trong 2.")).toBeVisible();
  await page.getByLabel("Thay bằng").fill("vườn");
  await page.getByRole("button", { name: "Thay hết" }).click();
  expect(await html(page)).toBe("<p>vườn đình, <strong>vườn</strong> trường, San hô</p>");
  await page.keyboard.press("Escape");
  await expect(text(page)).toBeFocused();
  await page.keyboard.press("Control+z");
  expect(await html(page)).toBe("<p>Sân đình, <strong>sân</strong> trường, San hô</p>");
});

test("the toolbar is one tab stop, and the text can be left by keyboard", async ({ page }) => {
  await open(page);
  await show(page, "<ul><li>a</li></ul>");
  await text(page).click();
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("End");
  await expect(tool(page, "Phím tắt")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(tool(page, "Xem mã HTML")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(text(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(text(page)).not.toBeFocused();
  expect(await html(page)).toBe("<ul><li>a</li></ul>");
});

test("the error summary and the label lead to the text, and HTML can be seen", async ({ page, complaints }) => {
  await open(page);
  await show(page, '<p>Giữ nguyên.</p><p><img src="https://evil.invalid/a.png" alt=""></p>');
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Một bài");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("không có trên trang này")).toBeVisible();
  await expect(text(page)).toHaveAttribute("aria-invalid", "true");
  await expect(text(page)).toHaveAccessibleDescription(/không có trên trang này/);
  await page.evaluate(() => { location.hash = "noi-dung"; });
  await expect(text(page)).toBeFocused();
  await page.locator("label", { hasText: /^Nội dung$/ }).click();
  await expect(text(page)).toBeFocused();
  await tool(page, "Xem mã HTML").click();
  await expect(page.getByLabel("Nội dung", { exact: true })).toHaveValue(/Giữ nguyên/);
  await page.getByLabel("Nội dung", { exact: true }).fill("<h2>Mới</h2>");
  await tool(page, "Xem mã HTML").click();
  await expect(text(page).getByRole("heading", { name: "Mới" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(text(page).getByText("Giữ nguyên.")).toBeVisible();
  expectStatuses(complaints, 422);
});

test("the editor has no violation of accessibility rules, in both themes, wide and on a phone", async ({ page }) => {
  test.setTimeout(60_000);
  await open(page, `${DESK_SITE}/ban-bien-tap/bai-viet/16`);
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.getByRole("cell").first().click();
      await page.keyboard.press("Control+f");
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include("rich-editor").analyze();
      found.push(...violations.map(({ id, nodes }) => `${colorScheme} ${width}: ${id}: ${nodes.map((node) => node.html).join(" ")}`));
      await page.keyboard.press("Escape");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push(`${colorScheme} ${width}: ${wide} px wide`);
    }
  }
  expect(found).toEqual([]);
});

test("if the script cannot be loaded, the field stays a textarea", async ({ page, complaints }) => {
  await page.route(/\/pkg\/editor\./, (route) => route.abort());
  await signIn(page, PEOPLE.editor);
  await page.goto(NEW);
  await page.getByLabel("Nội dung", { exact: true }).fill("<p>Vẫn viết được.</p>");
  await expect(page.getByLabel("Nội dung", { exact: true })).toHaveValue("<p>Vẫn viết được.</p>");
  complaints.splice(0);
});

test("who writes before the script has come goes on writing where they were", async ({ page }) => {
  let come = () => {};
  const comes = new Promise<void>((go) => { come = go; });
  await page.route(/\/pkg\/editor\./, async (route) => {
    await comes;
    await route.continue();
  });
  await signIn(page, PEOPLE.editor);
  await page.goto(NEW, { waitUntil: "commit" });
  const area = page.locator("textarea[name=noi-dung]");
  await area.fill("<p>Sáng nay</p><p>Chiều nay</p>");
  await page.keyboard.press("Control+Home");
  for (let step = 0; step < "<p>Sáng nay".length; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.type(" trời");
  come();
  await page.locator(".editor-text").waitFor();
  await page.keyboard.type(" mưa.");
  expect(await html(page)).toBe("<p>Sáng nay trời mưa.</p>\n<p>Chiều nay</p>");
  await page.keyboard.press("Control+f");
  await expect(page.getByLabel("Tìm", { exact: true })).toBeFocused();
});

test("HTML that the page forbids is not read, and is named", async ({ page }) => {
  await open(page);
  await tool(page, "Xem mã HTML").click();
  const area = page.getByLabel("Nội dung", { exact: true });
  for (const forbidden of ['<p onclick="x()">a</p>', "<img src onerror /\" '\"= alt=x>", '<textarea><p title="</textarea><p onclick=x>">', "<p style=color:red>a</p>"]) {
    await area.fill(forbidden);
    await tool(page, "Xem mã HTML").click();
    await expect(page.getByText("phần mà trang không nhận")).toBeVisible();
    await expect(area).toHaveValue(forbidden);
  }
  await area.fill('<p>Họp online = vui.</p>');
  await tool(page, "Xem mã HTML").click();
  await expect(text(page)).toHaveText("Họp online = vui.");
  await expect(page.getByText("phần mà trang không nhận")).toBeHidden();
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
