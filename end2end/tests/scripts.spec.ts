// No stored script runs: public XSS payloads in every field of the desk, opened in a real browser by readers
// and at the desk, with a tripwire that must not be triggered.
import type { Page } from "@playwright/test";
import { PAYLOADS } from "../payloads.mjs";
import { PEOPLE, signIn } from "./desk";
import { SCRIPTS_SITE, expect, test } from "./site";

/** The number of parts of the payloads, which run in parallel. */
const PARTS = 4;

/** Sets up the tripwire: scripts that run call it or set a variable, and requests to other hosts are
 * recorded. */
async function watch(page: Page) {
  const touched: string[] = [];
  await page.exposeFunction("__tripwire", (name: string) => touched.push(`called: ${name}`));
  page.on("dialog", (dialog) => {
    // The desk asks before unsaved input is lost.
    if (dialog.type() === "beforeunload") return void dialog.accept();
    touched.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  // Recorded, not intercepted: with intercepted requests the browser caches nothing and would load the wasm
  // with every page. It cannot resolve other hosts anyway (browser.mjs).
  page.context().on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (host !== new URL(SCRIPTS_SITE).host && protocol !== "blob:") touched.push(`asked: ${request.url()}`);
  });
  const look = async (where: string) => {
    const tripped = await page.evaluate(() => (window as unknown as { __tripped?: unknown }).__tripped);
    if (tripped !== undefined) touched.push(`set: ${String(tripped)}`);
    expect(touched, where).toEqual([]);
    expect(new URL(page.url()).host, where).toBe(new URL(SCRIPTS_SITE).host);
  };
  return { look, touched };
}

const ORIGIN = { origin: SCRIPTS_SITE };
const part = (number: number, of = PAYLOADS) => of.filter((_, place) => place % PARTS === number);
/** Every second payload, for fields that are stored as plain text. */
const HALF = PAYLOADS.filter((_, place) => place % 2 === 0);

/** Opens pages like a person: moves the pointer and the focus, for payloads that wait for these. */
const opener = (page: Page, look: (where: string) => Promise<void>) => async (path: string, where: string) => {
  await page.goto(SCRIPTS_SITE + path, { waitUntil: "load" });
  await page.mouse.move(200, 300);
  await page.keyboard.press("Tab");
  await look(`${where} on ${path}`);
};

/** Blocked attempts are reported in the console: nothing may even try. */
const expectNothingTried = (complaints: string[]) =>
  expect(complaints.splice(0).filter((text) => !/status of 4|Failed to load resource/.test(text))).toEqual([]);

for (let number = 0; number < PARTS; number++) {
  test(`nothing that is stored in an article runs, part ${number + 1} of ${PARTS}`, async ({ page, complaints }) => {
    test.setTimeout(300_000);
    const { look } = await watch(page);
    await signIn(page, PEOPLE.administrator, SCRIPTS_SITE);
    const open = opener(page, look);
    let articles = 0;
    for (const { name, html } of part(number)) {
      const line = html.slice(0, 190);
      const fields = {
        "tieu-de": `${name} ${line}`.slice(0, 290), sapo: html.slice(0, 1900), "noi-dung": `<p>Trước.</p>${html}<p>Sau.</p>`,
        "chuyen-muc": "1", nhan: line.slice(0, 55), "vai-tro": line, "tac-gia": line, "don-vi": line,
        the: `thẻ ${line.replaceAll(/[,;\n]/g, " ").slice(0, 50)}`, nguon: line, "mo-ta-hinh": line, "chu-thich-hinh": line, hinh: "1",
      };
      const send = (more: Record<string, string>) =>
        page.request.post(`${SCRIPTS_SITE}/ban-bien-tap/bai-viet/moi`, { form: { ...fields, ...more, "luu-dang": "1" }, headers: ORIGIN, maxRedirects: 0 });
      let answer = await send({});
      // A body with an unknown picture or address is refused and shown in the form again, which is checked as
      // such.
      if (answer.status() === 422) {
        await page.goto(`${SCRIPTS_SITE}/ban-bien-tap/bai-viet/moi`);
        await page.evaluate(({ fields }) => {
          const form = document.querySelector<HTMLFormElement>("form.form--article");
          if (!form) throw new Error("no form");
          for (const [name, value] of Object.entries(fields)) {
            const field = form.elements.namedItem(name);
            if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
          }
          form.requestSubmit();
        }, { fields });
        await page.locator(".notice--refused").waitFor();
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
    expectNothingTried(complaints);
  });

  test(`nothing that is stored in a poll, a picture or an account runs, part ${number + 1} of ${PARTS}`, async ({ page, complaints }) => {
    test.setTimeout(300_000);
    const { look } = await watch(page);
    await signIn(page, PEOPLE.administrator, SCRIPTS_SITE);
    const open = opener(page, look);
    const send = async (path: string, form: Record<string, string>) => {
      const answer = await page.request.post(`${SCRIPTS_SITE}/ban-bien-tap/${path}`, { form, headers: ORIGIN, maxRedirects: 0 });
      return { status: answer.status(), location: answer.headers().location ?? "", text: await answer.text() };
    };
    const picture = `hinh-anh/${number + 1}`;
    for (const [place, { name, html }] of part(number, HALF).entries()) {
      const label = (mark: string) => `${mark} ${html}`.slice(0, 190);
      const poll = await send("binh-chon/moi", {
        "cau-hoi": `${name} ${html}`.slice(0, 290), "phuong-an-1": label("a"), "phuong-an-2": label("b"), "it-nhat": "1", "nhieu-nhat": "1",
        "ket-qua": "always", "gioi-han-mang": "500", luu: "1",
      });
      expect({ name, ...poll }).toMatchObject({ status: 303 });
      const id = /binh-chon\/(\d+)/.exec(poll.location)?.[1];
      await open(`/ban-bien-tap/binh-chon/${id}`, name);
      await open(`/binh-chon/${id}`, name);

      expect({ name, ...(await send(picture, { "mo-ta": html.slice(0, 990), "chu-thich": html.slice(0, 990) })) }).toMatchObject({ status: 303 });
      await open(`/ban-bien-tap/${picture}`, name);

      const person = { email: `so-${number}-${place}@luong-sen.example`, "vai-tro": "author" };
      expect({ name, ...(await send("tai-khoan/moi", { ...person, ten: html.slice(0, 95) })) }).toMatchObject({ status: 200 });
      // The search text is shown on the page.
      await open(`/ban-bien-tap/bai-viet?tim=${encodeURIComponent(html.slice(0, 150))}`, name);
    }
    for (const path of ["/binh-chon", "/ban-bien-tap/binh-chon", "/ban-bien-tap/hinh-anh", "/ban-bien-tap/tai-khoan", "/ban-bien-tap/nhat-ky"]) await open(path, "lists");
    expectNothingTried(complaints);
  });
}

test("nothing that is stored about the site runs", async ({ page, complaints }) => {
  test.setTimeout(300_000);
  const { look } = await watch(page);
  await signIn(page, PEOPLE.administrator, SCRIPTS_SITE);
  const open = opener(page, look);
  const settings = `${SCRIPTS_SITE}/ban-bien-tap/trang-web`;
  for (const { name, html } of HALF) {
    const line = html.slice(0, 290);
    const mark = /name="ban-da-doc" value="([^"]+)"/.exec(await (await page.request.get(settings)).text())?.[1] ?? "";
    const form = {
      "ban-da-doc": mark, ten: html.slice(0, 115), "mo-ta": line, "co-quan": line, "chiu-trach-nhiem": line, "dia-chi": line, "dien-thoai": line,
      "thu-dien-tu": line, "giay-phep": line, "gioi-thieu": html.slice(0, 115), "binh-chon": "",
    };
    const answer = await page.request.post(settings, { form, headers: ORIGIN, maxRedirects: 0 });
    expect({ name, status: answer.status(), problems: (await answer.text()).match(/field__problem[^>]*>[^<]*/g) }).toMatchObject({ status: 303 });
    await open("/", name);
  }
  expect(HALF.length).toBeGreaterThanOrEqual(100);
  for (const path of ["/ban-bien-tap/trang-web", "/ban-bien-tap/nhat-ky", "/tin/tin-tuc"]) await open(path, "the site");
  expectNothingTried(complaints);
});
