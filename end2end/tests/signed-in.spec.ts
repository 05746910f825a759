// People who are signed in have a bar on the pages of readers; nobody else loads a byte of it.
import { DESK_SITE, card, expect, openHydrated, test } from "./site";
import { PEOPLE, signIn } from "./desk";
import type { Page } from "@playwright/test";

/** The files of the wasm that a page has loaded: `trangnhat` for readers, `desk` for people who are signed in. Both load
 * `offline.js` a little later. */
const loadedStems = (page: Page) =>
  page.evaluate(() => {
    const names = performance.getEntriesByType("resource").map(({ name }) => /\/pkg\/(\w+)\.[^/]*\.(?:js|wasm)/.exec(name)?.[1]);
    return [...new Set(names.filter((name) => name && name !== "offline"))];
  });

const bar = (page: Page) => page.getByRole("navigation", { name: "Biên tập" });

test("a reader loads nothing of the desk and sees no bar", async ({ page }) => {
  await openHydrated(page, `${DESK_SITE}/`);
  expect(await loadedStems(page)).toEqual(["trangnhat"]);
  await expect(bar(page)).toHaveCount(0);
});

test("somebody who is signed in edits the article in sight, until they sign out", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await openHydrated(page, `${DESK_SITE}/`);
  expect(await loadedStems(page)).toEqual(["desk"]);
  // Others write at the same time; so numbers may be among them.
  const links = async () => (await bar(page).getByRole("link").allTextContents()).map((words) => words.replace(/: \d+$/, "")).filter((words) => words !== "Bản nháp");
  expect(await links()).toEqual(["Viết bài mới", "Bản chưa lưu", "Bàn biên tập"]);

  await page.evaluate(() => Object.assign(window, { marker: true }));
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  expect(await page.evaluate(() => "marker" in window), "no page load").toBe(true);
  await bar(page).getByRole("link", { name: "Sửa bài này" }).click();
  await expect(page.getByLabel("Tiêu đề", { exact: true })).toHaveValue("Thư viện làng sáng đèn buổi tối");

  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await expect(page.getByRole("button", { name: "Đăng nhập", exact: true })).toBeVisible();
  await openHydrated(page, `${DESK_SITE}/`);
  expect(await loadedStems(page)).toEqual(["trangnhat"]);
});

test("the bar says how many drafts one has, and leads to them", async ({ page }) => {
  await signIn(page, PEOPLE.author);
  await openHydrated(page, `${DESK_SITE}/`);
  await bar(page).getByRole("link", { name: "Viết bài mới" }).click();
  await page.locator("form[data-draft]").waitFor();
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Bài đang viết dở");
  await page.locator("form[data-draft=saved]").waitFor();
  await page.goBack();
  await expect(bar(page).getByRole("link", { name: /^Bản chưa lưu: [1-9]/ })).toBeVisible();
  await bar(page).getByRole("link", { name: "Viết bài mới" }).click();
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Bài để dành");
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await page.getByRole("button", { name: "← Trở lại trang đang đọc" }).click();
  await bar(page).getByRole("link", { name: /^Bản nháp: [1-9]/ }).click();
  await expect(page.getByRole("table").getByText("Bài để dành").first()).toBeVisible();
});

for (const kind of ["js", "wasm"]) {
  test(`a ${kind} that could not be loaded is requested once more`, async ({ page, complaints }) => {
    await signIn(page, PEOPLE.editor);
    let requests = 0;
    await page.route(new RegExp(`/pkg/desk\\..*\\.${kind}`), (route) => (requests++ === 0 ? route.abort() : route.continue()));
    await openHydrated(page, `${DESK_SITE}/`);
    await expect(bar(page)).toBeVisible();
    expect(requests).toBe(2);
    expect(complaints.splice(0)).toEqual(["error: Failed to load resource: net::ERR_FAILED"]);
  });
}
