// What is typed at the desk is never lost: drafts on the server and in the browser, without network, after the end
// of a session, with two tabs, and after the browser was killed.
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Cookie, type Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserFlags, findBrowser } from "../browser.mjs";
import { PEOPLE, enterPassword, signIn, textField } from "./desk";
import { DESK_SITE, expect, expectStatuses, test } from "./site";

const NEW = `${DESK_SITE}/ban-bien-tap/bai-viet/moi`;
const LIST = `${DESK_SITE}/ban-bien-tap/ban-nhap`;
const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8)}`;
const line = (page: Page) => page.locator(".draft-state");
const text = (page: Page) => page.locator(".editor-text");
const title = (page: Page) => page.getByLabel("Tiêu đề", { exact: true });

/** Opens a form of an article, with its editor and the draft. */
async function openForm(page: Page, address: string) {
  await page.goto(address);
  await text(page).waitFor();
  await expect(page.locator("form[data-draft]")).toBeVisible();
}

/** Types at the end of the text, two frames after it got the focus: nobody clicks and types at one moment. */
async function type(page: Page, words: string) {
  await text(page).click();
  await page.keyboard.press("Control+End");
  await page.evaluate(() => new Promise((passed) => requestAnimationFrame(() => requestAnimationFrame(passed))));
  await page.keyboard.type(words);
}

const isSaved = (page: Page) => expect(line(page)).toHaveText(/^Đã lưu \d\d:\d\d$/, { timeout: 10_000 });

/** Saves a new article; returns its address. */
async function saved(page: Page, name: string, words: string) {
  await openForm(page, NEW);
  await title(page).fill(name);
  await type(page, words);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await page.waitForURL(/bai-viet\/\d+/);
  return page.url().split("?")[0];
}

test("what is typed is kept by itself, is found in the list, and is settled by saving", async ({ page }) => {
  const name = unique("Mùa nước nổi");
  await signIn(page, PEOPLE.editor);
  await openForm(page, NEW);
  await title(page).fill(name);
  await type(page, "Nước lên từ tháng bảy.");
  await expect(line(page)).toHaveText("Chưa lưu: sẽ tự lưu khi quý vị ngừng gõ.");
  await isSaved(page);
  // Nothing asks before a page is left that the server has.
  await page.goto(LIST);
  await expect(page.getByRole("heading", { name: "Chỉ có trong trình duyệt này" })).toBeHidden();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.getByRole("link", { name }).click();
  await expect(textField(page)).toHaveValue("<p>Nước lên từ tháng bảy.</p>");
  await expect(page.locator("form[data-draft]")).toBeVisible();
  await type(page, " Cá linh về.");
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 1 });
  // Before the draft was sent by itself.
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await page.waitForURL(/bai-viet\/\d+/);
  await expect(textField(page)).toHaveValue("<p>Nước lên từ tháng bảy. Cá linh về.</p>");
  await expect(page.locator(".pending-draft")).toBeHidden();
  await page.goto(LIST);
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("changes stay pending until they are saved, and can be given up in place", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  const address = await saved(page, unique("Con đò"), "Đò sang ngang.");
  await openForm(page, address);
  await type(page, " Sóng to.");
  await isSaved(page);
  await page.reload();
  await expect(page.getByText("Đây là bản nháp của Nguyễn Văn Biên")).toBeVisible();
  await expect(textField(page)).toHaveValue("<p>Đò sang ngang. Sóng to.</p>");
  await expect(page.locator("form[data-draft]")).toBeVisible();
  page.on("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Bỏ thay đổi" }).click();
  await expect(text(page)).toHaveText("Đò sang ngang.");
  await expect(textField(page)).toHaveValue("<p>Đò sang ngang.</p>");
  await page.reload();
  await expect(page.locator(".pending-draft")).toBeHidden();
});

test("the network goes and comes back ten times while somebody types", async ({ page, context, complaints }) => {
  test.setTimeout(120_000);
  await signIn(page, PEOPLE.editor);
  await openForm(page, NEW);
  await title(page).fill(unique("Chập chờn"));
  let all = "";
  for (let round = 1; round <= 10; round++) {
    await context.setOffline(true);
    await type(page, `Lần ${round}. `);
    all += `Lần ${round}. `;
    await expect(line(page)).toHaveText("Mất mạng: đang giữ trong máy này");
    // Sending the form now would lose the page.
    await page.getByRole("button", { name: "Lưu bản nháp" }).click();
    await context.setOffline(false);
    await isSaved(page);
  }
  await page.goto(LIST);
  await page.getByRole("link", { name: "Chập chờn" }).first().click();
  await expect(textField(page)).toHaveValue(`<p>${all}</p>`);
  complaints.splice(0).forEach((said) => expect(said).toContain("ERR_INTERNET_DISCONNECTED"));
});

test("the session ends ten times while somebody types, and is renewed on the page", async ({ page, context, complaints }) => {
  test.setTimeout(180_000);
  await signIn(page, PEOPLE.author);
  await openForm(page, NEW);
  await title(page).fill(unique("Hết phiên"));
  let all = "";
  for (let round = 1; round <= 10; round++) {
    await context.clearCookies({ name: "tn_session" });
    await type(page, `Lần ${round}. `);
    all += `Lần ${round}. `;
    const dialog = page.getByRole("dialog", { name: "Phiên làm việc đã hết" });
    await expect(dialog).toBeVisible({ timeout: 10_000 });
    await expect(dialog.getByLabel("E-mail")).toHaveValue(PEOPLE.author.email);
    if (round === 1) {
      const { violations } = await new AxeBuilder({ page }).include("dialog[open]").analyze();
      expect(violations).toEqual([]);
      await dialog.getByLabel("Mật khẩu").fill("sai mật khẩu");
      await dialog.getByRole("button", { name: "Đăng nhập", exact: true }).click();
      await expect(dialog.getByText("chưa đúng")).toBeVisible();
      // Put off, it opens again when the form is sent, which would lead away from the page.
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await page.getByRole("button", { name: "Lưu bản nháp" }).click();
      await expect(dialog).toBeVisible();
    }
    await dialog.getByLabel("Mật khẩu").fill(PEOPLE.author.password);
    await dialog.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await expect(dialog).toBeHidden();
    await isSaved(page);
  }
  await expect(textField(page)).toHaveValue(`<p>${all}</p>`);
  expectStatuses(complaints, 401, 422);
});

/** A browser with a profile of its own, which survives it. */
async function launch(profile: string) {
  const words = [...browserFlags, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--lang=vi", "about:blank"];
  // A group of its own, so that all its processes end together.
  const program = spawn(findBrowser() ?? "", words, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise<string>((found) => {
    let said = "";
    program.stderr.on("data", (words) => {
      said += words;
      const listening = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (listening) found(listening);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const [page] = context.pages();
  const kill = async () => {
    const gone = new Promise((resolve) => program.once("exit", resolve));
    process.kill(-(program.pid ?? 0), "SIGKILL");
    await gone;
    await browser.close();
  };
  return { context, page, kill };
}

test("a browser that is killed ten times while somebody types loses three seconds at most", async ({ complaints }) => {
  test.setTimeout(120_000);
  const profile = mkdtempSync(join(tmpdir(), "trangnhat-profile-"));
  const name = unique("Mất điện");
  let address = NEW;
  let before = "";
  let cookies: Cookie[] = [];
  for (let round = 1; round <= 10; round++) {
    const { context, page, kill } = await launch(profile);
    if (round === 1) await signIn(page, PEOPLE.editor);
    // Chromium writes cookies to the disk after half a minute.
    if (round === 1) cookies = await context.cookies();
    else await context.addCookies(cookies);
    await openForm(page, address);
    if (round === 1) {
      await title(page).fill(name);
      await isSaved(page);
      address = await page.evaluate(() => `${location.pathname}?khoa=${document.querySelector<HTMLInputElement>("[name=khoa-bieu-mau]")?.value}`);
      address = DESK_SITE + address;
    }
    await expect(text(page)).toContainText(before);
    // Without network in every second round: then only the browser has it.
    if (round % 2 === 0) await context.setOffline(true);
    await text(page).click();
    await page.keyboard.press("Control+End");
    const early = `Sớm ${round}. `;
    await page.keyboard.type(early, { delay: 5 });
    const begun = Date.now();
    while (Date.now() - begun < 3_000) await page.keyboard.type("muộn ", { delay: 40 });
    await kill();
    before = early.trim();
  }
  const { context, page, kill } = await launch(profile);
  await context.addCookies(cookies);
  await openForm(page, address);
  for (let round = 1; round <= 10; round++) await expect(text(page)).toContainText(`Sớm ${round}.`);
  await kill();
  rmSync(profile, { recursive: true, force: true });
  expect(complaints).toEqual([]);
});

test("two tabs write in one article: different places are merged, and the same place is asked about", async ({ page, context, complaints }) => {
  await signIn(page, PEOPLE.editor);
  const address = await saved(page, unique("Hai thẻ"), "Đoạn một.\nĐoạn hai.");
  const other = await context.newPage();
  await openForm(page, address);
  await openForm(other, address);
  await page.bringToFront();
  await text(page).getByText("Đoạn một.").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" Thẻ một viết.");
  await isSaved(page);
  await other.bringToFront();
  await type(other, " Thẻ hai viết.");
  await isSaved(other);
  await expect(textField(other)).toHaveValue("<p>Đoạn một. Thẻ một viết.</p>\n<p>Đoạn hai. Thẻ hai viết.</p>");

  // The first tab has not heard of it, and changes the same block.
  await page.bringToFront();
  await type(page, " Thẻ một cũng viết.");
  const dialog = page.getByRole("dialog", { name: "Hai bản cùng sửa một chỗ" });
  await expect(dialog).toBeVisible({ timeout: 10_000 });
  await expect(dialog.getByText("Thẻ hai viết.")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("dialog[open]").analyze();
  expect(violations).toEqual([]);
  await dialog.getByLabel("Giữ cả hai").check();
  await dialog.getByRole("button", { name: "Giữ như đã chọn" }).click();
  await isSaved(page);
  await expect(textField(page)).toHaveValue(
    "<p>Đoạn một. Thẻ một viết.</p>\n<p>Đoạn hai. Thẻ một cũng viết.</p>\n<p>Đoạn hai. Thẻ hai viết.</p>",
  );
  expect(complaints).toEqual([]);
});

test("signing out removes what the browser keeps", async ({ page, context, complaints }) => {
  await signIn(page, PEOPLE.author);
  await openForm(page, NEW);
  await context.setOffline(true);
  await type(page, "Chỉ ở đây.");
  await expect(line(page)).toHaveText("Mất mạng: đang giữ trong máy này");
  const kept = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(kept).toContain("trangnhat-ban-nhap");
  await context.setOffline(false);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.waitForURL(/dang-nhap/);
  await expect.poll(kept).toEqual([]);
  complaints.splice(0).forEach((said) => expect(said).toContain("ERR_INTERNET_DISCONNECTED"));
});

test("a browser that keeps nothing says so", async ({ page, context, complaints }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
  });
  await signIn(page, PEOPLE.author);
  await openForm(page, NEW);
  await type(page, "Gõ.");
  await isSaved(page);
  await context.setOffline(true);
  await type(page, " Thêm.");
  await expect(line(page)).toContainText("xin quý vị đừng đóng trang");
  await context.setOffline(false);
  await isSaved(page);
  complaints.splice(0).forEach((said) => expect(said).toContain("ERR_INTERNET_DISCONNECTED"));
});

test("nobody goes on with the drafts of another account", async ({ page, context, complaints }) => {
  await signIn(page, PEOPLE.author);
  await openForm(page, NEW);
  await type(page, "Của tác giả.");
  await isSaved(page);
  await context.clearCookies({ name: "tn_session" });
  const other = await context.newPage();
  await enterPassword(other, PEOPLE.editor);
  await other.waitForURL(/ban-bien-tap/);
  await type(page, " Thêm.");
  await expect(page.getByRole("dialog", { name: "Phiên làm việc đã hết" })).toBeVisible({ timeout: 10_000 });
  await other.goto(LIST);
  await expect(other.getByText("Mọi thứ quý vị viết đều đã được lưu vào bài.").or(other.getByRole("table"))).toBeVisible();
  await expect(other.getByText("Của tác giả")).toHaveCount(0);
  expectStatuses(complaints, 401);
});
