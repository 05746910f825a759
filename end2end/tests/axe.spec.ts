// Every page, for everybody: WCAG 2.2 AA, in both themes, wide and on a phone.
import { AxeBuilder } from "@axe-core/playwright";
import { PEOPLE, signIn } from "./desk";
import { AWKWARD, AWKWARD_SITE, DESK, DESK_SITE, MISSING, PAGES, POLLS, POLLS_SITE, STATISTICS, STATISTICS_SITE, expect, openHydrated, test } from "./site";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    const awkward = AWKWARD.map(({ name, path }) => ({ name, path: AWKWARD_SITE + path }));
    const polls = POLLS.map(({ name, path }) => ({ name, path: POLLS_SITE + path }));
    const statistics = STATISTICS.map(({ name, path }) => ({ name, path: STATISTICS_SITE + path }));
    for (const { name, path } of [...PAGES, ...MISSING, ...awkward, ...polls, ...statistics]) {
      test(`${name}, ${colorScheme}, ${width} px`, async ({ page, complaints }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await openHydrated(page, path);
        const result = await new AxeBuilder({ page }).withTags(RULES).analyze();
        expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
        // Chromium reports every document that answers 404.
        if (MISSING.some((page) => page.path === path)) complaints.splice(0);
      });
    }
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    test(`every page of the desk, ${colorScheme}, ${width} px`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const found: string[] = [];
      const look = async (name: string) => {
        const result = await new AxeBuilder({ page }).withTags(RULES).analyze();
        found.push(...result.violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join(" ")}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push(`${name}: ${wide} px wide`);
      };
      await page.goto(`${DESK_SITE}/dang-nhap`);
      await look("sign-in");
      await signIn(page, PEOPLE.administrator);
      for (const { name, path } of DESK) {
        await page.goto(DESK_SITE + path);
        await look(name);
      }
      expect(found).toEqual([]);
    });
  }
}
