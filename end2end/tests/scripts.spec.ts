// No script runs from anything that somebody stores: public shapes of such scripts in every field of the desk, opened in a
// real browser, as readers and as the desk see them, with a wire across that nothing may touch.
import type { Page } from "@playwright/test";
import { PAYLOADS } from "../payloads.mjs";
import { PEOPLE, signIn } from "./desk";
import { DESK_SITE, expect, test } from "./site";

/** A part of the payloads: the parts run beside each other. */
const PARTS = 4;

/** Puts up the wire: what runs calls it or sets a name, and what is loaded from elsewhere is told too. */
async function watch(page: Page) {
  const touched: string[] = [];
  await page.exposeFunction("__tripwire", (name: string) => touched.push(`called: ${name}`));
  page.on("dialog", (dialog) => {
    touched.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.context().route("**/*", (route) => {
    const { host, protocol } = new URL(route.request().url());
    if (host === new URL(DESK_SITE).host || protocol === "blob:") return route.continue();
    touched.push(`asked: ${route.request().url()}`);
    return route.abort();
  });
  const look = async (where: string) => {
    const tripped = await page.evaluate(() => (window as unknown as { __tripped?: unknown }).__tripped);
    if (tripped !== undefined) touched.push(`set: ${String(tripped)}`);
    expect(touched, where).toEqual([]);
    expect(new URL(page.url()).host, where).toBe(new URL(DESK_SITE).host);
  };
  return { look, touched };
}

for (let part = 0; part < PARTS; part++) {
  test(`nothing that is stored runs, part ${part + 1} of ${PARTS}`, async ({ page, complaints }) => {
    test.setTimeout(300_000);
    const { look } = await watch(page);
    await signIn(page, PEOPLE.administrator);
    const origin = { origin: DESK_SITE };
    const open = async (path: string, where: string) => {
      await page.goto(DESK_SITE + path, { waitUntil: "load" });
      // What waits for a pointer or the focus gets both.
      await page.mouse.move(200, 300);
      await page.keyboard.press("Tab");
      await look(`${where} on ${path}`);
    };
    let articles = 0;
    for (const { name, html } of PAYLOADS.filter((_, place) => place % PARTS === part)) {
      const line = html.slice(0, 190);
      const fields = {
        "tieu-de": `${name} ${line}`.slice(0, 290), sapo: html.slice(0, 1900), "noi-dung": `<p>Trước.</p>${html}<p>Sau.</p>`,
        "chuyen-muc": "1", nhan: line.slice(0, 55), "vai-tro": line, "tac-gia": line, "don-vi": line,
        the: `thẻ ${line.replaceAll(/[,;\n]/g, " ").slice(0, 50)}`, nguon: line, "mo-ta-hinh": line, "chu-thich-hinh": line, hinh: "1",
      };
      const send = (more: Record<string, string>) =>
        page.request.post(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`, { form: { ...fields, ...more, "luu-dang": "1" }, headers: origin, maxRedirects: 0 });
      let answer = await send({});
      // A body that names a picture or an address that is not there is refused, and comes back in the form: looked at as such.
      if (answer.status() === 422) {
        await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
        const answered = page.waitForEvent("load");
        await page.evaluate(({ fields }) => {
          const form = document.querySelector<HTMLFormElement>("form.form--article");
          if (!form) throw new Error("no form");
          for (const [name, value] of Object.entries(fields)) {
            const field = form.elements.namedItem(name);
            if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
          }
          // After this call: the page goes away with it.
          setTimeout(() => form.submit());
        }, { fields });
        await answered;
        await look(`${name}, refused`);
        answer = await send({ "noi-dung": "<p>Chỉ các ô khác.</p>" });
      }
      const problems = answer.status() === 303 ? [] : (await answer.text()).match(/field__problem[^>]*>[^<]*/g);
      expect({ name, status: answer.status(), problems }).toMatchObject({ status: 303 });
      const id = /bai-viet\/(\d+)/.exec(answer.headers().location)?.[1];
      await open(`/ban-bien-tap/bai-viet/${id}`, name);
      await open(`/tin/x/${id}`, name);
      articles++;
    }
    expect(articles).toBeGreaterThan(25);
    for (const path of ["/", "/tin/tin-tuc", "/ban-bien-tap", "/ban-bien-tap/bai-viet", "/ban-bien-tap/nhat-ky", "/thong-ke"]) await open(path, "lists");
    // A policy that stops something says so: nothing may even try.
    const tried = complaints.splice(0).filter((text) => !/status of 4|Failed to load resource/.test(text));
    expect(tried).toEqual([]);
  });
}
