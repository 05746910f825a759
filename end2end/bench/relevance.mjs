// How good the order of results is: node end2end/bench/relevance.mjs FOLDER [release|ci]. The folder has
// texts.jsonl, a line {"id": 1, "title": "…", "text": "…"} for each article, with a "lead" if it has one, and
// questions.jsonl, a line {"text": "…", "right": [1, 4]} for each question. The articles are loaded into a new site and
// asked for over HTTP. Prints each question with its time and the place of the first right article, and MRR@10: the mean
// of one over that place, 0 if it is not among the first ten.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./crowd.mjs";
import { ready, seed, serve, stop, writeArchive } from "../site.mjs";
import { ask } from "./search.mjs";

const PORT = 3230;
const FIRST = 10;
const [, , source, build = "release"] = process.argv;
if (!source) throw new Error("a folder with texts.jsonl and questions.jsonl");

const lines = (name) => readFileSync(join(source, name), "utf8").split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const paragraphs = (text) => text.split(/\n+/).filter((part) => part.trim()).map((part) => `<p>${escaped(part)}</p>`).join("\n");

/** Writes the texts as a content pack; the slug of an article is its number in the file. */
function writeTexts(pack, texts) {
  writeArchive(pack, 0);
  mkdirSync(join(pack, "articles"), { recursive: true });
  for (const [number, { title, lead = "", text }] of texts.entries()) {
    const front = Object.entries({ title, slug: `bai-${number}`, category: "kho-luu-tru", published_at: "2025-01-01T08:00:00+07:00", lead });
    const head = front.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join("\n");
    writeFileSync(join(pack, "articles", `bai-${number}.html`), `+++\n${head}\n+++\n${paragraphs(text)}\n`);
  }
  return pack;
}

const folder = mkdtempSync(join(tmpdir(), "trangnhat-relevance-"));
const texts = lines("texts.jsonl");
const questions = lines("questions.jsonl");
const data = join(folder, "data");
seed(build, writeTexts(join(folder, "pack"), texts), data);
const server = serve(build, data, PORT);
await ready(server, PORT);
const found = [];
for (const { text, right } of questions) {
  const wanted = new Set((Array.isArray(right) ? right : [right]).map(String));
  const answer = await ask(PORT, `/tim-kiem?${new URLSearchParams({ q: text })}`);
  const results = [...answer.text.matchAll(/href="\/tin\/kho-luu-tru\/bai-(\d+)-\d+" class="article-card__link"/g)];
  const place = results.slice(0, FIRST).findIndex(([, number]) => wanted.has(String(texts[number].id)));
  found.push({ rank: place < 0 ? 0 : 1 / (place + 1), took: answer.took });
  console.log(`${answer.took.toFixed(1)} ms\t${place < 0 ? "-" : place + 1}\t${text}`);
}
await stop(server);
rmSync(folder, { recursive: true });
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const times = found.map(({ took }) => took);
console.log(`MRR@${FIRST} ${mean(found.map(({ rank }) => rank)).toFixed(3)} of ${found.length} questions over ${texts.length} texts; half within ${percentile(times, 50).toFixed(1)} ms, the slowest ${percentile(times, 100).toFixed(1)} ms`);
