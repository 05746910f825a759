// Compares the JSON-LD of every page with the vocabulary of schema.org, as types (npm schema-dts): every property
// must exist for its type and have a value that it may have. Usage: node vocabulary.mjs
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { MISSING, PAGES } from "./pages.mjs";
import { ready, startSite } from "./site.mjs";

const PORT = 3220;
const BLOCK = /<script type="application\/ld\+json">(.*?)<\/script>/gs;

// Inside this folder, so that the types are found.
const folder = mkdtempSync(join(import.meta.dirname, ".vocabulary-"));

/** What the compiler says about things of schema.org; nothing if they are right. */
function mistakes(name, graph) {
  const file = join(folder, `${name.replaceAll(" ", "-")}.ts`);
  const value = JSON.stringify({ "@context": "https://schema.org", "@graph": graph }, null, 1);
  writeFileSync(file, `import type { Graph } from "schema-dts";\nexport const graph: Graph = ${value};\n`);
  const program = ts.createProgram([file], { noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext });
  return ts.getPreEmitDiagnostics(program).map((said) => ts.flattenDiagnosticMessageText(said.messageText, "\n"));
}

/** The same without the inputs of actions, which the types have no place for within others. */
function withoutInputs(thing) {
  if (Array.isArray(thing)) return thing.map(withoutInputs);
  if (thing === null || typeof thing !== "object") return thing;
  const inputs = Object.keys(thing).filter((key) => key.endsWith("-input"));
  for (const input of inputs) {
    const [of] = input.split("-input");
    if (of !== "query" || thing["@type"] !== "SearchAction") throw new Error(`${input} of ${thing["@type"]}`);
  }
  return Object.fromEntries(Object.entries(thing).filter(([key]) => !inputs.includes(key)).map(([key, value]) => [key, withoutInputs(value)]));
}

const server = startSite("ci", PORT, "starter");
let wrong = 0;
try {
  await ready(server, PORT);
  for (const { name, path } of [...PAGES, ...MISSING]) {
    const html = await (await fetch(`http://127.0.0.1:${PORT}${path}`)).text();
    const blocks = [...html.matchAll(BLOCK)].map(([, json]) => JSON.parse(json));
    if (blocks.length !== (MISSING.some((page) => page.name === name) ? 0 : 1)) throw new Error(`${name}: ${blocks.length} blocks`);
    const graph = blocks.flatMap((block) => withoutInputs(block["@graph"]));
    const said = graph.length === 0 ? [] : mistakes(name, graph);
    console.log(`${name}: ${graph.map((thing) => thing["@type"]).join(", ") || "nothing"}${said.map((words) => `\n  ${words}`).join("")}`);
    wrong += said.length;
    // A property that the type does not have, and a value that the property may not have.
    for (const thing of graph) {
      for (const made of [{ ...thing, madeUp: "x" }, { ...thing, name: { "@type": "Place" } }]) {
        if (mistakes("made up", [made]).length === 0) throw new Error(`${thing["@type"]}: a mistake was not found`);
      }
    }
  }
} finally {
  await new Promise((done) => server.on("exit", done).kill("SIGTERM"));
  rmSync(folder, { recursive: true });
}
process.exitCode = wrong > 0 ? 1 : 0;
