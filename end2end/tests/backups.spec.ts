// A backup is made at the desk and downloaded, with and without scripts.
import { PEOPLE, signIn } from "./desk";
import { DESK_SITE, expect, test } from "./site";

const PAGE = `${DESK_SITE}/ban-bien-tap/suc-khoe/sao-luu`;

test("an administrator backs up the site and takes the file home", async ({ page }) => {
  await signIn(page, PEOPLE.administrator);
  await page.goto(`${DESK_SITE}/ban-bien-tap/suc-khoe`);
  await page.getByRole("link", { name: /^Sao lưu:/ }).click();
  await page.getByRole("button", { name: "Sao lưu ngay" }).click();
  await expect(page.getByText("Máy chủ đã nhận việc sao lưu")).toBeVisible();
  // Not with the page: its loads are counted.
  await expect(async () => expect(await (await page.request.get(PAGE)).text()).toContain("Bản gần nhất:")).toPass();
  await page.goto(PAGE);
  await expect(page.getByText(/^Bản gần nhất: .* đã đọc lại và đúng/)).toBeVisible();
  await page.getByLabel("Mật khẩu của quý vị").fill(PEOPLE.administrator.password);
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Tải về" }).click();
  expect((await arriving).suggestedFilename()).toMatch(/^trangnhat-\d{4}-\d{2}-\d{2}-\d{6}\.tar$/);
  // The page stays, and the form can be sent again.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sao lưu");
});
