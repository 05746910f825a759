// A redirect from an address without a page: made at the desk from what a reader asked for, and followed by readers.
import { PEOPLE, signIn } from "./desk";
import { DESK_SITE, expect, expectStatuses, test } from "./site";

test("what readers missed is redirected, and a link within the site leads on", async ({ page, complaints }, { project }) => {
  const old = `/cu/lich-lop-hoc-${project.name}`;
  await page.goto(DESK_SITE + old);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Không tìm thấy trang này");
  await signIn(page, PEOPLE.administrator);
  await page.goto(`${DESK_SITE}/ban-bien-tap/chuyen-huong/khong-co-trang`);
  const row = page.getByRole("row").filter({ hasText: old });
  await row.getByRole("link", { name: "Dẫn tới…" }).click();
  await expect(page.getByLabel("Địa chỉ cũ")).toHaveValue(old);
  await page.getByLabel("Dẫn tới").fill("/trang/gioi-thieu");
  await page.getByRole("button", { name: "Thêm, có hiệu lực ngay" }).click();
  await expect(page.getByText("Chuyển hướng đã được thêm")).toBeVisible();
  await expect(page.getByRole("link", { name: old })).toBeVisible();

  await page.goto(`${DESK_SITE}/binh-chon`);
  if (project.name !== "no-js") {
    // The router of the page follows a link that somebody wrote into a text.
    await page.waitForFunction(() => history.scrollRestoration === "manual");
    await page.evaluate((href) => document.querySelector("main")?.insertAdjacentHTML("afterbegin", `<a href="${href}">Liên kết cũ</a>`), old);
    await page.getByRole("link", { name: "Liên kết cũ" }).click();
    await expect(page).toHaveURL(`${DESK_SITE}/trang/gioi-thieu`);
  } else {
    await page.goto(DESK_SITE + old);
  }
  await expect(page).toHaveURL(`${DESK_SITE}/trang/gioi-thieu`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giới thiệu");
  // The address without a page, and the call that says that it has moved.
  expectStatuses(complaints, ...(project.name === "no-js" ? [404] : [404, 409]));
});
