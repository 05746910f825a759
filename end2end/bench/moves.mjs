// The duration of a client-side navigation: from the click on a link to the frame that shows the next
// article.
import { chromium } from "../node_modules/@playwright/test/index.mjs";
import { browserFlags, findBrowser } from "../browser.mjs";

const COUNT = 20;
const LIST = "/tin/guong-hieu-hoc";

export async function moves(base) {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  const times = { cold: [], prefetched: [] };
  for (const kind of ["cold", "prefetched"]) {
    for (let move = 0; move < COUNT; move++) {
      // A new page each time, so that nothing is cached.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(base + LIST);
      await page.waitForFunction(() => history.scrollRestoration === "manual");
      if (kind === "prefetched") {
        const early = page.waitForResponse("**/api/pages/load?**");
        await page.locator(".article-card__link").nth(1).hover();
        await (await early).finished();
      }
      times[kind].push(await page.evaluate(clickToPaint));
      await context.close();
    }
  }
  await browser.close();
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return { count: COUNT, cold: median(times.cold), prefetched: median(times.prefetched) };
}

/** Runs in the page: clicks the second card and waits for the frame with its heading. */
function clickToPaint() {
  return new Promise((resolve) => {
    const link = document.querySelectorAll(".article-card__link")[1];
    const title = link.textContent;
    const begun = performance.now();
    new MutationObserver((_, observer) => {
      if (document.querySelector("h1")?.textContent !== title) return;
      observer.disconnect();
      // A message sent in an animation frame arrives after painting.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - begun);
      requestAnimationFrame(() => port2.postMessage(null));
    }).observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
    link.click();
  });
}
