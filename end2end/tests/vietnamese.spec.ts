// Vietnamese typed into the text as typing tools send it, key by key and in bursts: 200 words in each of six places,
// in four ways. No letter may be wrong.
import type { CDPSession, Page } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { WAYS, commands, enter, space } from "../vietnamese.mjs";
import { PEOPLE, signIn } from "./desk";
import { DESK_SITE, expect, test } from "./site";

/** Words with marks, from the articles of the starter pack. */
function words(): string[] {
  const folder = join(import.meta.dirname, "../../server/starter/articles");
  const text = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), "utf8").split("+++").at(-1)).join(" ");
  const found = text.replace(/<[^>]*>/g, " ").normalize("NFC").match(/\p{L}+/gu) ?? [];
  const marked = [...new Set(found)].filter((word) => /[^a-z]/i.test(word));
  return marked.slice(0, 200);
}

/** Each place: the text before, where the cursor goes, and the text after. `lines` puts each word on its own. */
const PLACES = [
  { name: "at the start of a line", before: "<p>a</p>", at: "p", lines: true, after: (all: string[]) => `<p>a</p>\n${all.map((word) => `<p>${word}</p>`).join("\n")}` },
  { name: "in a list", before: "<ul><li>a</li></ul>", at: "li", lines: true, after: (all: string[]) => `<ul><li>a</li>${all.map((word) => `<li>${word}</li>`).join("")}</ul>` },
  { name: "in a heading", before: "<h2>a</h2>", at: "h2", after: (all: string[]) => `<h2>a ${all.join(" ")}</h2>` },
  { name: "in a cell", before: "<table><tbody><tr><td>a</td><td>z</td></tr></tbody></table>", at: "td", after: (all: string[]) => `<table><tbody><tr><td>a ${all.join(" ")}</td><td>z</td></tr></tbody></table>` },
  { name: "beside a link", before: "<p><a href=\"/a\">a</a></p>", at: "a", bare: true, after: (all: string[]) => `<p><a href="/a">a</a>${all.join(" ")}</p>` },
  { name: "in bold", before: "", at: "p", bold: true, bare: true, after: (all: string[]) => `<p><strong>${all.join(" ")}</strong></p>` },
];

const html = (page: Page) => page.locator("rich-editor").evaluate((editor: HTMLElement & { html: string }) => editor.html);

/** Writes the text into the textarea, as saving does, and returns that. */
const keep = (page: Page) =>
  page.locator("rich-editor").evaluate((editor: HTMLElement & { keep(): void }) => {
    editor.keep();
    return editor.querySelector("textarea")?.value ?? "";
  });

/** Puts the cursor at the end of the first element of this kind. */
async function begin(page: Page, before: string, at: string) {
  await page.locator("rich-editor").evaluate((editor: HTMLElement & { html: string }, text) => { editor.html = text; }, before);
  await page.locator(`.editor-text ${at}`).first().click();
  await page.keyboard.press("End");
}

type Command = [string, object];

/** Sends commands one by one, or all at once. */
async function send(devtools: CDPSession, list: Command[], burst: boolean) {
  const one = ([name, values]: Command) => devtools.send(name as "Input.dispatchKeyEvent", values as never);
  if (burst) await Promise.all(list.map(one));
  else for (const command of list) await one(command);
}

async function open(page: Page) {
  await signIn(page, PEOPLE.editor);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await page.locator(".editor-text").waitFor();
  return page.context().newCDPSession(page);
}

for (const way of WAYS) {
  test(`no syllable breaks: ${way}`, async ({ page }) => {
    test.setTimeout(240_000);
    const devtools = await open(page);
    const all = words();
    expect(all).toHaveLength(200);
    for (const place of PLACES) {
      await begin(page, place.before, place.at);
      if (place.bold) await page.keyboard.press("Control+b");
      // The first words key by key, as a slow hand types; then ten words at once.
      let burst: Command[] = [];
      for (const [at, word] of all.entries()) {
        const between = at === 0 && place.bare ? [] : place.lines ? enter() : space();
        burst.push(...between, ...commands(word, way, at % 2 === 0 ? "telex" : "vni"));
        if (at >= 20 && at % 10 !== 9) continue;
        await send(devtools, burst, at >= 20);
        burst = [];
        // What an automatic save does, while the tool is between two words.
        if (at === 99) expect(await keep(page), place.name).toContain(all[99]);
      }
      expect(await html(page), place.name).toBe(place.after(all));
    }
  });

  test(`what begins a block takes the next syllable: ${way}`, async ({ page }) => {
    const devtools = await open(page);
    const type = (word: string) => send(devtools, commands(word, way, "telex"), true);
    await begin(page, "<p>x</p>", "p");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Control+b");
    await type("đã");
    expect(await html(page), "bold in an empty paragraph").toBe("<p><strong>đã</strong></p>");

    await begin(page, '<p>a <a href="/x">b</a></p>', "p");
    await type("đã");
    expect(await html(page), "after a link").toBe('<p>a <a href="/x">b</a>đã</p>');

    // The button keeps the focus in the text, and works at once.
    await begin(page, "<p>x</p>", "p");
    await page.getByRole("button", { name: "Đậm", exact: true }).click();
    await type("được");
    expect(await html(page), "after a press on a button").toBe("<p>x<strong>được</strong></p>");

    await begin(page, "", "p");
    await page.keyboard.type("/");
    await type("trích");
    await page.keyboard.press("Enter");
    await type("đẹp");
    expect(await html(page), "in the slash menu").toBe("<blockquote><p>đẹp</p></blockquote>");

    await begin(page, "", "p");
    await page.keyboard.type("1. ");
    await type("đẹp");
    expect(await html(page), "after signs that make a list").toBe("<ol><li>đẹp</li></ol>");

    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await page.getByRole("button", { name: "Làm lại" }).click();
    expect(await html(page), "undone and done again").toBe("<ol><li>đẹp</li></ol>");
  });
}
