// Checks the size of script and wasm, compressed with brotli, against the budgets: of readers, of people who are
// signed in, and of the form of an article. A page loads one of them; the form also loads the text editor.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const BUDGETS = { trangnhat: 190 * 1024, desk: 200 * 1024, drafts: 164 * 1024 };
const EDITOR_BUDGET = 126 * 1024;
/** Scripts that are loaded after the page: when readers first use what they do, or to keep articles. */
const LATER = { suggest: 2 * 1024, aids: 1536, listen: 2 * 1024, offline: 4 * 1024, "../sw.js": 1024 };
const PEOPLE = { trangnhat: "readers", desk: "people who are signed in", drafts: "the form of an article" };
const folder = resolve(import.meta.dirname, "../target/site/pkg");
const files = readdirSync(folder);
let failed = false;
const fail = (sentence) => {
  console.error(sentence);
  failed = true;
};

for (const [stem, budget] of Object.entries(BUDGETS)) {
  const own = files.filter((name) => name.startsWith(`${stem}.`));
  const loaded = own.filter((name) => /\.(js|wasm)\.br$/.test(name));
  const sizes = loaded.map((name) => ({ name, bytes: readFileSync(join(folder, name)).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of sizes) console.log(`${String(bytes).padStart(8)}  ${name}`);
  console.log(`${String(total).padStart(8)}  wasm + js of ${PEOPLE[stem]} in brotli bytes (budget ${budget})`);
  if (total > budget) fail(`Too large by ${total - budget} bytes.`);
  if (loaded.length !== 2) fail("The build left no compressed wasm or script.");
  // Panic messages contain file names, so code of the server would be found.
  const wasm = own.filter((name) => name.endsWith(".wasm")).map((name) => readFileSync(join(folder, name), "latin1")).join("");
  const foreign = ["regex-automata", "regex-syntax", "sqlx-core", "ammonia", "lol_html", "argon2"].filter((name) => wasm.includes(name));
  if (!wasm.includes("reactive_graph") || foreign.length > 0) fail(`The wasm holds code of the server, or hides what it holds: ${foreign}`);
  // A class for all parts of the desk, and one for what keeps drafts.
  if (wasm.includes("desk-bar") !== (stem === "desk")) fail(`The wasm of ${PEOPLE[stem]} holds the wrong parts.`);
  if (wasm.includes("draft-state") !== (stem === "drafts")) fail(`The wasm of ${PEOPLE[stem]} holds the wrong parts.`);
}
const editor = files.filter((name) => /^editor\..*\.js\.br$/.test(name)).map((name) => readFileSync(join(folder, name)).length);
console.log(`${String(editor).padStart(8)}  text editor in brotli bytes (budget ${EDITOR_BUDGET})`);
if (editor.length !== 1 || editor[0] > EDITOR_BUDGET) fail("The text editor is missing or too large.");
for (const [stem, budget] of Object.entries(LATER)) {
  const found = [...files, "../sw.js.br"].filter((name) => name.startsWith(stem) && name.endsWith(".js.br")).map((name) => readFileSync(join(folder, name)).length);
  console.log(`${String(found).padStart(8)}  ${stem} in brotli bytes (budget ${budget})`);
  if (found.length !== 1 || found[0] > budget) fail(`${stem} is missing or too large.`);
}
// The clock of a release cannot be set (feature test-clock). All files are inside it.
const program = readFileSync(resolve(folder, "../../release/trangnhat"));
console.log(`${String(program.length).padStart(8)}  bytes of the program`);
for (const name of files) if (!program.includes(readFileSync(join(folder, name)))) fail(`${name} is not inside the release.`);
if (program.includes("TRANGNHAT_CLOCK_FILE")) {
  fail("The release has the clock of the tests.");
}
if (failed) process.exit(1);
