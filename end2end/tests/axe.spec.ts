// Accessibility of every page: WCAG 2.2 AA, in both themes, wide and on a phone. A page is loaded once and
// checked four times.
import { PHONE, look } from "./axe";
import { PEOPLE, signIn } from "./desk";
import { DESK, DESK_SITE, EVERYWHERE, MISSING, expect, openHydrated, test } from "./site";

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
