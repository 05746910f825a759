// Makes the starter pack's pictures and form: every NAME.svg here becomes ../media/NAME.jpg (at the SVG's own size),
// and every NAME.html becomes ../media/NAME.pdf (A4). Run it from anywhere, after `npm ci` in end2end:
//
//   node server/starter/illustrations/render.mjs [NAME...]
//
// Without a NAME it renders them all. It needs Chromium: see end2end/browser.mjs.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browserFlags, findBrowser } from "../../../end2end/browser.mjs";
import { chromium } from "../../../end2end/node_modules/@playwright/test/index.mjs";

const here = new URL("./", import.meta.url);
const media = (file) => fileURLToPath(new URL(`../media/${file}`, here));
const sources = readdirSync(here).filter((file) => /\.(svg|html)$/.test(file)).sort();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !sources.some((file) => file.startsWith(`${name}.`)));
if (unknown.length > 0) throw new Error(`no such picture or form: ${unknown.join(", ")}`);

const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
try {
  const page = await browser.newPage();
  for (const file of sources) {
    const [name, kind] = file.split(".");
    if (names.length > 0 && !names.includes(name)) continue;
    if (kind === "svg") {
      const svg = readFileSync(new URL(file, here), "utf8");
      const [, width, height] = svg.match(/<svg[^>]* width="(\d+)" height="(\d+)"/);
      await page.setViewportSize({ width: Number(width), height: Number(height) });
      await page.setContent(`<!doctype html><style>body { margin: 0 } svg { display: block }</style>${svg}`);
      await page.screenshot({ path: media(`${name}.jpg`), type: "jpeg", quality: 82 });
    } else {
      await page.goto(new URL(file, here).href);
      await page.evaluate(() => document.fonts.ready);
      await page.pdf({ path: media(`${name}.pdf`), preferCSSPageSize: true, printBackground: true, tagged: true });
    }
    console.log(name);
  }
} finally {
  await browser.close();
}
