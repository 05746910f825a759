// Public shapes of scripts that somebody stores in a page, kept in payloads.json with where each group was found. The
// sanitizer's own tests read the same file (app/domain/src/news/sanitize/tests/scripts.rs).
import { readFileSync } from "node:fs";
import { join } from "node:path";

const groups = JSON.parse(readFileSync(join(import.meta.dirname, "payloads.json"), "utf8"));

/**
 * `{ name, source, html }` each. What would run calls `window.__tripwire(name)` or sets `window.__tripped`, and what would
 * be loaded lies on the host `evil.invalid`. Those whose name begins with `csv-formula` run in a spreadsheet alone.
 */
export const PAYLOADS = groups.flatMap(({ source, payloads }) =>
  payloads.map(({ name, html }) => ({ name, source, html: html.replaceAll("NAME", name) })),
);
