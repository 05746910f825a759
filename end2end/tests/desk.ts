// Signing in at the desk, for tests.
import { expect, test, type Page } from "@playwright/test";
import { PEOPLE } from "../people.mjs";
import { DESK_SITE } from "./site";

export { PEOPLE };

type Account = { email: string; password: string };

/** Fills in address and password on the sign-in page. */
export async function enterPassword(page: Page, person: Account, site = DESK_SITE) {
  await page.goto(`${site}/dang-nhap`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Mật khẩu").fill(person.password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
}

/** Signs in with a password; the desk is open afterwards. */
export async function signIn(page: Page, person: Account, site = DESK_SITE) {
  await enterPassword(page, person, site);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");
}

/** The field of an article's text, whether the text editor shows it or not. */
export const textField = (page: Page) => page.locator("textarea[name=noi-dung]");

/** Fills in the text of an article as HTML. */
export async function writeText(page: Page, html: string) {
  if (test.info().project.name !== "no-js") {
    await page.locator(".editor-text").waitFor();
    if (await textField(page).isHidden()) await page.getByRole("button", { name: "Xem mã HTML", exact: true }).click();
  }
  await page.getByLabel("Nội dung", { exact: true }).fill(html);
}

/** A picture of one colour, as a PNG. */
export const PICTURE = {
  name: "san-dinh.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAADwAAAAoCAIAAAAt2Q6oAAAAmElEQVR42tXCjVkBAABF0TvOHaKoUFR+EkoktNgb1RzvfIfcWZfcW5cMrEuG1iUP1iWP1iVP1iUj65KxdcnEuuTZuuTFumRqXTKzLnm1LnmzLnm3LplblyysS5bWJSvrkg/rkrV1yad1yca6ZGtdsrMu+bIu+bYu2VuX/FiXHKxLjtYlv9YlJ+uSP+uSs3XJxbrkal3yb90bZ/o85zKl4BYAAAAASUVORK5CYII=",
    "base64",
  ),
};
