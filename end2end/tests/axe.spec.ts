// Accessibility of every page: WCAG 2.2 AA, in both themes, wide and on a phone. A page is loaded once and
// checked four times.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PEOPLE, signIn } from "./desk";
import { DESK, DESK_SITE, EVERYWHERE, MISSING, expect, openHydrated, test } from "./site";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOOKS = (["light", "dark"] as const).flatMap((colorScheme) => [360, 1280].map((width) => ({ colorScheme, width })));

/** Pages are loaded at the width of a phone, and then widened. */
const PHONE = { width: 360, height: 800 };

/** The violations of the page in each variant, in words. */
async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    // Legacy mode uses the same window: the other mode opens a new one for each check. In the only frame, the
    // preview, is a page of readers.
    const result = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").withTags(RULES).analyze();
    const where = `${name}, ${colorScheme}, ${width} px`;
    found.push(...result.violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.html).join(" ")}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${where}: ${wide} px wide`);
  }
  return found;
}

for (const { name, address } of EVERYWHERE) {
  test(`${name}, in four looks`, async ({ page, complaints }) => {
    test.setTimeout(60_000);
    await page.setViewportSize(PHONE);
    await openHydrated(page, address);
    expect(await look(page, name)).toEqual([]);
    // Chromium reports every document with status 404.
    if (MISSING.some(({ path }) => path === address)) complaints.splice(0);
  });
}

test("every page of the desk, in four looks", async ({ page }) => {
  test.setTimeout(240_000);
  const found: string[] = [];
  await page.setViewportSize(PHONE);
  await page.goto(`${DESK_SITE}/dang-nhap`);
  found.push(...(await look(page, "sign-in")));
  await page.setViewportSize(PHONE);
  await signIn(page, PEOPLE.administrator);
  for (const { name, path } of DESK) {
    await page.setViewportSize(PHONE);
    await page.goto(DESK_SITE + path);
    found.push(...(await look(page, name)));
  }
  expect(found).toEqual([]);
});

test("the desk over a page, and the dialogs of the text editor, in four looks", async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize(PHONE);
  await signIn(page, PEOPLE.administrator);
  await openHydrated(page, `${DESK_SITE}/tin/x/13`);
  await page.getByRole("link", { name: "Sửa bài này" }).click();
  await page.locator("form[data-draft]").waitFor();
  // Folded fields too, and the preview.
  await page.locator("details.folded").evaluateAll((folded: HTMLDetailsElement[]) => { for (const one of folded) one.open = true; });
  const found = await look(page, "the panel");
  await page.getByRole("button", { name: "Xem trước" }).click();
  await page.frameLocator(".preview iframe").getByText("Bản xem trước.").waitFor();
  found.push(...(await look(page, "the preview")));
  await page.keyboard.press("Escape");
  for (const name of ["Liên kết", "Bộ ảnh", "Video", "Tệp", "Từ tệp Word"]) {
    const isInMenu = name.includes("ệp");
    await page.getByRole("toolbar").getByRole("button", { name: isInMenu ? "Thêm vào bài" : name, exact: true }).first().click();
    if (isInMenu) await page.getByRole("menuitem", { name, exact: true }).click();
    const dialog = page.getByRole("dialog");
    if (name === "Liên kết") {
      await dialog.getByLabel("Địa chỉ").fill("thư viện");
      await dialog.getByRole("radio").first().waitFor();
    }
    found.push(...(await look(page, name)));
    await page.keyboard.press("Escape");
  }
  expect(found).toEqual([]);
});
