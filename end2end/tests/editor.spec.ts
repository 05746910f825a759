// The text editor on the desk: an article written by keyboard and mouse, pasted text, tables, and texts that stay as
// they were.
import { AxeBuilder } from "@axe-core/playwright";
import { PASTED } from "../pasted.mjs";
import { PEOPLE, signIn } from "./desk";
import { NEW, html, open, paste, saveDraft, show, text, tool } from "./editor";
import { DESK_SITE, expect, expectStatuses, test } from "./site";

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
