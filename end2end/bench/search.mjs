// How long search and suggestions take, on sites of 1,000, 100,000 and 1,000,000 articles. To run it separately, with the
// sizes as arguments: node end2end/bench/search.mjs 1000 100000. Texts and questions are made up by
// server/examples/library.rs. Every question is asked once before it counts: readers come to a site that runs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./crowd.mjs";
import { ready, root, seed, serve, stop, writeArchive } from "../site.mjs";

const SIZES = [1_000, 100_000, 1_000_000];
const ROUNDS = 4;
const PORT = 3229;

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The response time, in ms, the whole answer included. */
export const ask = (port, path) =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const answered = (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece)).on("end", () => {
        const took = performance.now() - begun;
        if (answer.statusCode === 200) resolve({ took, text: Buffer.concat(pieces).toString() });
        else reject(new Error(`${path}: ${answer.statusCode}`));
      });
    };
    get({ port, host: "127.0.0.1", path, agent }, answered).on("error", reject);
  });

const paths = {
  search: (text) => `/tim-kiem?${new URLSearchParams({ q: text })}`,
  suggestions: (text) => `/api/search/suggest?${new URLSearchParams({ typed: text })}`,
};

/** Asks every question of a site that lies in a folder. */
export async function time(data, articles, questions) {
  const server = serve("release", data, PORT, { core: 0 });
  await ready(server, PORT);
  const rows = [];
  for (const [what, path] of Object.entries(paths)) {
    const kinds = {};
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { kind, text } of questions) {
        const { took } = await ask(PORT, path(text));
        if (round > 0) (kinds[kind] ??= []).push(took);
      }
    }
    const all = Object.values(kinds).flat();
    const slowest = Object.entries(kinds).map(([kind, times]) => ({ kind, p99: percentile(times, 99) })).toSorted((a, b) => b.p99 - a.p99)[0];
    rows.push({ what, articles, p50: percentile(all, 50), p99: percentile(all, 99), slowest, kinds });
  }
  await stop(server);
  return rows;
}

async function measure(articles, folder) {
  const data = join(folder, `library-${articles}`);
  seed("release", writeArchive(join(folder, "shelf"), 0), data);
  const written = execFileSync(join(root, "target/release/examples/library"), [data, String(articles)], { encoding: "utf8" });
  const questions = written.trim().split("\n").map((line) => JSON.parse(line));
  const { bytes } = questions.pop();
  const rows = await time(data, articles, questions);
  rmSync(data, { recursive: true });
  return { rows, bytes };
}

/** The response times, as lines to read. */
export function lines(rows) {
  const found = [];
  for (const { what, articles, p50, p99, kinds } of rows) {
    found.push(`${articles} articles, ${what}: half within ${p50.toFixed(1)} ms, 99 of 100 within ${p99.toFixed(1)} ms`);
    for (const [kind, times] of Object.entries(kinds)) found.push(`  ${kind}: ${percentile(times, 50).toFixed(1)}, ${percentile(times, 99).toFixed(1)}`);
  }
  return found.join("\n");
}

/** Per size and kind of request the times, and the bytes of the index for each article of the largest site. */
export async function search(folder, sizes = SIZES) {
  const rows = [];
  let bytes;
  for (const size of sizes) {
    const measured = await measure(size, folder);
    rows.push(...measured.rows);
    bytes = measured.bytes;
  }
  return { rows, bytes };
}

if (process.argv[1] === import.meta.filename) {
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-search-"));
  const sizes = process.argv.slice(2).map(Number);
  const { rows, bytes } = await search(folder, sizes.length > 0 ? sizes : SIZES);
  rmSync(folder, { recursive: true });
  console.log(lines(rows));
  console.log(`${bytes} bytes of index for each article`);
}
