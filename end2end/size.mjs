// Checks the size of script and wasm for readers, compressed with brotli, against the budget.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const BUDGET = 189 * 1024;
const folder = resolve(import.meta.dirname, "../target/site/pkg");
const files = readdirSync(folder).filter((name) => /\.(js|wasm)\.br$/.test(name));
const sizes = files.map((name) => ({ name, bytes: readFileSync(join(folder, name)).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { name, bytes } of sizes) console.log(`${String(bytes).padStart(8)}  ${name}`);
console.log(`${String(total).padStart(8)}  reader wasm + js in brotli bytes (budget ${BUDGET})`);
if (!files.some((name) => name.endsWith(".wasm.br")) || !files.some((name) => name.endsWith(".js.br"))) {
  console.error("The build left no compressed wasm or script.");
  process.exit(1);
}
// Panic messages contain file names, so code of the server would be found.
const wasm = readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith(".wasm"))), "latin1");
const foreign = ["regex-automata", "regex-syntax", "sqlx-core", "ammonia", "lol_html", "argon2"].filter((name) => wasm.includes(name));
if (!wasm.includes("reactive_graph") || foreign.length > 0) {
  console.error(`The wasm holds code of the server, or hides what it holds: ${foreign}`);
  process.exit(1);
}
// The clock of a release cannot be set (feature test-clock).
if (readFileSync(resolve(folder, "../../release/trangnhat"), "latin1").includes("TRANGNHAT_CLOCK_FILE")) {
  console.error("The release has the clock of the tests.");
  process.exit(1);
}
if (total > BUDGET) {
  console.error(`Too large by ${total - BUDGET} bytes.`);
  process.exit(1);
}
