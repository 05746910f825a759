// Validates the HTML of every page with the W3C's checker (npm vnu-jar, needs Java): no errors are allowed.
// Usage: node validate.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vnu from "vnu-jar";
import { EXTREME, MISSING, PAGES, POLLS, STATISTICS } from "./pages.mjs";
import { ready, startSite, stop } from "./site.mjs";

const folder = mkdtempSync(join(tmpdir(), "trangnhat-html-"));
const files = [];

for (const [content, port, pages] of [["starter", 3216, [...PAGES, ...MISSING]], ["extreme", 3217, EXTREME], ["polls", 3218, POLLS], ["statistics", 3219, STATISTICS]]) {
  const server = startSite("ci", port, content);
  await ready(server, port);
  for (const { name, path } of pages) {
    const html = await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    const file = join(folder, `${name.replaceAll(" ", "-")}.html`);
    writeFileSync(file, html);
    files.push(file);
  }
  await stop(server);
}

try {
  execFileSync("java", ["-jar", vnu, "--errors-only", ...files], { stdio: ["ignore", "inherit", "inherit"] });
  console.log(`${files.length} pages without an error`);
} catch (error) {
  if (error.code === "ENOENT") console.error("Missing: Java.");
  process.exitCode = 1;
}
rmSync(folder, { recursive: true });
