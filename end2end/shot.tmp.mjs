import { chromium } from "@playwright/test";
import { browserFlags, findBrowser } from "./browser.mjs";
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
const site = "http://localhost:3999";
const pages = process.argv.slice(2);
for (const [scheme, width] of [["light", 1280], ["light", 360], ["dark", 1280]]) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 }, locale: "vi-VN" });
  const page = await context.newPage();
  page.on("console", (m) => console.log(scheme, width, m.type(), m.text()));
  await page.goto(site + "/dang-nhap");
  await page.screenshot({ path: `/tmp/shots/dang-nhap-${scheme}-${width}.png`, fullPage: true });
  await page.getByLabel("E-mail").fill("quan-tri@luong-sen.example");
  await page.getByLabel("Mật khẩu").fill("bốn chiếc thuyền nan xuôi dòng");
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await page.waitForURL(/ban-bien-tap$/);
  for (const path of pages) {
    await page.goto(site + path);
    await page.screenshot({ path: `/tmp/shots/${path.replaceAll("/", "_").replaceAll("?", "_")}-${scheme}-${width}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
