// The base of all tests: a page whose console must stay clean.
import { EXTREME, MISSING, PAGES, POLLS, STATISTICS } from "../pages.mjs";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";

export { DESK, MISSING, PAGES } from "../pages.mjs";
export { pollPath } from "../polls.mjs";
export { expect };

/** The address of the site of polls. */
export const POLLS_SITE = process.env.POLLS_SITE ?? "";

/** The address of the site of statistics. */
export const STATISTICS_SITE = process.env.STATISTICS_SITE ?? "";

/** The address of the site with accounts at its desk. */
export const DESK_SITE = process.env.DESK_SITE ?? "";

/** The address of a site with the same accounts, where one person stores XSS payloads. */
export const SCRIPTS_SITE = process.env.SCRIPTS_SITE ?? "";

/** The address of the site with extreme content. */
export const EXTREME_SITE = process.env.EXTREME_SITE ?? "";

/** Every page of readers, each on the site that has it. */
export const EVERYWHERE = [
  ...[...PAGES, ...MISSING].map(({ name, path }) => ({ name, address: path })),
  ...EXTREME.map(({ name, path }) => ({ name, address: EXTREME_SITE + path })),
  ...POLLS.map(({ name, path }) => ({ name, address: POLLS_SITE + path })),
  ...STATISTICS.map(({ name, path }) => ({ name, address: STATISTICS_SITE + path })),
];

/** The list of console errors; a test that causes errors on purpose removes them from the list. */
export const test = base.extend<{ complaints: string[]; loads: void }>({
  // The number of page loads of a test, in all its contexts, for reporter.ts.
  loads: [
    async ({ browser }, use, info) => {
      let loads = 0;
      const count = (context: BrowserContext) =>
        context.on("request", (request) => {
          if (request.resourceType() === "document") loads += 1;
        });
      browser.on("context", count);
      await use();
      browser.off("context", count);
      info.annotations.push({ type: "loads", description: String(loads) });
    },
    { auto: true },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // Playwright says so wherever playwright.config.ts lets it block them.
        if (message.text() === "Service Worker registration blocked by Playwright") return;
        if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      await use(complaints);
      expect(complaints, "the console stays clean").toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page and waits until it is hydrated: it then restores scroll positions itself. */
export async function openHydrated(page: Page, path: string) {
  await page.goto(path);
  // An embedded poll has no client-side routing.
  if (path.endsWith("/nhung")) return page.getByText("trực tiếp").waitFor();
  await page.waitForFunction(() => history.scrollRestoration === "manual");
}

/** The link of an article's card: its title may also be in the most-read list. */
export const card = (page: Page, title: string) => page.getByRole("main").getByRole("heading", { name: title }).getByRole("link");

/** Chromium has reported documents with these statuses, and nothing else. Empties the list. */
export function expectStatuses(complaints: string[], ...statuses: number[]) {
  const kinds = [...new Set(complaints.splice(0))].map((line) => /^error: Failed to load resource: .* status of (\d+) /.exec(line)?.[1] ?? line);
  expect(kinds.sort(), "what the console complains of").toEqual(statuses.map(String).sort());
}
