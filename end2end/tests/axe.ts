// Checks a page with axe in four looks.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOOKS = (["light", "dark"] as const).flatMap((colorScheme) => [360, 1280].map((width) => ({ colorScheme, width })));

/** Pages are loaded at the width of a phone, and then widened. */
export const PHONE = { width: 360, height: 800 };

/** The violations of the page in each variant, in words. */
export async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    // Legacy mode uses the same window: the other mode opens a new one for each check. In the only frame, the
    // preview, is a page of readers.
    const result = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").withTags(RULES).analyze();
    const where = `${name}, ${colorScheme}, ${width} px`;
    found.push(...result.violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.html).join(" ")}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${where}: ${wide} px wide`);
  }
  return found;
}
