// The text editor on the desk, for tests.
import { expect, type Page } from "@playwright/test";
import { PEOPLE, signIn } from "./desk";
import { DESK_SITE } from "./site";

export const NEW = `${DESK_SITE}/ban-bien-tap/bai-viet/moi`;
export type Editor = HTMLElement & { html: string };

export const text = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });
export const html = (page: Page) => page.locator("rich-editor").evaluate((editor: Editor) => editor.html);
export const show = (page: Page, value: string) => page.locator("rich-editor").evaluate((editor: Editor, shown) => { editor.html = shown; }, value);
export const tool = (page: Page, name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true });

/** Chooses from the menu of what is put into a text more rarely. */
export async function insert(page: Page, name: string) {
  await tool(page, "Thêm vào bài").click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

export async function open(page: Page, address = NEW) {
  await signIn(page, PEOPLE.administrator);
  await page.goto(address);
  // Before the script has run, the textarea has the role and the name of the text.
  await page.locator(".editor-text").waitFor();
}

/** Fills in what an article needs beside its text, and saves a draft. */
export async function saveDraft(page: Page, title: string) {
  await page.getByLabel("Tiêu đề", { exact: true }).fill(`${title} ${Date.now().toString(36)}`);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await text(page).waitFor();
}

export async function paste(page: Page, kinds: Record<string, string>) {
  await text(page).evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    for (const [kind, value] of Object.entries(given)) clipboardData.setData(kind, value);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, kinds);
}
