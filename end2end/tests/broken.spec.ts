// When the script of a page fails, the page works as without JavaScript: links navigate, a vote is counted
// and answered, and the console has one line about the failure.
import type { Page } from "@playwright/test";
import { POLLS_SITE, card, expect, openHydrated, pollPath, test } from "./site";

/** A poll for any number of votes. */
const POLL = POLLS_SITE + pollPath("crowd");

/** Changes the page like a translator: each text is wrapped in additional elements. */
function translate() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, {
    acceptNode: (text) => (text.parentElement?.closest("script, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const found: Node[] = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) {
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    outer.append(inner);
    inner.append(text.textContent ?? "");
    (text as Text).replaceWith(outer);
  }
}

/** Waits until scripts have failed in this many pages; the console has one line for each. */
const failed = (complaints: string[], pages: number) => expect.poll(() => complaints.length).toBe(pages);

/** Expects a full page load by the browser. */
async function expectLoad(page: Page, act: () => Promise<void>) {
  await page.evaluate(() => Object.assign(window, { marker: "still here" }));
  await act();
  expect(await page.evaluate(() => "marker" in window)).toBe(false);
}

const expectVote = (page: Page) =>
  expectLoad(page, async () => {
    const poll = page.getByRole("main").locator(".poll");
    await poll.getByRole("radio", { name: "Phương án 2" }).check();
    await poll.getByRole("button", { name: "Bình chọn" }).click();
    await expect(poll.getByRole("status")).toContainText("mã phiếu");
    await expect(poll.locator(".poll__row--own")).toContainText("Phương án 2");
  });

const expectLink = (page: Page) =>
  expectLoad(page, async () => {
    await page.locator(".masthead__name").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Phòng phiếu");
  });

for (const [what, change] of [
  ["a translator changed", `(${translate})()`],
  ["an extension put something into", `document.body.prepend(document.createElement("div"))`],
]) {
  test(`a page that ${what} before its script came is one without it`, async ({ page, complaints }) => {
    await page.addInitScript(`document.addEventListener("DOMContentLoaded", () => { ${change}; });`);
    await page.goto(POLL);
    await failed(complaints, 1);
    // Later failures are not reported.
    await page.locator(".masthead__name").hover();
    await page.getByRole("main").getByRole("radio").first().focus();
    await expectVote(page);
    await failed(complaints, 2);
    await expectLink(page);
    await failed(complaints, 3);
    for (const line of complaints.splice(0)) expect(line).toMatch(/^uncaught: panicked at /);
  });
}

test("a page that a translator changed afterwards is one without script", async ({ page, complaints }) => {
  await openHydrated(page, POLL);
  await page.evaluate(translate);
  await expectVote(page);
  await page.evaluate(translate);
  await expectLink(page);
  // If a component was updated meanwhile, it may have failed too.
  expect(complaints.length).toBeLessThan(2);
  for (const line of complaints.splice(0)) expect(line).toMatch(/^uncaught: panicked at /);
});

/** From now on no link can be parsed by the script; hovering over a link triggers the failure. */
async function breakLinks(page: Page) {
  await page.evaluate(() => {
    const get = () => {
      throw new Error("links have no paths any more");
    };
    Object.defineProperty(HTMLAnchorElement.prototype, "pathname", { get });
  });
  await page.locator(".masthead__name").hover();
}

for (const [what, expectPlain] of [["a vote is taken and answered", expectVote], ["a link leads on", expectLink]] as const) {
  test(`once something has failed in an open page, ${what}`, async ({ page, complaints }) => {
    await openHydrated(page, POLL);
    await breakLinks(page);
    await failed(complaints, 1);
    await expectPlain(page);
    expect(complaints.splice(0)).toEqual(["uncaught: links have no paths any more"]);
  });
}

test("a move that fails loads the page whole", async ({ page, complaints }) => {
  await openHydrated(page, POLL);
  await page.evaluate(() => {
    const fail = () => {
      throw new Error("there are no elements any more");
    };
    Object.assign(Document.prototype, { createElement: fail });
    Object.assign(Node.prototype, { cloneNode: fail });
  });
  await expectLink(page);
  // The page is replaced at once, so the browser may not come to report the failure.
  expect(complaints.length).toBeLessThan(2);
  for (const line of complaints.splice(0)) expect(line).toMatch(/^uncaught: panicked at /);
});

test("back in the history of a page whose script has failed", async ({ page, complaints }) => {
  await openHydrated(page, "/tin/van-hoa-doc");
  await card(page, "Chuyến xe sách đi dọc triền đê").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chuyến xe sách đi dọc triền đê");
  await page.evaluate(() => Object.assign(window, { marker: "still here" }));
  await breakLinks(page);
  await failed(complaints, 1);
  expect(await page.evaluate(() => "marker" in window), "a page that stands is not loaded anew").toBe(true);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Văn hóa đọc");
  expect(complaints.splice(0)).toEqual(["uncaught: links have no paths any more"]);
});
