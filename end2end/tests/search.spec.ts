// Finding an article: by typing, by keyboard, without JavaScript. Suggestions never stand in the way.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./site";

const box = (page: Page) => page.getByRole("banner").locator(".search-box__words");
const list = (page: Page) => page.getByRole("listbox", { name: "Gợi ý" });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const LIBRARY = "Thư viện làng sáng đèn buổi tối";

test("a reader types without marks, takes a suggestion by hand, and no page is loaded", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => Object.assign(window, { stays: true }));
  await box(page).click();
  await box(page).pressSequentially("thu vien lang s");
  await expect(list(page).getByRole("option")).toHaveText([LIBRARY]);
  await expect(page.getByRole("status").filter({ hasText: "Có 1 gợi ý." })).toBeAttached();
  await list(page).getByRole("option", { name: LIBRARY }).click();
  await expect(heading(page)).toHaveText(LIBRARY);
  await expect(list(page)).toBeHidden();
  expect(await page.evaluate(() => "stays" in window)).toBe(true);
});

test("with the keyboard alone: to the box, through suggestions, to results, and back", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => Object.assign(window, { stays: true }));
  // The script around the wasm listens once it is loaded.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(box(page)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("tủ sách");
  await expect(list(page)).toBeVisible();
  const first = list(page).getByRole("option").first();
  await page.keyboard.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await expect(box(page)).toHaveAttribute("aria-activedescendant", (await first.getAttribute("id")) ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeHidden();
  await expect(box(page)).toHaveValue("tủ sách");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Tìm “tủ sách”");
  await expect(page.locator(".article-card mark").first()).toHaveText(/tủ sách/i);
  expect(await page.evaluate(() => "stays" in window)).toBe(true);
  await page.goBack();
  await expect(heading(page)).toHaveText("Nếp học Lương Sen");
  // A slash in a text is a slash.
  await box(page).fill("");
  await box(page).press("/");
  await expect(box(page)).toHaveValue("/");
});

test("results are filtered in place, and the filter stays in the address", async ({ page }) => {
  await page.goto("/tim-kiem?q=s%C3%A1ch");
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => Object.assign(window, { stays: true }));
  const results = page.getByRole("main").getByRole("heading", { level: 2 });
  const all = await results.count();
  await page.getByText("Chỉ tìm trong…").click();
  await page.getByLabel("Chuyên mục").selectOption("van-hoa-doc");
  await page.getByRole("main").getByRole("button", { name: "Tìm" }).click();
  await expect(page).toHaveURL("/tim-kiem?q=s%C3%A1ch&muc=van-hoa-doc");
  await expect(page.getByLabel("Chuyên mục")).toHaveValue("van-hoa-doc");
  await expect.poll(() => results.count()).toBeLessThan(all);
  expect(await page.evaluate(() => "stays" in window)).toBe(true);
  await page.getByRole("link", { name: "Tìm trong mọi bài" }).click();
  await expect.poll(() => results.count()).toBe(all);
});

test("a mistake leads to what was meant", async ({ page }) => {
  await page.goto("/tim-kiem?q=khuy%E1%BA%BFn+hox");
  await page.getByText("Có phải quý vị tìm").getByRole("link").click();
  await expect(heading(page)).toHaveText("Tìm “khuyến học”");
  await expect(page.locator(".article-card").first()).toBeVisible();
});

test("open suggestions have no fault that axe finds, light and dark", async ({ page }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await box(page).click();
    await box(page).fill("sách");
    await expect(list(page)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    const { violations } = await new AxeBuilder({ page }).include(".masthead").analyze();
    expect(violations).toEqual([]);
  }
});

test("without network the form still says what is wrong, and nothing in the console", async ({ page, complaints }) => {
  await page.goto("/");
  await box(page).click();
  await page.route("**/api/search/suggest**", (route) => route.abort());
  await box(page).fill("thư viện");
  await box(page).press("Enter");
  await expect(heading(page)).toHaveText("Tìm “thư viện”");
  complaints.splice(0).forEach((said) => expect(said).toContain("ERR_FAILED"));
});
