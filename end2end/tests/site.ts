// What every test of the site stands on: a page whose console stays clean, and the pages there are.
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Every kind of page, by address and by what its heading says. */
export const PAGES = [
  { name: "front page", path: "/", heading: "Khuyến học Lương Sen" },
  { name: "category", path: "/tin/van-hoa-doc", heading: "Văn hóa đọc" },
  { name: "sub-category", path: "/tin/lop-hoc-cong-dong", heading: "Lớp học cộng đồng" },
  { name: "long category", path: "/tin/kho-luu-tru", heading: "Kho lưu trữ" },
  { name: "article", path: "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-8", heading: "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ Ở XÃ YÊN MẠCH" },
  { name: "article with a table", path: "/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-6", heading: "Lịch lớp học cộng đồng ba tháng cuối năm" },
  { name: "static page", path: "/trang/gioi-thieu", heading: "Giới thiệu" },
] as const;

/** Errors that a test brings about on purpose are taken out of this list by the test itself. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      await use(complaints);
      expect(complaints, "the console stays clean").toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page and waits until the wasm has taken over: it then restores scroll positions itself. */
export async function openHydrated(page: Page, path: string) {
  await page.goto(path);
  await page.waitForFunction(() => history.scrollRestoration === "manual");
}
