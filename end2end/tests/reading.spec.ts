// Reading an article: ways to share and follow it, larger letters and other colours, and hearing it read aloud.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PAGES, card, expect, openHydrated, test } from "./site";

const path = (name: string) => PAGES.find((page) => page.name === name)?.path ?? "";
const ARTICLE = path("article");
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const aids = (page: Page) => page.getByRole("button", { name: "Cỡ chữ" });
const panel = (page: Page) => page.getByRole("form", { name: "Cách hiển thị bài" });
const bar = (page: Page) => page.getByRole("region", { name: "Nghe bài" });
const sizeOf = (page: Page, selector: string) => page.locator(selector).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
const violations = async (page: Page) => (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Makes the choices that are easiest to read, by their words. */
async function choose(page: Page, ...words: [group: string, word: string][]) {
  for (const [group, word] of words) await panel(page).getByRole("group", { name: group }).getByRole("radio", { name: word, exact: true }).check();
}

test.describe("without JavaScript", () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled);

  test("the code and the feeds of an article open, and there is no button that does nothing", async ({ page, request }) => {
    await page.goto(ARTICLE);
    const share = page.getByRole("region", { name: "Chia sẻ bài này" });
    await expect(share.getByRole("button")).toHaveCount(0);
    await expect(page.getByText("Cỡ chữ")).toBeHidden();
    await expect(page.getByText("Nghe bài")).toBeHidden();
    await share.getByText("Mã QR", { exact: true }).click();
    const code = share.getByRole("img", { name: "Mã QR của bài này" });
    await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await share.getByText("Theo dõi", { exact: true }).click();
    const feeds = share.getByRole("link", { name: /^(RSS|Atom|JSON)$/ });
    await expect(feeds).toHaveCount(6);
    for (const feed of await feeds.all()) {
      const answer = await request.get((await feed.getAttribute("href")) ?? "");
      expect(answer.headers()["content-type"]).toContain(`application/${(await feed.textContent())?.toLowerCase().replace("json", "feed")}+`);
    }
  });
});

test.describe("hydrated", () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled);

  test("what a reader has chosen is there before the first paint, on the next page and in another tab", async ({ page, context }) => {
    await openHydrated(page, ARTICLE);
    const other = await context.newPage();
    await openHydrated(other, path("static page"));
    const before = await sizeOf(page, ".prose");
    await aids(page).click();
    await expect(aids(page)).toHaveAttribute("aria-expanded", "true");
    await choose(page, ["Cỡ chữ", "Lớn nhất"], ["Giãn dòng", "Rộng"], ["Màu nền", "Tối"]);
    await expect(panel(page).getByRole("status")).toHaveText("Máy này nhớ lựa chọn của quý vị cho những lần đọc sau.");
    expect(await sizeOf(page, ".prose")).toBeCloseTo(before * 1.6);
    await expect.poll(() => sizeOf(other, ".prose")).toBeCloseTo(before * 1.6);
    await page.getByRole("navigation", { name: "Vị trí trang" }).getByRole("link", { name: "Trang nhất" }).click();
    await expect(heading(page)).toHaveText("Nếp học Lương Sen");
    await card(page, "Thư viện làng sáng đèn buổi tối").click();
    await expect(heading(page)).toHaveText("Thư viện làng sáng đèn buổi tối");
    expect(await sizeOf(page, ".prose")).toBeCloseTo(before * 1.6);
    // Loaded again, it is painted like this at once, and nothing moves.
    await page.addInitScript(() => {
      Object.assign(window, { shifted: 0 });
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries() as (PerformanceEntry & { value: number })[]) Object.assign(window, { shifted: (window as unknown as { shifted: number }).shifted + shift.value });
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.route("**/pkg/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "export default () => {}; export const hydrate = () => {};" }));
    await page.goto(ARTICLE);
    expect(await sizeOf(page, ".prose")).toBeCloseTo(before * 1.6);
    await page.unrouteAll();
    await openHydrated(page, ARTICLE);
    await aids(page).waitFor();
    expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThan(0.002);
    await aids(page).click();
    await expect(panel(page).getByRole("radio", { name: "Lớn nhất" })).toBeChecked();
    await panel(page).getByRole("button", { name: "Đặt lại" }).click();
    expect(await sizeOf(page, ".prose")).toBe(before);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await aids(page).click();
    await expect(panel(page)).toHaveCount(0);
  });

  test("where the browser refuses to store anything, the choice holds as long as the page", async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } }));
    await openHydrated(page, ARTICLE);
    const before = await sizeOf(page, ".prose");
    await aids(page).click();
    await choose(page, ["Cỡ chữ", "Lớn"]);
    await expect(panel(page).getByRole("status")).toContainText("Trình duyệt không cho lưu lựa chọn này");
    expect(await sizeOf(page, ".prose")).toBeCloseTo(before * 1.15);
    await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link").first().click();
    await expect(heading(page)).not.toHaveText(/GIỮ NẾP HỌC/);
    expect(await sizeOf(page, ".prose")).toBeCloseTo(before * 1.15);
  });

  test("with the keyboard alone", async ({ page }) => {
    await openHydrated(page, ARTICLE);
    await aids(page).focus();
    await page.keyboard.press("Enter");
    await panel(page).waitFor();
    const before = await sizeOf(page, ".prose");
    // Past the button that is not shown here, since this browser has no Vietnamese voice.
    await page.keyboard.press("Tab");
    await expect(panel(page).getByRole("radio", { name: "Vừa" }).first()).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(panel(page).getByRole("radio", { name: "Lớn", exact: true })).toBeChecked();
    expect(await sizeOf(page, ".prose")).toBeGreaterThan(before);
  });

  test("colours chosen here are those of the system, and every choice passes axe on every screen", async ({ page }) => {
    test.setTimeout(120_000);
    const colours = () => page.evaluate(() => ["--paper", "--ink", "--ink-soft", "--accent", "--gold-soft", "--shade"].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name)));
    await page.setViewportSize({ width: 320, height: 700 });
    await openHydrated(page, path("article with a table"));
    await aids(page).click();
    const system: Record<string, Record<string, string[]>> = { "Vừa": {}, "Mạnh": {} };
    for (const contrast of ["Vừa", "Mạnh"]) {
      await choose(page, ["Màu nền", "Theo máy"], ["Tương phản", contrast]);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        system[contrast][scheme] = await colours();
      }
      for (const [words, scheme, other] of [["Sáng", "light", "dark"], ["Tối", "dark", "light"]] as const) {
        await page.emulateMedia({ colorScheme: other });
        await choose(page, ["Màu nền", words]);
        expect(await colours(), `${contrast}, ${words}`).toEqual(system[contrast][scheme]);
      }
    }
    const share = page.getByRole("region", { name: "Chia sẻ bài này" });
    for (const sheet of ["Mã QR", "Theo dõi"]) await share.getByText(sheet, { exact: true }).click();
    for (const [size, space, contrast] of [["Vừa", "Vừa", "Vừa"], ["Lớn", "Rộng", "Mạnh"], ["Lớn hơn", "Rất rộng", "Vừa"], ["Lớn nhất", "Rất rộng", "Mạnh"]]) {
      await choose(page, ["Cỡ chữ", size], ["Giãn dòng", space], ["Tương phản", contrast]);
      for (const colour of ["Sáng", "Tối"]) {
        await choose(page, ["Màu nền", colour]);
        for (const wide of [320, 1280]) {
          await page.setViewportSize({ width: wide, height: 700 });
          const where = `${size}, ${contrast}, ${colour}, ${wide} px`;
          expect(await violations(page), where).toEqual([]);
          expect(await width(page), where).toBe(wide);
        }
      }
    }
    await page.setViewportSize({ width: 320, height: 700 });
    const low = await page.locator(".reading-tools button:visible, .aids__choice, .aids button, .share summary, .share li a, .share button:visible").evaluateAll((targets) =>
      targets.filter((target) => target.getBoundingClientRect().height < 44).map((target) => target.textContent));
    expect(low).toEqual([]);
  });

  test("on paper nothing of it is seen", async ({ page }) => {
    await openHydrated(page, ARTICLE);
    await page.emulateMedia({ media: "print" });
    const looks = () => page.locator(".prose > p, .article__title, .article__meta, body").evaluateAll((elements) => elements.map((element) => {
      const { fontSize, lineHeight, color, backgroundColor } = getComputedStyle(element);
      return [fontSize, lineHeight, color, backgroundColor];
    }));
    const before = await looks();
    await page.emulateMedia({ media: "screen" });
    await aids(page).click();
    await choose(page, ["Cỡ chữ", "Lớn nhất"], ["Giãn dòng", "Rất rộng"], ["Màu nền", "Tối"], ["Tương phản", "Mạnh"]);
    await page.emulateMedia({ media: "print" });
    expect(await looks()).toEqual(before);
    for (const part of [aids(page), panel(page), page.locator(".share")]) await expect(part).toBeHidden();
  });
});

/** A voice that says nothing, remembers what it was told, and ends a piece when the test says so. */
function speakSilently() {
  type Piece = SpeechSynthesisUtterance;
  const told: string[] = [];
  let voices: object[] = [];
  let now: Piece | undefined;
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: (piece: Piece) => {
      told.push(piece.text);
      now = piece;
      piece.onstart?.(new Event("start") as SpeechSynthesisEvent);
    },
    cancel: () => {
      const ended = now;
      now = undefined;
      ended?.onerror?.(Object.assign(new Event("error"), { error: "canceled" }) as unknown as SpeechSynthesisErrorEvent);
    },
    get speaking() { return now !== undefined; },
    pending: false,
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  // The browser's own accepts no voice but its own.
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class { constructor(public text: string) {} } });
  Object.assign(window, {
    told,
    /** Voices are there. */
    bringVoices: (...languages: string[]) => {
      voices = languages.map((lang) => ({ lang, localService: true }));
      speech.dispatchEvent(new Event("voiceschanged"));
    },
    /** Ends the piece that is read, well or not. */
    endPiece: (event: "onend" | "onerror" = "onend") => {
      const ended = now;
      now = undefined;
      ended?.[event]?.(new Event("end") as never);
    },
  });
}
type Spoken = Window & { told: string[]; bringVoices(...languages: string[]): void; endPiece(event?: "onend" | "onerror"): void };
const told = (page: Page) => page.evaluate(() => (window as unknown as Spoken).told);
const endPiece = (page: Page, event?: "onend" | "onerror") => page.evaluate((event) => (window as unknown as Spoken).endPiece(event), event);
const listen = (page: Page) => page.getByRole("button", { name: "Nghe bài" });

/** Starts to read: what does that is loaded first. */
async function start(page: Page) {
  await listen(page).click();
  await expect(bar(page)).toBeVisible();
}

test.describe("read aloud", () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled);
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(speakSilently);
  });

  /** Opens an article in a browser with a Vietnamese voice. */
  async function open(page: Page, address = ARTICLE) {
    await openHydrated(page, address);
    await expect(aids(page)).toBeVisible();
    await page.evaluate(() => (window as unknown as Spoken).bringVoices("en-US", "vi_VN"));
    await expect(listen(page)).toBeVisible();
  }

  test("there is a button only with a Vietnamese voice, which may come late", async ({ page }) => {
    await openHydrated(page, ARTICLE);
    await page.evaluate(() => (window as unknown as Spoken).bringVoices("en-US", "via-XX"));
    await expect(aids(page)).toBeVisible();
    await expect(listen(page)).toBeHidden();
    const place = await aids(page).boundingBox();
    await page.evaluate(() => (window as unknown as Spoken).bringVoices("vi-VN"));
    await expect(listen(page)).toBeVisible();
    expect(await aids(page).boundingBox()).toEqual(place);
  });

  test("title, lead and text are read in short pieces, without tables and captions", async ({ page }) => {
    await open(page, path("article with a table"));
    await start(page);
    await expect(page.getByRole("button", { name: "Tạm dừng" })).toBeFocused();
    while (await bar(page).isVisible()) await endPiece(page);
    await expect(listen(page)).toBeFocused();
    const pieces = await told(page);
    expect(pieces[0]).toBe("Lịch lớp học cộng đồng ba tháng cuối năm");
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(180);
    const bare = (texts: string[]) => texts.join(" ").replace(/\s+/g, " ").trim();
    const written = await page.locator("h1, .article__lead, .prose > :is(p, h2, h3, ul, ol, blockquote)").evaluateAll((parts) =>
      parts.filter((part) => !part.matches("[data-video], .video, .file")).map((part) => (part.matches("ul, ol") ? [...part.children].map((item) => item.textContent).join(" ") : (part.textContent ?? ""))));
    expect(bare(pieces)).toBe(bare(written));
    for (const unread of await page.locator(".prose td").allTextContents()) if (unread.length > 12) expect(bare(pieces)).not.toContain(unread);
  });

  test("a pause goes on with the same sentence, and what is read is marked", async ({ page }) => {
    await open(page);
    await start(page);
    await expect(heading(page)).toHaveClass(/being-read/);
    await endPiece(page);
    await expect(page.locator(".being-read")).toHaveClass(/article__lead/);
    await page.getByRole("button", { name: "Tạm dừng" }).click();
    await expect(bar(page).getByRole("status")).toHaveText("Đã tạm dừng.");
    const before = await told(page);
    await page.getByRole("button", { name: "Nghe tiếp" }).click();
    expect(await told(page)).toEqual([...before, before.at(-1)]);
    await expect(bar(page)).toContainText(/Đến đoạn 2\/\d+/);
    await page.getByRole("button", { name: "Dừng", exact: true }).click();
    await expect(bar(page)).toBeHidden();
    await expect(page.locator(".being-read")).toHaveCount(0);
    expect(await page.evaluate(() => speechSynthesis.speaking)).toBe(false);
  });

  test("the page follows, but not a reader who has scrolled away, until asked to", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page);
    await start(page);
    const seen = () => page.locator(".being-read").evaluate((part) => part.getBoundingClientRect().top < innerHeight && part.getBoundingClientRect().bottom > 0);
    // As far as the text below the first screen.
    await expect(async () => {
      await endPiece(page);
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(600);
    }).toPass({ intervals: [0] });
    expect(await seen()).toBe(true);
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    const part = await page.locator(".being-read").textContent();
    await expect(async () => {
      await endPiece(page);
      expect(await page.locator(".being-read").textContent()).not.toBe(part);
    }).toPass({ intervals: [0] });
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.getByRole("button", { name: "Đến đoạn" }).click();
    expect(await seen()).toBe(true);
  });

  test("another page is silence, and so is a voice that fails, with a sentence", async ({ page }) => {
    await open(page);
    await start(page);
    await endPiece(page, "onerror");
    await expect(bar(page).getByRole("status")).toHaveText("Máy chưa đọc được bài này. Mời quý vị bấm “Nghe tiếp” để thử lại.");
    await page.getByRole("button", { name: "Nghe tiếp" }).click();
    expect((await told(page)).length).toBe(2);
    await page.getByRole("navigation", { name: "Tin cùng chuyên mục" }).getByRole("link").first().click();
    await expect(heading(page)).not.toHaveText(/GIỮ NẾP HỌC/);
    await expect(bar(page)).toBeHidden();
    expect(await page.evaluate(() => speechSynthesis.speaking)).toBe(false);
    // The new page is read from its own title.
    await start(page);
    await expect.poll(() => told(page)).toHaveLength(3);
    expect((await told(page))[2]).toBe(await heading(page).textContent());
  });

  test("the bar passes axe, and the end of the page is above it", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page);
    await start(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    expect(await width(page)).toBe(320);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const end = await page.getByRole("contentinfo").boundingBox();
    const top = (await bar(page).boundingBox())?.y ?? 0;
    expect((end?.y ?? 0) + (end?.height ?? 0)).toBeLessThanOrEqual(top);
  });
});
