// Signing in at the desk, for its tests.
import { expect, type Page } from "@playwright/test";
import { PEOPLE } from "../people.mjs";
import { DESK_SITE } from "./site";

export { PEOPLE };

/** Signs in with a password; the desk is open afterwards. */
export async function signIn(page: Page, person: { email: string; password: string }) {
  await page.goto(`${DESK_SITE}/dang-nhap`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Mật khẩu").fill(person.password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bàn biên tập");
}

/** A picture of one colour, as a PNG. */
export const PICTURE = {
  name: "san-dinh.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGO4o2EFRwzIHABZKgjVw8pJhQAAAABJRU5ErkJggg==",
    "base64",
  ),
};
