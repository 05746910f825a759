// The desk's script protects typed text: leaving a form asks for confirmation, files that are too large are
// reported before sending, and a double click sends one form.
import type { Request } from "@playwright/test";
import { DESK_SITE, expect, test } from "./site";
import { PEOPLE, signIn } from "./desk";

/** Whether a form is sent; drafts are kept meanwhile. */
const isForm = (request: Request) => request.method() === "POST" && !request.url().includes("/api/drafts/");

const NEW = `${DESK_SITE}/ban-bien-tap/bai-viet/moi`;

test("whoever leaves a changed form is asked, and nobody else", async ({ page, complaints }) => {
  await signIn(page, PEOPLE.editor);
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.goto(NEW);
  await page.goto(`${DESK_SITE}/ban-bien-tap`);
  expect(asked).toEqual([]);
  const form = page.locator("form[data-draft]");
  await page.goto(NEW);
  await form.waitFor();
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Chưa lưu");
  await expect(form).toHaveAttribute("data-draft", "unsaved");
  await page.goto(`${DESK_SITE}/ban-bien-tap`);
  expect(asked).toEqual(["beforeunload"]);
  // Within the desk the draft goes to the server before the next page is there.
  await page.goto(NEW);
  await form.waitFor();
  const title = `Giữ khi chuyển trang ${Date.now().toString(36)}`;
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByRole("link", { name: "Bản chưa lưu", exact: true }).click();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  expect(asked).toHaveLength(1);
  // Nobody is asked once the server has the draft, not even after a form that was refused.
  await page.goto(NEW);
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Thiếu chuyên mục");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Xin chọn một chuyên mục.")).toBeVisible();
  expect(asked).toHaveLength(1);
  await expect(form).toHaveAttribute("data-draft", "saved");
  await page.goto(`${DESK_SITE}/ban-bien-tap`);
  expect(asked).toHaveLength(1);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes("status of 422")));
});

test("a file that is too large is named before it is sent", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await page.goto(NEW);
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Bài có hình lớn");
  await page.getByLabel("Tải hình mới").setInputFiles({ name: "lon.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(21 * 1024 * 1024) });
  const sent: string[] = [];
  page.on("request", (request) => isForm(request) && sent.push(request.url()));
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByRole("alert")).toContainText("lớn hơn 20 MB");
  await expect(page.getByLabel("Tải hình mới")).toBeFocused();
  expect(sent).toEqual([]);
  await expect(page.getByLabel("Tiêu đề", { exact: true })).toHaveValue("Bài có hình lớn");
});

test("two clicks send one form, and the button says when an article is published", async ({ page, complaints }) => {
  await signIn(page, PEOPLE.editor);
  await page.goto(NEW);
  const title = `Bấm hai lần ${Date.now().toString(36)}`;
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
  await page.getByLabel("Giờ đăng").fill("2027-03-01T08:30");
  await expect(page.getByRole("button", { name: "Lưu và hẹn đăng lúc 08:30 ngày 01/03/2027" })).toBeVisible();
  await page.getByLabel("Giờ đăng").fill("");
  await expect(page.getByRole("button", { name: "Lưu và đăng" })).toBeVisible();
  let posts = 0;
  page.on("request", (request) => { posts += isForm(request) ? 1 : 0; });
  await page.getByRole("button", { name: "Lưu bản nháp" }).dblclick();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  expect(posts).toBe(1);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet?tim=${encodeURIComponent(title)}`);
  await expect(page.getByRole("link", { name: title })).toHaveCount(1);
  // If the answer comes between the two clicks, Chromium says that the second one sends nothing.
  const canceled = complaints.indexOf("warning: Form submission canceled because the form is not connected");
  if (canceled >= 0) complaints.splice(canceled, 1);
});

test("going back, or loading again, brings back what was typed", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await page.goto(NEW);
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Quay lại vẫn còn");
  await page.locator(".editor-text").waitFor();
  await page.getByLabel("Nội dung", { exact: true }).fill("Một đoạn dài.");
  const isThere = async () => {
    await expect(page.getByLabel("Tiêu đề", { exact: true })).toHaveValue("Quay lại vẫn còn");
    await expect(page.getByLabel("Nội dung", { exact: true })).toHaveText("Một đoạn dài.");
  };
  await page.getByRole("link", { name: "Hình ảnh" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hình ảnh");
  await page.goBack();
  await isThere();
  await page.reload();
  await isThere();
});
