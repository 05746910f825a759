// Screenshots of the pages: end2end/results, and nine for README.
import type { Page } from "@playwright/test";
import { PEOPLE, signIn } from "./desk";
import { DESK, DESK_SITE, EVERYWHERE, POLLS_SITE, STATISTICS_SITE, expect, openHydrated, pollPath, test } from "./site";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 768, 1440]) {
    for (const { name, address } of EVERYWHERE) {
      test(`${name}, ${colorScheme}, ${width} px`, async ({ page, complaints }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        await openHydrated(page, address);
        // Pictures below the fold are loaded when scrolled to.
        for (const picture of await page.locator("img:visible").all()) await picture.scrollIntoViewIfNeeded();
        await page.evaluate(() => window.scrollTo(0, 0));
        const file = `results/${name.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: file, fullPage: true });

      });
    }
  }
}

// A poll in which the reader has voted: on its page, and in the side column of the front page.
for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test(`voted, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path, part] of [["page", pollPath("voted"), "main"], ["block", "/", "complementary"]] as const) {
        await openHydrated(page, POLLS_SITE + path);
        const poll = page.getByRole(part).locator(".poll");
        await poll.getByRole("radio").first().check();
        await poll.getByRole("button", { name: "Bình chọn" }).click();
        await expect(poll.getByText("Lựa chọn của quý vị")).toBeVisible();
        await page.screenshot({ path: `results/voted-${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
    });
  }
}

// The desk, as an administrator sees it.
for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 768, 1440]) {
    test(`pages of the desk, ${colorScheme}, ${width} px`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      const take = (name: string) => page.screenshot({ path: `results/${name.replaceAll(/[ ,]+/g, "-")}-${colorScheme}-${width}.png`, fullPage: true });
      await page.goto(`${DESK_SITE}/dang-nhap`);
      await take("desk sign-in");
      await signIn(page, PEOPLE.administrator);
      for (const { name, path } of DESK) {
        await page.goto(DESK_SITE + path);
        await take(name);
      }
    });
  }
}

// The nine screenshots of README.
test("README", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const take = async (name: string, address: string, width: 1280 | 360, colorScheme: "light" | "dark" = "light") => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: width === 1280 ? 800 : 740 });
    await page.goto(address);
    // On the second load the fonts are cached.
    await page.reload();
    await page.evaluate(() => document.fonts.ready);
    // Articles at the desk are shown with their editor.
    for (const editor of await page.locator("rich-editor").all()) await editor.locator(".editor-text").waitFor();
    await page.screenshot({ path: `../.github/screenshots/${name}.jpg`, type: "jpeg", quality: 82 });
  };
  const vote = async (voter: Page, place: number) => {
    await openHydrated(voter, "/binh-chon/1");
    await voter.getByRole("main").getByRole("radio").nth(place).check();
    await voter.getByRole("main").getByRole("button", { name: "Bình chọn" }).click();
    await expect(voter.getByRole("main").getByText("Lựa chọn của quý vị")).toBeVisible();
  };
  for (const place of [0, 2, 2, 3, 2, 0, 1, 2, 3]) {
    const voter = await browser.newPage();
    await vote(voter, place);
    await voter.close();
  }
  await take("front", "/", 1280);
  await take("vote-dark", "/binh-chon/1", 1280, "dark");
  await take("front-phone", "/", 360);
  await vote(page, 2);
  await take("vote-phone", "/binh-chon/1", 360);
  await take("article", "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12", 1280);
  await take("article-phone-dark", "/tin/ky-nang-so/cuoc-goi-luc-bay-gio-toi-17", 360, "dark");
  await take("statistics", `${STATISTICS_SITE}/thong-ke`, 1280);
  await page.goto(`${DESK_SITE}/dang-nhap`);
  await signIn(page, PEOPLE.administrator);
  await take("desk-list", `${DESK_SITE}/ban-bien-tap/bai-viet`, 1280);
  await take("desk-article", `${DESK_SITE}/ban-bien-tap/bai-viet/21`, 1280);
});
