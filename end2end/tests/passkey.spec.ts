// Passkeys and the second factor, with a virtual authenticator of the browser and a TOTP implementation.
import type { CDPSession, Page } from "@playwright/test";
import { code } from "../telephone.mjs";
import { DESK_SITE, expect, expectStatuses, test } from "./site";
import { PEOPLE, enterPassword, signIn } from "./desk";

const ACCOUNT = `${DESK_SITE}/ban-bien-tap/toi`;
const WITH_PASSKEY = { name: "Đăng nhập bằng khóa truy cập" };
// This account's second factor is turned on and off, so the tests run one after the other.
const PERSON = PEOPLE.careful;
test.describe.configure({ mode: "serial" });

/** Adds a virtual authenticator to the browser, which stores passkeys and verifies the user. */
async function addChip(page: Page): Promise<{ chip: CDPSession; authenticatorId: string }> {
  const chip = await page.context().newCDPSession(page);
  await chip.send("WebAuthn.enable");
  const { authenticatorId } = await chip.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { chip, authenticatorId };
}

const passkeys = (page: Page) => page.getByRole("region", { name: "Các khóa truy cập" }).getByRole("row");

async function addPasskey(page: Page, name: string) {
  await page.goto(ACCOUNT);
  await page.getByLabel("Tên của khóa").fill(name);
  await page.locator("[data-passkey-add]").getByLabel("Mật khẩu hiện tại").fill(PERSON.password);
  await page.getByRole("button", { name: "Thêm khóa" }).click();
  await expect(page.getByText("Đã thêm khóa truy cập.")).toBeVisible();
}

async function removePasskey(page: Page, name: string) {
  await page.goto(ACCOUNT);
  const row = passkeys(page).filter({ hasText: name });
  await row.locator("summary").click();
  await row.getByLabel("Mật khẩu hiện tại").fill(PERSON.password);
  await row.getByRole("button", { name: "Gỡ khóa này" }).click();
  await expect(page.getByText("Đã gỡ khóa truy cập.")).toBeVisible();
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đăng nhập");
}

test("with a passkey somebody signs in without password and code, and goes where they wanted", async ({ page }) => {
  await addChip(page);
  await signIn(page, PERSON);
  await addPasskey(page, "Máy tính ở nhà");
  await expect(passkeys(page).filter({ hasText: "Máy tính ở nhà" })).toContainText("Chưa dùng");

  // The password requires a second factor.
  await page.getByLabel("Mật khẩu hiện tại").and(page.locator("#mat-khau-bat")).fill(PERSON.password);
  await page.getByRole("button", { name: "Bật xác thực hai bước" }).click();
  await expect(page.getByRole("img", { name: "Mã QR" })).toBeVisible();
  await page.getByLabel("Mã trên điện thoại").fill(code((await page.locator(".set-up__secret").textContent()) ?? ""));
  await page.getByRole("button", { name: "Bật xác thực hai bước" }).click();
  await expect(page.getByText("Đã bật xác thực hai bước.")).toBeVisible();
  await expect(page.locator(".recovery-codes li")).toHaveCount(10);
  await signOut(page);
  await enterPassword(page, PERSON);
  await expect(page.getByLabel("Mã trên điện thoại")).toBeVisible();

  // A passkey requires neither of the two.
  await page.goto(ACCOUNT);
  await page.getByRole("button", WITH_PASSKEY).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tài khoản của tôi");
  expect(page.url()).toBe(ACCOUNT);
  await expect(passkeys(page).filter({ hasText: "Máy tính ở nhà" })).not.toContainText("Chưa dùng");

  await page.locator("#mat-khau-tat").fill(PERSON.password);
  await page.getByRole("button", { name: "Tắt xác thực hai bước" }).click();
  await expect(page.getByText("Đã tắt xác thực hai bước.")).toBeVisible();
  await removePasskey(page, "Máy tính ở nhà");
});

test("a passkey that was removed opens nothing, and the page says so", async ({ page, complaints }) => {
  await addChip(page);
  await signIn(page, PERSON);
  await addPasskey(page, "Khóa sẽ gỡ");
  await removePasskey(page, "Khóa sẽ gỡ");
  await signOut(page);
  await page.getByRole("button", WITH_PASSKEY).click();
  await expect(page.getByRole("alert")).toContainText("Khóa này không mở được tài khoản nào ở đây.");
  await expect(page.getByRole("button", WITH_PASSKEY)).toBeEnabled();
  expectStatuses(complaints, 422);
});

test("one answer of a passkey signs in once, and only to what was asked", async ({ page, complaints }) => {
  await addChip(page);
  await signIn(page, PERSON);
  await addPasskey(page, "Khóa dùng một lần");
  await signOut(page);

  // A new ceremony is started before the response arrives.
  await page.route("**/dang-nhap/khoa", async (route) => {
    await page.request.post(`${DESK_SITE}/dang-nhap/khoa/bat-dau`, { data: {} });
    await route.continue();
  });
  await page.getByRole("button", WITH_PASSKEY).click();
  await expect(page.getByRole("alert")).toContainText("không mở được tài khoản nào");

  // A valid response is sent twice: the second time there is no ceremony for it.
  await page.unroute("**/dang-nhap/khoa");
  let brought = "";
  await page.route("**/dang-nhap/khoa", (route) => {
    brought = route.request().postData() ?? "";
    return route.continue();
  });
  await page.getByRole("button", WITH_PASSKEY).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");
  const again = await page.request.post(`${DESK_SITE}/dang-nhap/khoa`, { data: brought, headers: { "content-type": "application/json" } });
  expect(again.status()).toBe(422);
  expect((await again.json()).problem).toContain("đã được dùng");

  await removePasskey(page, "Khóa dùng một lần");
  expectStatuses(complaints, 422);
});

test("who cannot show the finger is told so", async ({ page }) => {
  const { chip, authenticatorId } = await addChip(page);
  await signIn(page, PERSON);
  await addPasskey(page, "Khóa vân tay");
  await signOut(page);
  await chip.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("button", WITH_PASSKEY).click();
  await expect(page.getByRole("alert")).toContainText("Quý vị đã hủy, hoặc đã quá thời gian chờ.");
  await chip.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await page.getByRole("button", WITH_PASSKEY).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");
  await removePasskey(page, "Khóa vân tay");
});

test("a passkey is added once on a device, and only with the password", async ({ page, complaints }) => {
  await addChip(page);
  await signIn(page, PERSON);
  await addPasskey(page, "Khóa thứ nhất");
  await page.goto(ACCOUNT);
  const form = page.locator("[data-passkey-add]");
  await form.getByLabel("Tên của khóa").fill("Khóa thứ hai");
  await form.getByLabel("Mật khẩu hiện tại").fill("không phải mật khẩu này đâu");
  await form.getByRole("button", { name: "Thêm khóa" }).click();
  await expect(form.getByRole("alert")).toHaveText("Mật khẩu hiện tại không đúng.");
  await form.getByLabel("Mật khẩu hiện tại").fill(PERSON.password);
  await form.getByRole("button", { name: "Thêm khóa" }).click();
  await expect(form.getByRole("alert")).toHaveText("Thiết bị này đã có khóa của tài khoản này rồi.");
  await removePasskey(page, "Khóa thứ nhất");
  expectStatuses(complaints, 422);
});

test("where a browser has no passkeys nothing of them is offered", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
  await signIn(page, PERSON);
  await page.goto(ACCOUNT);
  await expect(page.locator("[data-passkey-missing]")).toBeVisible();
  await expect(page.locator("[data-passkey-add]")).toBeHidden();
  await signOut(page);
  await expect(page.getByRole("button", WITH_PASSKEY)).toBeHidden();
});
