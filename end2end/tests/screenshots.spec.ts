// Pictures of the pages for people to look at: end2end/results.
import { AWKWARD, AWKWARD_SITE, MISSING, PAGES, openHydrated, test } from "./site";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 768, 1440]) {
    const awkward = AWKWARD.map(({ name, path }) => ({ name, path: AWKWARD_SITE + path }));
    for (const { name, path } of [...PAGES, ...MISSING, ...awkward]) {
      test(`${name}, ${colorScheme}, ${width} px`, async ({ page, complaints }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        await openHydrated(page, path);
        // Pictures below the fold load when they are scrolled to.
        for (const picture of await page.locator("img").all()) await picture.scrollIntoViewIfNeeded();
        await page.evaluate(() => window.scrollTo(0, 0));
        const file = `results/${name.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: file, fullPage: true });
        complaints.splice(0);
      });
    }
  }
}
