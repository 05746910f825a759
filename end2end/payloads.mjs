// Public XSS payloads, in payloads.json with the source of each group. The tests of the sanitizer read the
// same file (app/domain/src/news/sanitize/tests/scripts.rs).
import { readFileSync } from "node:fs";
import { join } from "node:path";

const groups = JSON.parse(readFileSync(join(import.meta.dirname, "payloads.json"), "utf8"));

/** A list of `{ name, source, html }`. A payload that runs calls `window.__tripwire(name)` or sets
 * `window.__tripped`, or loads from the host `evil.invalid`. Payloads whose name begins with `csv-formula`
 * run only in a spreadsheet. */
export const PAYLOADS = groups.flatMap(({ source, payloads }) =>
  payloads.map(({ name, html }) => ({ name, source, html: html.replaceAll("NAME", name) })),
);
