// While somebody types Vietnamese with a typing tool, a colleague changes other places of the same draft. What comes
// with an answer of the draft exchange breaks no syllable, takes no space or empty line, and leaves the cursor where
// it is.
import type { CDPSession, Page } from "@playwright/test";
import { signIn as signInOverHttp } from "../people.mjs";
import { WAYS, commands, enter, space } from "../vietnamese.mjs";
import { PEOPLE, signIn, textField } from "./desk";
import { DESK_SITE, expect, test } from "./site";

const WORDS = "người được thường nghiêng khuỷu đường chuyển tiếng Việt những hoặc ngoằn ngoèo quyết định rượu bưởi Đặng huỳnh thuở".split(" ");
/** How often the colleague's changes come. */
const ROUNDS = 8;
/** The blocks before are the colleague's, the other two the writer's: in one they write at its end, in one within. */
const BEFORE = "<p>Trên.</p>\n<p>a</p>\n<p>Giữa.</p>\n<p>b z</p>\n<p>Dưới.</p>";

type Command = [string, object];
type Draft = { texts: Record<string, string>; body: string };

const text = (page: Page) => page.locator(".editor-text");
const lead = (page: Page) => page.getByLabel("Đoạn mở đầu (sapo)");
const html = (page: Page) => page.locator("rich-editor").evaluate((editor: HTMLElement & { html: string }) => editor.html);

/** A new article with a saved text; returns its number. */
async function begin(page: Page, name: string) {
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await text(page).waitFor();
  await page.getByLabel("Tiêu đề", { exact: true }).fill(name);
  await page.locator("rich-editor").evaluate((editor: HTMLElement & { html: string }, before) => { editor.html = before; }, BEFORE);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await page.waitForURL(/bai-viet\/\d+/);
  await expect(page.locator("form[data-draft]")).toBeVisible();
  return Number(/bai-viet\/(\d+)/.exec(page.url())?.[1]);
}

/** A colleague with the same article open; returns what changes the draft, and what reads it. */
async function colleague(article: number) {
  const cookie = await signInOverHttp(DESK_SITE, PEOPLE.administrator);
  const form = await fetch(`${DESK_SITE}/ban-bien-tap/bai-viet/${article}`, { headers: { cookie } });
  const account = Number(/data-account="(\d+)"/.exec(await form.text())?.[1]);
  const headers = { cookie, origin: DESK_SITE, "content-type": "application/json" };
  const call = async (name: string, more: object) => {
    const answer = await fetch(`${DESK_SITE}/api/drafts/${name}`, { method: "POST", headers, body: JSON.stringify({ account, article, key: "", ...more }) });
    expect(answer.status, name).toBe(200);
    return answer.json();
  };
  const open = (): Promise<{ number: number; draft: Draft }> => call("open", {});
  let sequence = 0;
  const change = async (act: (draft: Draft) => void) => {
    const { number, draft } = await open();
    act(draft);
    sequence += 1;
    const request = { id: { tab: "dong-nghiep", sequence }, base: number, draft, wish: "keep" };
    expect((await call("keep", { request })).answer, "the colleague's change").toHaveProperty("kept");
  };
  return { change, open };
}

/** Holds the next answer with these words, if asked to; `isHere` once the server has given it. */
async function holdAnswers(page: Page) {
  let held: { mark: string; isHere: boolean; go: () => void; gone: Promise<void> } = { mark: "", isHere: false, go: () => {}, gone: Promise.resolve() };
  await page.route("**/api/drafts/keep", async (route) => {
    const response = await route.fetch();
    const mine = held;
    if (mine.mark !== "" && (await response.text()).includes(mine.mark)) {
      mine.isHere = true;
      await mine.gone;
    }
    await route.fulfill({ response });
  });
  return (mark: string) => {
    let go = () => {};
    const gone = new Promise<void>((resolve) => { go = resolve; });
    held = { mark, isHere: false, go, gone };
    return held;
  };
}

/** Sends commands one by one, or all at once. */
async function send(devtools: CDPSession, list: Command[], burst: boolean) {
  const one = ([name, values]: Command) => devtools.send(name as "Input.dispatchKeyEvent", values as never);
  if (burst) await Promise.all(list.map(one));
  else for (const command of list) await one(command);
}

/** What stands before the cursor in its line. */
const beforeCursor = (page: Page) =>
  page.evaluate(() => {
    const { anchorNode, anchorOffset, isCollapsed } = getSelection() as Selection;
    const range = document.createRange();
    range.selectNodeContents((anchorNode as Node).parentElement?.closest("p") ?? (anchorNode as Node));
    range.setEnd(anchorNode as Node, anchorOffset);
    return isCollapsed ? range.toString() : "something is selected";
  });

for (const way of WAYS) {
  test(`a remote change breaks no syllable: ${way}`, async ({ page }) => {
    test.setTimeout(60_000);
    await signIn(page, PEOPLE.editor);
    const article = await begin(page, `Hai người viết ${Math.random().toString(36).slice(2, 8)}`);
    const { change, open } = await colleague(article);
    const hold = await holdAnswers(page);
    const devtools = await page.context().newCDPSession(page);
    // On the page a second passes with each word: while somebody types, the draft leaves every ten seconds.
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Object.assign(window, { words: 0 });
      Date.now = () => now() + (window as unknown as { words: number }).words * 1_000;
    });

    const theirs = { Trên: "Trên.", Giữa: "Giữa.", Dưới: "Dưới." };
    const mine = [["a"], ["b"]];
    let lines = mine[0];
    let count = 0;
    const whole = () => [theirs.Trên, ...mine[0], theirs.Giữa, ...mine[1].slice(0, -1), `${mine[1].at(-1)} z`, theirs.Dưới].map((line) => `<p>${line}</p>`).join("\n");
    /** The commands of the next word, with the space or the line end before it. */
    const next = () => {
      const word = WORDS[count % WORDS.length];
      const isLine = count % 7 === 3;
      if (isLine) lines.push(word);
      else lines[lines.length - 1] += ` ${word}`;
      count += 1;
      return { between: isLine ? enter() : space(), list: commands(word, way, count % 2 === 0 ? "telex" : "vni") as Command[] };
    };
    const type = async () => {
      const { between, list } = next();
      await send(devtools, [...between, ...list], count % 3 === 0);
      await page.evaluate(() => { (window as unknown as { words: number }).words += 1; });
    };

    for (let round = 1; round <= ROUNDS; round += 1) {
      if (round === 1 || round === ROUNDS / 2 + 1) {
        lines = mine[round === 1 ? 0 : 1];
        await text(page).locator("p", { hasText: round === 1 ? /^a$/ : /^b z$/ }).click();
        await page.keyboard.press("Home");
        await page.keyboard.press("ArrowRight");
      }
      const mark = `Lần ${round}.`;
      // In turns above the cursor, below it, and on both sides at once.
      const places = round % 3 === 1 ? (["Trên", "Dưới"] as const) : ([round % 3 === 2 ? "Dưới" : "Giữa"] as const);
      const isHeld = round % 4 !== 0;
      const held = hold(isHeld ? mark : "");
      await change((draft) => {
        for (const place of places) {
          expect(draft.body).toContain(`<p>${theirs[place]}</p>`);
          draft.body = draft.body.replace(`<p>${theirs[place]}</p>`, `<p>${place}. ${mark}</p>`);
        }
        if (round % 2 === 0) draft.texts.sapo = mark;
      });
      for (const place of places) theirs[place] = `${place}. ${mark}`;
      const isSeen = async () => (await text(page).textContent())?.includes(mark) ?? false;
      const begun = count;
      do await type();
      while (count - begun < 150 && !(isHeld ? held.isHere : await isSeen()));
      if (isHeld) {
        // The answer comes after a space or in an empty line, or within the syllable.
        expect(held.isHere, `${mark} is on its way`).toBe(true);
        expect(await isSeen(), `${mark} has not come yet`).toBe(false);
        const { between, list } = next();
        const cut = round % 4 === 1 ? 0 : 1 + (round % (list.length - 1));
        await send(devtools, [...between, ...list.slice(0, cut)], false);
        const answer = page.waitForResponse(/drafts\/keep/);
        held.go();
        await (await answer).finished();
        // While a tool composes, it waits until the syllable is complete.
        if (way !== "composition" || cut === 0) await expect(text(page)).toContainText(mark);
        await send(devtools, list.slice(cut), false);
      }
      await expect(text(page)).toContainText(mark);
      expect(await html(page), mark).toBe(whole());
      expect(await beforeCursor(page), `${mark} The cursor is where it was`).toBe(lines.at(-1));
      // More is typed after the last change than a word.
      await type();
    }
    expect(count, "words").toBeGreaterThan(50);
    expect(await html(page)).toBe(whole());
    await expect(lead(page)).toHaveValue(`Lần ${ROUNDS}.`);
    // The server gets the same. Half a second may pass until the page notices the last word, and says so.
    await expect.poll(async () => (await open()).draft.body, { timeout: 15_000 }).toBe(whole());
    await expect(page.locator(".draft-state")).toHaveText(/^Đã lưu/);
    await expect(textField(page)).toHaveValue(whole());
  });
}
