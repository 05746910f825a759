// The latency of keeping a draft, alone and while 1,000 readers load an article as fast as the site answers. The pages of
// these readers are the ceiling: a draft waits for the same core. The site has one core, the load generator the other.
// Alone: `node drafts.mjs`, or `node drafts.mjs ci` with the build of the tests.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { figures, percentile } from "./crowd.mjs";
import { PEOPLE, signIn } from "../people.mjs";
import { addUser, ready, root, seed, serve } from "../site.mjs";

const PORT = 3229;
const ORIGIN = `http://127.0.0.1:${PORT}`;
const READERS = 1_000;
const SECONDS = 10;
/** The pause between two drafts, in ms: some ten people who write. */
const PAUSE = 50;
const PATH = "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21";
const ARTICLE = 21;

async function call(cookie, name, body) {
  const headers = { origin: ORIGIN, cookie, "content-type": "application/json" };
  const answer = await fetch(`${ORIGIN}/api/drafts/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Keeps drafts of one article as long as `goes` says so; returns the latency of each, in ms. */
async function keep(cookie, account, goes) {
  const tab = Math.random().toString(16).slice(2);
  const opened = await call(cookie, "open", { account, article: ARTICLE, key: "" });
  const took = [];
  for (let sequence = 1; goes(); sequence++) {
    const draft = { ...opened.draft, body: `${opened.draft.body}\n<p>Câu thứ ${sequence} của ${tab}.</p>` };
    const request = { id: { tab, sequence }, base: opened.number, draft, wish: "keep" };
    const begun = performance.now();
    await call(cookie, "keep", { account, article: ARTICLE, key: "", request });
    took.push(performance.now() - begun);
    await setTimeout(PAUSE);
  }
  return took;
}

/** Latencies of drafts, and of pages for this many readers meanwhile. */
async function beside(cookie, account, readers) {
  let reading = true;
  const keeping = keep(cookie, account, () => reading);
  const found = await figures("article", PORT, PATH, readers, SECONDS);
  reading = false;
  if (found.refused + found.broken > 0) throw new Error(JSON.stringify(found));
  const took = await keeping;
  return { drafts: took.length, p50: percentile(took, 50), p99: percentile(took, 99), page: found.p99_ms, pages: found.per_second };
}

export async function drafts(folder, build = "release") {
  const data = join(folder, "drafts");
  seed(build, join(root, "server/starter"), data);
  addUser(build, data, PEOPLE.editor);
  const server = serve(build, data, PORT, { core: 0 });
  await ready(server, PORT);
  const cookie = await signIn(ORIGIN, PEOPLE.editor);
  const page = await (await fetch(`${ORIGIN}/ban-bien-tap/bai-viet/moi`, { headers: { cookie } })).text();
  const account = Number(/data-account="(\d+)"/.exec(page)[1]);
  const until = performance.now() + 1_000 * SECONDS;
  const took = await keep(cookie, account, () => performance.now() < until);
  const alone = { drafts: took.length, p50: percentile(took, 50), p99: percentile(took, 99) };
  const crowded = await beside(cookie, account, READERS);
  server.kill("SIGTERM");
  await once(server, "exit");
  rmSync(data, { recursive: true });
  return { readers: READERS, alone, crowded };
}

if (process.argv[1] === import.meta.filename) {
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-bench-"));
  console.log(JSON.stringify(await drafts(folder, process.argv[2])));
  rmSync(folder, { recursive: true });
}
