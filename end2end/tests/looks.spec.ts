// Pages under other conditions: on a small telephone, before the fonts have loaded, with forced colours,
// printed, and without a style sheet.
import type { Page } from "@playwright/test";
import { DESK, PAGES, STATISTICS } from "../pages.mjs";
import { PEOPLE, signIn } from "./desk";
import { EXTREME_SITE, DESK_SITE, STATISTICS_SITE, expect, expectStatuses, test } from "./site";

const path = (name: string) => PAGES.find((page) => page.name === name)?.path ?? "";

/** The fonts with which an element is actually rendered. */
async function fontsOf(page: Page, selector: string): Promise<string[]> {
  const browser = await page.context().newCDPSession(page);
  const { root } = await browser.send("DOM.getDocument");
  const { nodeId } = await browser.send("DOM.querySelector", { nodeId: root.nodeId, selector });
  await browser.send("CSS.enable");
  const { fonts } = await browser.send("CSS.getPlatformFontsForNode", { nodeId });
  return fonts.map(({ postScriptName }) => postScriptName);
}

/** Controls with another font than the page. */
const foreignFonts = (page: Page) =>
  page.evaluate(() => {
    const known = ["Inter", "Source Serif 4", "ui-monospace"];
    const controls = [...document.querySelectorAll("button, input, select, textarea")];
    return controls
      .filter((control) => !known.some((font) => getComputedStyle(control).fontFamily.replaceAll('"', "").startsWith(font)))
      .map((control) => `${control.outerHTML.slice(0, 80)}: ${getComputedStyle(control).fontFamily}`);
  });

/** Transparent borders: with forced colours they become visible. */
const unseenBorders = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => {
        const style = getComputedStyle(element);
        return ["Top", "Right", "Bottom", "Left"].some((side) => {
          const of = (part: string) => style.getPropertyValue(`border-${side.toLowerCase()}-${part}`);
          return of("style") !== "none" && parseFloat(of("width")) > 0 && /^rgba\(.*, 0\)$/.test(of("color"));
        });
      })
      .map((element) => `${element.tagName}.${element.className}`),
  );

test("whatever is operated has the font of the page, and no border is there unseen", async ({ page }) => {
  test.setTimeout(90_000);
  const look = async (address: string) => {
    await page.goto(address);
    expect(await foreignFonts(page), address).toEqual([]);
    expect(await unseenBorders(page), address).toEqual([]);
  };
  for (const address of ["/", "/binh-chon/1", "/thong-ke", path("article"), `${DESK_SITE}/dang-nhap`]) await look(address);
  await signIn(page, PEOPLE.administrator);
  for (const { path } of DESK) await look(DESK_SITE + path);
});

test("before the fonts have arrived bold words are bold letters, and no smeared ones", async ({ page, complaints }) => {
  await page.route("**/fonts/**", (route) => route.abort());
  await page.goto(path("article of a series"));
  for (const selector of ["h1", ".article__lead", ".masthead__name", ".article__authors a"]) {
    const fonts = await fontsOf(page, selector);
    expect(fonts.length, selector).toBeGreaterThan(0);
    expect(fonts.filter((font) => !/bold/i.test(font)), selector).toEqual([]);
  }
  // Only the font files.
  for (const line of complaints.splice(0)) expect(line).toBe("error: Failed to load resource: net::ERR_FAILED");
});

test("in forced colours the current item alone is marked", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ forcedColors: "active" });
  const marked = (selector: string) =>
    page.locator(selector).evaluateAll((links) => links.filter((link) => parseFloat(getComputedStyle(link).borderBottomWidth) > 0).map((link) => link.textContent));
  await page.goto(path("sub-category"));
  expect(await marked(".menu__item a")).toEqual(["Học tập suốt đời"]);
  await page.goto(`${STATISTICS_SITE}/thong-ke/2026`);
  expect(await marked(".periods__link")).toEqual(["Năm nay"]);
  await signIn(page, PEOPLE.administrator);
  expect(await marked(".desk-menu__list a")).toEqual(["Bàn biên tập"]);
});

test("a table on a telephone is read in its columns, and scrolls in its own box", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(path("article with a table"));
  const box = page.locator(".prose .scroller").first();
  // No text cell is as narrow as one word per line.
  const narrow = await box.locator("td").evaluateAll((cells) =>
    cells
      .filter((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
        const words = (cell.textContent ?? "").trim().split(/\s+/).length;
        return words > 3 && lines > words / 2;
      })
      .map((cell) => cell.textContent),
  );
  expect(narrow).toEqual([]);
  await expect(box.locator("th").first()).toBeVisible();
  const { scrolls, page: wide } = await box.evaluate((box) => ({ scrolls: box.scrollWidth - box.clientWidth, page: document.documentElement.scrollWidth }));
  expect(wide).toBe(360);
  if (scrolls > 0) {
    await box.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => box.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
  }
  // Fourteen columns: each as wide as its words, within the scroll container.
  await page.goto(`${EXTREME_SITE}/tin/a/khong-khoang-trang-3`);
  const widths = await page.locator(".prose td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(64);
});

test("what is transparent stands on the page itself", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${EXTREME_SITE}/tin/a/hinh-la-4`);
  const ground = (alt: string) => page.getByRole("img", { name: alt }).evaluate((img) => getComputedStyle(img).backgroundColor);
  expect(await ground("Hình trong suốt")).toBe("rgba(0, 0, 0, 0)");
  expect(await ground("Hình rộng")).not.toBe("rgba(0, 0, 0, 0)");
});

test("the periods of the statistics are one row on a small telephone, and a year is a bar", async ({ page }) => {
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 740 });
    for (const { path } of STATISTICS.filter(({ path }) => path !== "/")) {
      await page.goto(STATISTICS_SITE + path);
      const rows = await page.locator(".periods__link").evaluateAll((links) => new Set(links.map((link) => link.getBoundingClientRect().top)).size);
      expect(rows, `${path} at ${width} px`).toBe(1);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${STATISTICS_SITE}/thong-ke/tu-dau`);
  const bars = await page.locator(".bars").first().locator("rect").evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  expect(bars.length).toBeGreaterThan(0);
  expect(Math.max(...bars)).toBeLessThanOrEqual(80);
});

test("on paper an article has its byline, its address, and polls that nobody is asked to fill in", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await page.goto(path("article with a table"));
  const main = page.getByRole("main");
  await expect(main.locator(".printed-address")).toBeVisible();
  const canonical = (await page.locator("link[rel=canonical]").getAttribute("href")) ?? "";
  await expect(main.locator(".printed-address")).toHaveText(`Địa chỉ: ${canonical}`);
  await expect(main.locator(".byline")).toBeVisible();
  const poll = main.locator(".poll").first();
  await expect(poll.locator(".poll__label").first()).toBeVisible();
  for (const asked of ["input:visible", "button:visible", ".poll__ways:visible"]) await expect(poll.locator(asked)).toHaveCount(0);
  await expect(page.getByRole("complementary")).toBeHidden();
  await expect(main.locator(".share")).toBeHidden();
  await page.goto(path("static page"));
  await expect(main.locator(".printed-address")).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await expect(main.locator(".printed-address")).toBeHidden();
});

/** Places where two words of different elements touch without a style sheet. */
const touching = (page: Page) =>
  page.evaluate(() => {
    const inline = (element: Element) => getComputedStyle(element).display.startsWith("inline") && element.tagName !== "BUTTON";
    const found: string[] = [];
    let last: { text: string; parted: boolean } | undefined;
    const walk = (node: Node) => {
      if (node instanceof Text) {
        const text = node.textContent ?? "";
        if (text === "") return;
        if (last && !last.parted && /[\p{L}\p{N}]$/u.test(last.text) && /^[\p{L}\p{N}]/u.test(text)) found.push(`${last.text}|${text}`);
        last = { text, parted: false };
      } else if (node instanceof Element) {
        // Rendered differently, or not text.
        if (node.matches("script, style, svg, template, [hidden]")) return void (last = undefined);
        const parts = !inline(node) || ["BR", "INPUT", "IMG", "SELECT"].includes(node.tagName);
        if (parts && last) last.parted = true;
        for (const child of node.childNodes) walk(child);
        if (parts && last) last.parted = true;
      }
    };
    walk(document.body);
    return found;
  });

test("without a style sheet no two words stick together", async ({ page, complaints }) => {
  test.setTimeout(60_000);
  await page.route("**/*.css", (route) => route.fulfill({ contentType: "text/css", body: "" }));
  const addresses = [...PAGES.map(({ path }) => path), ...STATISTICS.filter(({ path }) => path !== "/").map(({ path }) => STATISTICS_SITE + path), "/khong-co", `${DESK_SITE}/dang-nhap`];
  for (const address of addresses) {
    await page.goto(address);
    expect(await touching(page), address).toEqual([]);
  }
  // Chromium reports every document with status 404.
  expectStatuses(complaints, 404);
});
