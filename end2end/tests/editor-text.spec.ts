// The text editor and the server keep the same text: what is not changed stays byte for byte, and what the editor
// writes is what the sanitizer keeps.
import type { Page } from "@playwright/test";
import { PEOPLE, signIn, textField, writeText } from "./desk";
import { DESK_SITE, expect, test } from "./site";

type Editor = HTMLElement & { html: string };
const html = (page: Page) => page.locator("rich-editor").evaluate((editor: Editor) => editor.html);
const joined = (text: string) => text.replace(/>\s*\n\s*</g, "><");

/** Saves, and waits for the next page: the one before may say the same. */
async function save(page: Page) {
  const before = await page.locator("rich-editor").elementHandle();
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await page.waitForFunction((editor) => !editor?.isConnected, before);
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await page.locator(".editor-text").waitFor();
}

/** Every element and attribute that a text may have, and what is unusual about their use. */
const texts = (picture: string) => [
  "<h2>Đề mục</h2>", "<h3 lang=\"en\">Heading</h3>", "<h4>Nhỏ <em>nghiêng</em></h4>",
  "<p>a <b>đậm</b> <i>nghiêng</i>\nxuống dòng</p>", "<p><em><strong>lồng</strong></em> <strong><em>ngược</em></strong></p>",
  "<p>H<sub>2</sub>O, x<sup>2</sup>, <mark>nổi</mark>, <code>mã</code>, <s>bỏ</s>, <u>gạch</u>, <small>nhỏ</small>, <abbr title=\"Khuyến học\">KH</abbr></p>",
  "<p lang=\"en\" title=\"Greeting\">Hello</p>", "<p>một<br>hai</p>", "<p>&nbsp;cách&nbsp; &amp; &lt;b&gt;</p>", "<p><b></b>rỗng bên trong</p>",
  `<p>Hình <img src="${picture}" alt=""> trong dòng <img alt="Có tên" src="${picture}"></p>`,
  "<p><a href=\"/tin\">trong</a> <a title=\"t\" href=\"https://example.org/?a=1&amp;b=2\">ngoài</a> <a href=\"#cuoi\">cuối</a> <a>không</a></p>",
  "<ul><li>một</li><li><p>hai</p></li><li>ba<ul><li>con</li></ul></li></ul>", "<ol start=\"3\"><li>ba</li><li>bốn<p>thêm</p></li></ol>",
  "<blockquote>trần</blockquote>", "<blockquote><p>một</p><p>hai</p></blockquote>", "<pre>dòng\n<b>hai</b>\n\nbốn</pre>", "<hr>",
  `<figure><img alt="Cây" src="${picture}"><figcaption>Chú <b>thích</b></figcaption></figure>`, `<figure><img src="${picture}" alt=""></figure>`,
  `<figure><img src="${picture}" alt=""><img src="${picture}" alt=""></figure>`,
  `<figure title="t"><figure><img alt="Cây" src="${picture}"><figcaption>Chú <b>thích</b></figcaption></figure><figure><img src="${picture}" alt=""></figure><figcaption lang="vi">Chung</figcaption></figure>`,
  `<figure><figure><img src="${picture}" alt=""></figure></figure>`,
  "<table><caption>Bảng <b>1</b></caption><thead><tr><th scope=\"col\">A</th><th>B</th></tr></thead><tbody><tr><td colspan=\"2\">x</td></tr></tbody><tfoot><tr><td>c</td><td></td></tr></tfoot></table>",
  "<table><tbody><tr><th scope=\"row\">a</th><td rowspan=\"2\"><p>b</p><ul><li>c</li></ul></td></tr><tr><td>d</td></tr></tbody></table>",
  "<table><tbody><tr><td>thiếu ô</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
  "<dl><dt>từ</dt><dd>nghĩa</dd></dl>", "<figure><table><tbody><tr><td>a</td></tr></tbody></table></figure>", "trần <b>đậm</b> không đoạn", "<p>sau</p>", "<p data-poll=\"1\"></p>",
];

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Random text: blocks and marks within each other. */
function random(seed: number, blocks: number, picture: string): string {
  const source = numbers(seed);
  const next = (many: number) => Math.floor((source.next().value as number) * many);
  const one = (list: string[]) => list[next(list.length)];
  const words = () => Array.from({ length: 1 + next(4) }, () => one(["đê", "em", "bưởi", "học", "lê", "xe", "&amp;", "ghế"])).join(" ");
  const line = (depth: number): string => Array.from({ length: 1 + next(3) }, () => {
    const tag = one(["b", "strong", "em", "i", "u", "s", "mark", "sub", "code", "small"]);
    return depth === 0 || next(2) === 0 ? words() : next(5) === 0 ? `${words()}<br>` : `<${tag}>${line(depth - 1)}</${tag}>`;
  }).join(one([" ", "", " "]));
  const items = (depth: number) => Array.from({ length: 1 + next(3) }, () => `<li>${next(2) === 0 ? line(1) : `<p>${line(1)}</p>`}${depth > 0 && next(3) === 0 ? list(depth - 1) : ""}</li>`).join("");
  const list = (depth: number): string => (next(2) === 0 ? `<ul>${items(depth)}</ul>` : `<ol${next(3) === 0 ? " start=\"2\"" : ""}>${items(depth)}</ol>`);
  const table = () => {
    const columns = 1 + next(3);
    const row = (cell: string) => `<tr>${Array.from({ length: columns }, () => `<${cell}>${next(4) === 0 ? "" : line(1)}</${cell}>`).join("")}</tr>`;
    return `<table>${next(2) === 0 ? `<thead>${row("th")}</thead>` : ""}<tbody>${row("td")}${row("td")}</tbody></table>`;
  };
  const figure = () => `<figure><img src="${picture}" alt="">${next(2) === 0 ? "" : `<figcaption>${line(1)}</figcaption>`}</figure>`;
  const gallery = () => `<figure>${Array.from({ length: 2 + next(3) }, figure).join(one(["", "\n"]))}${next(2) === 0 ? "" : `<figcaption>${line(1)}</figcaption>`}</figure>`;
  const kinds = [figure, gallery, () => `<p>${line(2)}</p>`, () => `<h${2 + next(3)}>${line(1)}</h${3}>`, () => list(2), () => `<blockquote><p>${line(1)}</p>${next(2) === 0 ? list(1) : ""}</blockquote>`, table, () => `<pre>${line(1)}\n${line(1)}</pre>`, () => `${line(1)}<p>${line(1)}</p>`];
  return Array.from({ length: blocks }, () => kinds[next(kinds.length)]().replace(/<h(\d)>(.*)<\/h3>/, "<h$1>$2</h$1>")).join("\n");
}

test("a text that is opened and saved is the same, and so is what the editor writes", async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page, PEOPLE.administrator);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  const picture = (await page.locator("[data-address]").first().getAttribute("data-address")) ?? "";
  await writeText(page, [...texts(picture), random(1, 150, picture)].join("\n"));
  await page.getByLabel("Tiêu đề", { exact: true }).fill(`Mọi thứ ${Date.now().toString(36)}`);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
  await save(page);

  const stored = await textField(page).inputValue();
  expect(await html(page)).toBe(stored);
  // Most of it can be edited; what cannot is in blocks of HTML.
  expect(await page.locator(".editor-text > .editor-card").count()).toBe(6);
  expect(await page.locator(".editor-text .gallery").count()).toBeGreaterThan(10);
  expect(await page.locator(".editor-text > *").count()).toBeGreaterThan(170);

  await page.locator(".editor-text").focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("x");
  await page.keyboard.press("Control+z");
  await save(page);
  expect(await textField(page).inputValue()).toBe(stored);

  // Nearly every block is changed, so that the editor writes it.
  await page.locator(".editor-text").focus();
  await page.keyboard.press("Control+f");
  await page.getByLabel("Tìm", { exact: true }).fill("e");
  await page.getByLabel("Thay bằng").fill("oe");
  await page.getByRole("button", { name: "Thay hết" }).click();
  const written = await html(page);
  expect(written).not.toBe(stored);
  await save(page);
  expect(joined(await textField(page).inputValue())).toBe(joined(written));
});

test("a text that takes the place of another is the same, whatever both have in common", async ({ page }) => {
  await signIn(page, PEOPLE.administrator);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await page.locator(".editor-text").waitFor();
  const show = (value: string) =>
    page.locator("rich-editor").evaluate((editor: Editor, shown) => {
      editor.html = shown;
      return editor.html;
    }, value);
  const source = numbers(7);
  const next = (many: number) => Math.floor((source.next().value as number) * many);
  const picture = (await page.locator("[data-address]").first().getAttribute("data-address")) ?? "";
  const blocks = [...texts(picture).filter((text) => text.startsWith("<")), ...Array.from({ length: 12 }, (_, at) => `<p>Dòng ${at}.</p>`), "<p> có cách ở đầu</p>", "<p>và ở cuối </p>", "<p>và ở cuối</p>"];
  for (let round = 0; round < 150; round += 1) {
    const text = blocks.filter(() => next(3) > 0).flatMap((block) => (next(8) === 0 ? [block, block] : [block]));
    if (next(4) === 0) text.reverse();
    // The last one is empty.
    const wanted = round === 149 ? "" : text.join("\n");
    // The cursor is somewhere in it.
    if (round % 10 === 5) {
      await page.locator(".editor-text p").nth(next(5)).click();
      await page.keyboard.press("Control+End");
    }
    expect(await show(wanted), `round ${round}`).toBe(wanted);
  }
});
