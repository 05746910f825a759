// Compares the JSON-LD of every page with the vocabulary of schema.org, as types (npm schema-dts): every property
// must exist for its type, with a value that it may have. Usage: node vocabulary.mjs
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { MISSING, PAGES } from "./pages.mjs";
import { ready, startSite, stop } from "./site.mjs";

const PORT = 3220;
const BLOCK = /<script type="application\/ld\+json">(.*?)<\/script>/gs;

// Inside this folder, so that the types are found.
const folder = mkdtempSync(join(import.meta.dirname, ".vocabulary-"));
const files = [];

/** Writes things of schema.org as typed values. */
function write(name, things) {
  const file = join(folder, `${name.replaceAll(" ", "-")}.ts`);
  const value = JSON.stringify({ "@context": "https://schema.org", "@graph": things }, null, 1);
  writeFileSync(file, `import type { Graph } from "schema-dts";\nexport const graph: Graph = ${value};\n`);
  files.push(file);
}

/** The same without the inputs of actions, which the types have no place for inside of other things. */
function withoutInputs(thing) {
  if (Array.isArray(thing)) return thing.map(withoutInputs);
  if (thing === null || typeof thing !== "object") return thing;
  const inputs = Object.keys(thing).filter((key) => key.endsWith("-input"));
  const unknown = inputs.filter((key) => key !== "query-input" || thing["@type"] !== "SearchAction");
  if (unknown.length > 0) throw new Error(`${unknown} of ${thing["@type"]}`);
  return Object.fromEntries(Object.entries(thing).filter(([key]) => !inputs.includes(key)).map(([key, value]) => [key, withoutInputs(value)]));
}

async function readPages() {
  for (const { name, path } of [...PAGES, ...MISSING]) {
    const html = await (await fetch(`http://127.0.0.1:${PORT}${path}`)).text();
    const blocks = [...html.matchAll(BLOCK)].map(([, json]) => JSON.parse(json));
    // Only what should be found is described.
    if (blocks.length !== (html.includes('rel="canonical"') ? 1 : 0)) throw new Error(`${name}: ${blocks.length} blocks`);
    const things = blocks.flatMap((block) => withoutInputs(block["@graph"]));
    console.log(`${name}: ${things.map((thing) => thing["@type"]).join(", ") || "nothing"}`);
    if (things.length > 0) write(name, things);
    // A property that the type does not have, and a value that the property may not have: mistakes are found.
    for (const thing of things) {
      write(`wrong property of ${thing["@type"]}`, [{ ...thing, madeUp: "x" }]);
      write(`wrong value of ${thing["@type"]}`, [{ ...thing, name: { "@type": "Place" } }]);
    }
  }
}

/** The number of wrong pages, and of made-up mistakes that were not found. */
function compare() {
  const names = [...new Set(files)];
  const program = ts.createProgram(names, { noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext });
  const said = ts.getPreEmitDiagnostics(program);
  let wrong = 0;
  for (const file of names) {
    const mistakes = said.filter((mistake) => mistake.file?.fileName === file);
    if (basename(file).startsWith("wrong-") === mistakes.length > 0) continue;
    wrong += 1;
    console.error(`${basename(file)}: ${mistakes.map((mistake) => ts.flattenDiagnosticMessageText(mistake.messageText, "\n  ")).join("\n") || "the mistake was not found"}`);
  }
  return wrong;
}

const server = startSite("ci", PORT, "starter");
try {
  await ready(server, PORT);
  await readPages();
  process.exitCode = compare() > 0 ? 1 : 0;
} finally {
  await stop(server);
  rmSync(folder, { recursive: true });
}
if (process.exitCode === 0) console.log("every property is one of schema.org");
