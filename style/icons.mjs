// Generates the icons of the web manifest from public/favicon.svg. Run it after `npm ci` in end2end; it needs
// Chromium, see end2end/browser.mjs:
//
//   node style/icons.mjs
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browserFlags, findBrowser } from "../end2end/browser.mjs";
import { chromium } from "../end2end/node_modules/@playwright/test/index.mjs";

const publicFile = (name) => fileURLToPath(new URL(`public/${name}`, import.meta.url));
const svg = readFileSync(publicFile("favicon.svg"), "utf8");
// Some telephones crop a maskable icon to a circle: the drawing stays within the inner 80%, on its own
// background.
const icons = [
  { name: "icon-192.png", side: 192, drawing: 192, ground: "transparent" },
  { name: "icon-512.png", side: 512, drawing: 512, ground: "transparent" },
  { name: "icon-maskable-512.png", side: 512, drawing: 410, ground: "#9b1c22" },
];

const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
try {
  const page = await browser.newPage();
  for (const { name, side, drawing, ground } of icons) {
    await page.setViewportSize({ width: side, height: side });
    const look = `body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${ground} } svg { width: ${drawing}px }`;
    await page.setContent(`<!doctype html><style>${look}</style>${svg}`);
    await page.screenshot({ path: publicFile(name), omitBackground: true });
    console.log(name);
  }
} finally {
  await browser.close();
}
