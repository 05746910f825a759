// Client-side navigation: no reload, the head is updated, the history works.
import type { Page } from "@playwright/test";
import { card, expect, openHydrated, test } from "./site";

async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { marker: "still here" }));
}

async function expectNoReload(page: Page) {
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe("still here");
}

test("five moves, and the page is never loaded again", async ({ page }) => {
  await openHydrated(page, "/");
  await mark(page);
  const heading = page.getByRole("heading", { level: 1 });
  await card(page, "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ").click();
  await expect(heading).toContainText("GIỮ NẾP HỌC");
  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Tin tức" }).click();
  await expect(heading).toHaveText("Tin tức");
  await page.getByRole("link", { name: "Đọc toàn bộ bài giới thiệu" }).click();
  await expect(heading).toHaveText("Giới thiệu");
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Văn hóa đọc" }).first().click();
  await expect(heading).toHaveText("Văn hóa đọc");
  await card(page, "Chuyến xe sách đi dọc triền đê").click();
  await expect(heading).toHaveText("Chuyến xe sách đi dọc triền đê");
  await expect(page.locator(".prose p").first()).toBeVisible();
  await expectNoReload(page);
});

test("title and canonical address follow the page, and nothing speaks of another one", async ({ page }) => {
  await openHydrated(page, "/");
  await expect(page).toHaveTitle("Nếp học Lương Sen");
  await card(page, "Cô giáo chấm bài bằng bút chì").click();
  await expect(page).toHaveTitle("Cô giáo chấm bài bằng bút chì – Nếp học Lương Sen");
  await expect(page.locator("link[rel=canonical]")).toHaveCount(1);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", /co-giao-cham-bai-bang-but-chi-\d+$/);
  // What search engines and chats read is only in the document that the server sends.
  const ofCrawlers = page.locator("[property], meta[name=description], script[type='application/ld+json']");
  await expect(ofCrawlers).toHaveCount(0);
  await page.reload();
  await expect(page.locator("meta[property='og:type']")).toHaveAttribute("content", "article");
  await expect(page.locator("meta[name=description]")).toHaveAttribute("content", /^Cô Thuần nghỉ dạy/);
  await expect(page.locator("script[type='application/ld+json']")).toHaveCount(1);
});

test("an article after an article shows its own text", async ({ page }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  const first = await page.locator(".prose").innerText();
  await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link", { name: "Chuyến xe sách" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chuyến xe sách đi dọc triền đê");
  const second = await page.locator(".prose").innerText();
  expect(second).not.toBe(first);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  expect(await page.locator(".prose").innerText()).toBe(first);
});

test("back and forward restore where the reader was", async ({ page }) => {
  await openHydrated(page, "/tin/kho-luu-tru");
  await mark(page);
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  const heading = page.getByRole("heading", { level: 1 });
  await card(page, "Bài cũ số 33").scrollIntoViewIfNeeded();
  const list = await scrolled();
  expect(list).toBeGreaterThan(300);
  await card(page, "Bài cũ số 33").click();
  await expect(heading).toHaveText("Bài cũ số 33");
  await expect.poll(scrolled).toBe(0);
  const link = page.getByRole("main").getByRole("link", { name: "Bài cũ số 32", exact: true });
  await link.scrollIntoViewIfNeeded();
  const article = await scrolled();
  expect(article).toBeGreaterThan(100);
  await link.click();
  await expect(heading).toHaveText("Bài cũ số 32");
  await expect.poll(scrolled).toBe(0);

  await page.goBack();
  await expect(heading).toHaveText("Bài cũ số 33");
  await expect.poll(scrolled).toBe(article);
  await page.goBack();
  await expect(heading).toHaveText("Kho lưu trữ");
  await expect.poll(scrolled).toBe(list);
  await page.goForward();
  await expect(heading).toHaveText("Bài cũ số 33");
  await expect.poll(scrolled).toBe(article);
  await expectNoReload(page);
});

test("the scroll position survives a reload", async ({ page }) => {
  await openHydrated(page, "/tin/kho-luu-tru");
  // After the second load the fonts are cached, so the page is as high as the third time.
  await page.reload();
  await page.waitForFunction(() => history.scrollRestoration === "manual");
  await page.evaluate(() => window.scrollTo(0, 900));
  await page.reload();
  await expect.poll(() => page.evaluate(() => Math.round(window.scrollY))).toBe(900);
});

test("a click after back and forward moves page and address", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 1 });
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  await openHydrated(page, "/tin/van-hoa-doc");
  await menu.getByRole("link", { name: "Giới thiệu" }).first().click();
  await expect(heading).toHaveText("Giới thiệu");
  await menu.getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(heading).toHaveText("Liên hệ");
  await page.goBack();
  await expect(heading).toHaveText("Giới thiệu");
  await page.goForward();
  await expect(heading).toHaveText("Liên hệ");
  await menu.getByRole("link", { name: "Giới thiệu" }).first().click();
  await expect(heading).toHaveText("Giới thiệu");
  await expect(page).toHaveURL(/\/trang\/gioi-thieu$/);
  await page.goBack();
  await expect(heading).toHaveText("Liên hệ");
  await expect(page).toHaveURL(/\/trang\/lien-he$/);
});

test("a link clicked before the wasm has arrived works as a link", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.goto("/", { waitUntil: "commit" });
  await card(page, "Cô giáo chấm bài bằng bút chì").click();
  await expect(page).toHaveURL(/co-giao-cham-bai-bang-but-chi-\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cô giáo chấm bài bằng bút chì");
  release();
});

test("a move while the connection is gone says so, and the next one works", async ({ page, complaints }) => {
  await openHydrated(page, "/");
  await page.route("**/api/**", (route) => route.abort());
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  await menu.getByRole("link", { name: "Giới thiệu" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chưa kết nối được với trang");
  await page.unroute("**/api/**");
  await menu.getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Liên hệ");
  expect(complaints.splice(0).every((text) => text.includes("ERR_FAILED"))).toBe(true);
});

test("what could not be loaded is loaded when it is asked for again", async ({ page, complaints }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  await page.context().setOffline(true);
  const name = page.getByRole("banner").getByRole("link", { name: "Nếp học Lương Sen" });
  await name.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chưa kết nối được với trang");
  await expect(page.getByRole("main").getByRole("link", { name: "Thử lại" })).toBeVisible();
  await page.context().setOffline(false);
  await name.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nếp học Lương Sen");
  expect(complaints.splice(0).every((text) => text.includes("ERR_INTERNET_DISCONNECTED"))).toBe(true);
});

test("a page that could not be had comes by itself once there is a connection", async ({ page, complaints }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  await mark(page);
  const heading = page.getByRole("heading", { level: 1 });
  await page.context().setOffline(true);
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(heading).toHaveText("Chưa kết nối được với trang");
  await expect(page.getByRole("main")).toContainText("Khi kết nối trở lại, trang sẽ tự mở.");
  await expect(page.getByRole("main")).not.toContainText("mạng");
  await page.context().setOffline(false);
  await expect(heading).toHaveText("Liên hệ");
  await expect(heading).toBeFocused();
  await expectNoReload(page);
  for (const line of complaints.splice(0)) expect(line).toMatch(/^error: Failed to load resource: net::ERR_INTERNET_DISCONNECTED/);
});

test("a page that could not be had while the site restarted comes when the stream is back", async ({ page, complaints }) => {
  // The browser stays online: the site does not respond, and later a gateway responds instead.
  let down = true;
  await page.route("**/live?**", (route) => (down ? route.abort() : route.continue()));
  await page.route("**/api/pages/load?**", (route) => (down ? route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" }) : route.continue()));
  await openHydrated(page, "/tin/van-hoa-doc");
  await mark(page);
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(heading).toHaveText("Chưa kết nối được với trang");
  down = false;
  await expect(heading).toHaveText("Liên hệ", { timeout: 20_000 });
  await expectNoReload(page);
  for (const line of complaints.splice(0)) expect(line).toMatch(/^error: Failed to load resource: (net::ERR_FAILED|the server responded with a status of 502)/);
});

test("a link with a slash at its end, and one to a file, lead where they say", async ({ page, complaints }) => {
  await openHydrated(page, "/");
  await page.evaluate(() => {
    const link = document.createElement("a");
    Object.assign(link, { href: "/trang/gioi-thieu/", textContent: "Có gạch" });
    document.querySelector("main")?.prepend(link);
  });
  await mark(page);
  await page.getByRole("link", { name: "Có gạch" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giới thiệu");
  await expect(page).toHaveURL(/\/trang\/gioi-thieu$/);
  await expectNoReload(page);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nếp học Lương Sen");
  await page.evaluate(() => {
    const link = document.createElement("a");
    Object.assign(link, { href: `${location.origin}/robots.txt`, textContent: "Tệp" });
    document.querySelector("main")?.prepend(link);
  });
  await page.getByRole("link", { name: "Tệp" }).click();
  await expect(page.locator("body")).toContainText("User-agent");
  complaints.splice(0);
});

test("an answer of another version of the site loads the page in full", async ({ page }) => {
  await openHydrated(page, "/");
  await mark(page);
  await page.route("**/api/**", (route) => route.fulfill({ json: { shape: "of another version" } }));
  const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
  await menu.getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Liên hệ");
  await page.waitForFunction(() => (window as { marker?: string }).marker === undefined);
});

test("the new heading takes the focus, and the page begins at its top", async ({ page }) => {
  await openHydrated(page, "/tin/kho-luu-tru");
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  expect(await focused()).toBe("BODY");
  await page.getByRole("main").getByRole("link", { name: "Bài cũ số 30" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  // The heading of the next article is the same element: it must get the focus all the same.
  await page.getByRole("main").getByRole("link", { name: "Bài cũ số 29", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bài cũ số 29");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bài cũ số 30");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("the page before stays where it is until the next one is there", async ({ page }) => {
  await openHydrated(page, "/tin/kho-luu-tru");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/**", async (route) => {
    await held;
    await route.continue();
  });
  const link = card(page, "Bài cũ số 33");
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  await link.click();
  await expect(page.locator(".progress")).toHaveClass(/progress--on/);
  await expect(page.getByRole("status").first()).toHaveText("Đang mở trang…");
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kho lưu trữ");
  release();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bài cũ số 33");
  await expect(page.locator(".progress")).not.toHaveClass(/progress--on/);
  await expect(page.getByRole("status").first()).toHaveText("");
});

test("a page that was moved to fades in, and not where less motion is asked for", async ({ page }) => {
  const running = () => page.evaluate(() => getComputedStyle(document.querySelector("main > *")!).animationName);
  await openHydrated(page, "/tin/van-hoa-doc");
  expect(await running()).toBe("none");
  await card(page, "Thư viện làng sáng đèn buổi tối").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thư viện làng sáng đèn buổi tối");
  expect(await running()).toBe("arrives-odd");
  await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Văn hóa đọc" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Văn hóa đọc");
  expect(await running()).toBe("arrives-even");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await running()).toBe("none");
});

test("the menu marks where the reader is", async ({ page }) => {
  await openHydrated(page, "/");
  const current = page.locator(".menu__bar [aria-current]");
  await expect(current).toHaveText("Trang nhất");
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Văn hóa đọc" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Văn hóa đọc");
  await expect(current).toHaveText("Văn hóa đọc");
});

test("an article of a category below another marks the one in the menu, however it was come to", async ({ page }) => {
  const current = page.locator(".menu__bar [aria-current]");
  const article = "/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-16";
  await openHydrated(page, article);
  await expect(current).toHaveText(["Học tập suốt đời"]);
  await page.getByRole("navigation", { name: "Danh Mục Chính" }).getByRole("link", { name: "Liên hệ" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Liên hệ");
  await expect(current).toHaveText(["Liên hệ"]);
  await page.goBack();
  await expect(current).toHaveText(["Học tập suốt đời"]);
});

for (const width of [360, 1280]) {
  test(`the menu closes by Esc, by a click beside it and by a move, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 500 });
    await openHydrated(page, "/tin/van-hoa-doc");
    const menu = page.getByRole("navigation", { name: "Danh Mục Chính" });
    const button = menu.getByRole("button", { name: "Danh Mục Chính" });
    const tree = menu.locator(".menu__tree");
    const last = tree.getByRole("link", { name: "Liên hệ" });
    await button.click();
    await expect(tree).toBeVisible();
    // Content that does not fit can be scrolled to.
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
    await page.keyboard.press("Escape");
    await expect(tree).toBeHidden();
    await expect(button).toBeFocused();
    await button.click();
    await expect(tree).toBeVisible();
    // At 360 px the sheet covers the page, and has a close button.
    if (width > 384) await page.mouse.click(20, 450);
    else await tree.getByRole("button", { name: "Đóng" }).click();
    await expect(tree).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Văn hóa đọc");
    await button.click();
    await last.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Liên hệ");
    await expect(tree).toBeHidden();
    // A link to the current page: the sheet closes too.
    await button.click();
    await last.click();
    await expect(tree).toBeHidden();
  });
}

test("an address with other spelling is put right inside the open site", async ({ page }) => {
  await openHydrated(page, "/");
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "/tin/sai-muc/sai-ten-21";
    link.textContent = "Liên kết cũ";
    document.querySelector("main")?.append(link);
  });
  await mark(page);
  await page.getByRole("link", { name: "Liên kết cũ" }).click();
  await expect(page).toHaveURL(/\/tin\/tin-co-so\/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("GIỮ NẾP HỌC");
  await expectNoReload(page);
});

test("the keyboard alone leads from the front page to an article, an older one and its category", async ({ page }) => {
  await openHydrated(page, "/");
  const heading = page.getByRole("heading", { level: 1 });
  const tabTo = async (name: string | RegExp, within: string) => {
    for (let press = 0; press < 80; press++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate((within) => {
        const active = document.activeElement;
        return active?.closest(within) ? active.textContent ?? "" : "";
      }, within);
      if (typeof name === "string" ? at.trim() === name : name.test(at)) {
        // Keyboard users see the focus.
        expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe("solid");
        return page.keyboard.press("Enter");
      }
    }
    throw new Error(`no key leads to ${name}`);
  };
  await tabTo("Cuộc gọi lúc bảy giờ tối", "main");
  await expect(heading).toHaveText("Cuộc gọi lúc bảy giờ tối");
  await expect(heading).toBeFocused();
  await tabTo("Lớp máy tính của những học viên tóc bạc", "nav.neighbours");
  await expect(heading).toHaveText("Lớp máy tính của những học viên tóc bạc");
  await expect(heading).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(".article__head .kicker a")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(heading).toHaveText("Kỹ năng số");
});
