// The first minute: from a bare program in an empty folder to a site with its administrator at the desk.
import type { ChildProcess } from "node:child_process";
import { serveNew, stop } from "../site.mjs";
import { look } from "./axe";
import { expect, test } from "./site";

const PASSWORD = "bốn con mèo ngủ say";

let server: ChildProcess;
let address = "";

test.beforeEach(async () => {
  ({ server, address } = await serveNew("ci"));
});

test.afterEach(() => stop(server));

for (const contents of ["Trang trống", "Trang mẫu"]) {
  test(`a new site is set up: ${contents}`, async ({ page, complaints, javaScriptEnabled }) => {
    // Pictures are prepared, and every page is checked in four looks.
    test.setTimeout(90_000);
    const site = new URL(address).origin;
    const accessible = async (name: string) => {
      if (javaScriptEnabled !== false) expect(await look(page, name)).toEqual([]);
    };
    await page.goto(site);
    await expect(page.getByRole("heading", { name: "Trang web đang được thiết lập" })).toBeVisible();
    await expect(page.getByRole("link")).toHaveCount(0);
    await accessible("not set up");

    await page.goto(address);
    await accessible("the form");
    const field = (name: string) => page.getByLabel(name, { exact: true });
    await field("Tên trang web").fill("Khuyến học Lương Sen");
    await field("Tên").fill("Trần Lan");
    await field("E-mail").fill("lan@hoi.vn");
    await field("Mật khẩu").fill("123456789012");
    await page.getByLabel("Nội dung ban đầu").selectOption({ label: await page.locator("option", { hasText: contents }).innerText() });
    await page.getByRole("button", { name: "Tạo trang web" }).click();
    // What was typed is there, but for the password.
    await expect(page.getByText("rất dễ đoán")).toBeVisible();
    await expect(field("Tên trang web")).toHaveValue("Khuyến học Lương Sen");
    await expect(field("E-mail")).toHaveValue("lan@hoi.vn");
    await expect(field("Mật khẩu")).toHaveValue("");
    await expect(field("Múi giờ")).toHaveValue("Asia/Ho_Chi_Minh");
    await accessible("the form with a problem");

    await field("Mật khẩu").fill(PASSWORD);
    await page.getByRole("button", { name: "Tạo trang web" }).click();
    await expect(page.getByText("Trang web đã sẵn sàng")).toBeVisible({ timeout: 30_000 });
    await expect(page).toHaveURL(`${site}/ban-bien-tap?da=thiet-lap`);
    await accessible("the desk");
    await page.getByRole("link", { name: "xem trang nhất" }).click();
    await expect(page.locator(".masthead__name")).toHaveText("Khuyến học Lương Sen");
    await expect(page.getByText("chưa có bài viết nào")).toHaveCount(contents === "Trang trống" ? 1 : 0);

    await page.goto(address);
    await expect(page.getByText("đã được thiết lập")).toBeVisible();
    await page.getByRole("link", { name: "Đăng nhập" }).click();
    await expect(page).toHaveURL(`${site}/ban-bien-tap`);
    // Chromium reports every document whose status is an error.
    const expected = ["503", "422", "409"].every((status) => complaints.some((line) => line.includes(`status of ${status}`)));
    if (expected) complaints.splice(0);
  });
}
