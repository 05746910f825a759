// Pictures of the pages for people to look at: end2end/results, and six for README.
import { PEOPLE, signIn } from "./desk";
import { DESK, DESK_SITE, EVERYWHERE, POLLS_SITE, expect, openHydrated, pollPath, test } from "./site";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 768, 1440]) {
    for (const { name, address } of EVERYWHERE) {
      test(`${name}, ${colorScheme}, ${width} px`, async ({ page, complaints }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        await openHydrated(page, address);
        // Pictures below the fold load when they are scrolled to.
        for (const picture of await page.locator("img:visible").all()) await picture.scrollIntoViewIfNeeded();
        await page.evaluate(() => window.scrollTo(0, 0));
        const file = `results/${name.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: file, fullPage: true });
        complaints.splice(0);
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

// The six of README.
for (const { name, path, width, colorScheme } of [
  { name: "front", path: "/", width: 1280, colorScheme: "light" },
  { name: "article", path: "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12", width: 1280, colorScheme: "light" },
  { name: "month-dark", path: "/tin/van-hoa-doc/thang/2026-09", width: 1280, colorScheme: "dark" },
  { name: "front-phone", path: "/", width: 390, colorScheme: "light" },
  { name: "article-phone-dark", path: "/tin/ky-nang-so/cuoc-goi-luc-bay-gio-toi-17", width: 390, colorScheme: "dark" },
  { name: "author-phone", path: "/tac-gia/le-thi-sen", width: 390, colorScheme: "light" },
] as const) {
  test(`README: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: width > 1000 ? 860 : 800 });
    await openHydrated(page, path);
    // The second visit has the fonts at hand.
    await page.reload();
    await page.waitForFunction(() => history.scrollRestoration === "manual");
    await expect(page.locator("img").first()).toHaveJSProperty("complete", true);
    await page.screenshot({ path: `../.github/screenshots/${name}.jpg`, type: "jpeg", quality: 80 });
  });
}
