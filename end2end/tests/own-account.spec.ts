// One's own account, with and without JavaScript: it is opened with a link, can require a TOTP code, and
// lists its sessions.
import { code } from "../telephone.mjs";
import { PEOPLE, enterPassword, signIn } from "./desk";
import { DESK_SITE, expect, expectStatuses, test } from "./site";
import type { Browser } from "@playwright/test";

const ACCOUNT = `${DESK_SITE}/ban-bien-tap/toi`;
// About ten passwords are hashed, which is slow by design.
test.describe.configure({ timeout: 60_000 });

const PASSWORD = "mười hai chiếc lá rụng ngoài ngõ";

/** Another browser, without the cookies of this one. */
const elsewhere = (browser: Browser) => browser.newPage({ javaScriptEnabled: test.info().project.name !== "no-js" });

/** A new account, since other tests could not use one with a second factor: created by an administrator,
 * opened with the link. */
async function newPerson(browser: Browser) {
  const person = { email: `${test.info().project.name}-${Date.now().toString(36)}-${test.info().workerIndex}@luong-sen.example`, password: PASSWORD };
  const office = await elsewhere(browser);
  await signIn(office, PEOPLE.administrator);
  await office.goto(`${DESK_SITE}/ban-bien-tap/tai-khoan/moi`);
  await office.getByLabel("E-mail").fill(person.email);
  await office.getByLabel("Tên", { exact: true }).fill("Đỗ Thị Mới");
  await office.getByLabel("Vai trò").selectOption("Tác giả");
  await office.getByRole("button", { name: "Tạo tài khoản và liên kết" }).click();
  await expect(office.getByText("Tài khoản đã được tạo.")).toBeVisible();
  const link = (await office.locator(".one-time-link").textContent()) ?? "";
  const home = await elsewhere(browser);
  await home.goto(link);
  await home.getByLabel("Mật khẩu mới").fill(person.password);
  await home.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await expect(home.getByText("Mật khẩu đã được đặt. Xin đăng nhập.")).toBeVisible();
  expect((await home.goto(link))?.status(), "the link is good once").toBe(404);
  await Promise.all([office.close(), home.close()]);
  return person;
}

test("an account with a second factor asks for a code of the telephone, or for a recovery code", async ({ page, browser, complaints }) => {
  const person = await newPerson(browser);
  await signIn(page, person);
  await page.goto(ACCOUNT);
  await page.locator("#mat-khau-bat").fill(person.password);
  await page.getByRole("button", { name: "Bật xác thực hai bước" }).click();
  await expect(page.getByRole("img", { name: "Mã QR" })).toBeVisible();
  const secret = (await page.locator(".set-up__secret").textContent()) ?? "";
  await page.getByLabel("Mã trên điện thoại").fill("000000" === code(secret) ? "000001" : "000000");
  await page.getByRole("button", { name: "Bật xác thực hai bước" }).click();
  await expect(page.getByLabel("Mã trên điện thoại")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Mã trên điện thoại").fill(code(secret));
  await page.getByRole("button", { name: "Bật xác thực hai bước" }).click();
  await expect(page.getByText("Đã bật xác thực hai bước.")).toBeVisible();
  const recovery = await page.locator(".recovery-codes li").allTextContents();
  expect(recovery).toHaveLength(10);

  // The password alone is not enough.
  const other = await elsewhere(browser);
  const field = other.getByLabel("Mã trên điện thoại");
  const answer = async (typed: string) => {
    await field.fill(typed);
    await other.getByRole("button", { name: "Tiếp tục" }).click();
  };
  await enterPassword(other, person);
  await answer("không phải mã");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  expect((await other.request.get(ACCOUNT, { maxRedirects: 0 })).status()).toBe(303);
  // The code of the next 30 seconds is valid too; this one may have been used already.
  await answer(code(secret, Date.now() + 30_000));
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");

  // With recovery codes, each of them once.
  await other.getByRole("button", { name: "Đăng xuất" }).click();
  await enterPassword(other, person);
  await answer(recovery[0]);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");
  await other.goto(ACCOUNT);
  await expect(other.getByText("Còn 9 mã khôi phục chưa dùng.")).toBeVisible();
  await other.getByRole("button", { name: "Đăng xuất" }).click();
  await enterPassword(other, person);
  await answer(recovery[0]);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await other.close();
  expectStatuses(complaints, 422);
});

test("a session that is ended from elsewhere opens nothing any more", async ({ page, browser, complaints }) => {
  const person = await newPerson(browser);
  await signIn(page, person);
  const lost = await elsewhere(browser);
  const kept = await elsewhere(browser);
  await signIn(lost, person);
  await page.goto(ACCOUNT);
  const sessions = page.getByRole("region", { name: "Nơi đang đăng nhập" });
  await expect(sessions.getByRole("rowheader")).toHaveCount(2);
  await expect(sessions.getByText("Phiên này")).toHaveCount(1);
  await sessions.getByRole("button", { name: /^Kết thúc phiên / }).click();
  await expect(sessions.getByRole("rowheader")).toHaveCount(1);
  await lost.goto(ACCOUNT);
  await expect(lost.getByRole("heading", { level: 1 })).toHaveText("Đăng nhập");

  // Ends all other sessions; this one stays.
  await signIn(lost, person);
  await signIn(kept, person);
  await page.reload();
  await expect(sessions.getByRole("rowheader")).toHaveCount(3);
  await sessions.getByRole("button", { name: "Kết thúc mọi phiên khác" }).click();
  await expect(sessions.getByRole("rowheader")).toHaveCount(1);
  for (const ended of [lost, kept]) {
    await ended.goto(`${DESK_SITE}/ban-bien-tap`);
    await expect(ended.getByRole("heading", { level: 1 })).toHaveText("Đăng nhập");
    await ended.close();
  }
  expectStatuses(complaints);
});

test("a password can be read while it is typed, and is sent as one", async ({ page, javaScriptEnabled }) => {
  await page.goto(`${DESK_SITE}/dang-nhap`);
  const password = page.getByLabel("Mật khẩu");
  await page.getByLabel("E-mail").fill(PEOPLE.editor.email);
  await password.fill(PEOPLE.editor.password);
  const show = page.getByRole("button", { name: "Hiện mật khẩu" });
  if (javaScriptEnabled === false) {
    await expect(show).toHaveCount(0);
  } else {
    await expect(password).toHaveAttribute("type", "password");
    await show.click();
    await expect(password).toHaveAttribute("type", "text");
    await expect(password).toHaveValue(PEOPLE.editor.password);
    await page.getByRole("button", { name: "Ẩn mật khẩu" }).click();
    await expect(password).toHaveAttribute("type", "password");
    await show.click();
  }
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");
});
