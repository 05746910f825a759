// The benchmarks of the release build: `make bench`. Writes RESULTS.md beside this file. Ratios are from one
// interleaved run on one machine: ceiling, ours, peer, ours, peer, ceiling. The servers share one core, the
// load generator has the other.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, release, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { drafts } from "./drafts.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { moves } from "./moves.mjs";
import { news } from "./news.mjs";
import { polls } from "./polls.mjs";
import { search } from "./search.mjs";
import { slopes } from "./slopes.mjs";
import { statistics } from "./statistics.mjs";
import { ready, root, seed, serve, stop, writeArchive } from "../site.mjs";

const SECONDS = 6;
const ROUNDS = 3;
const CONNECTIONS = 32;
const ARTICLE = { id: 21, path: "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21" };
const PORT = 3220;
const CEILING_PORT = 3221;
const folder = mkdtempSync(join(tmpdir(), "trangnhat-bench-"));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const program = (name) => resolve(root, "target/release", name);
const resident = (server) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) / 1024;
const get = async (path, headers = {}) => (await fetch(`http://127.0.0.1:${PORT}${path}`, { headers })).text();
const say = (text) => console.log(text);

/** Requests per second, measured by wrk on the second core. */
function load(port, path) {
  const words = ["-c", "1", "wrk", "-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, `http://127.0.0.1:${port}${path}`];
  const said = execFileSync("taskset", words, { encoding: "utf8" });
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(said);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
}

async function throughput() {
  const data = join(folder, "data");
  seed("release", join(root, "server/starter"), data);
  const ours = serve("release", data, PORT, { core: 0 });
  await ready(ours, PORT);
  const pages = { front: "/", article: ARTICLE.path };
  for (const [name, path] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), await get(path));
  const files = ["front.html", "article.html"].map((name) => join(folder, name));
  const words = ["-c", "0", program("examples/ceiling"), `127.0.0.1:${CEILING_PORT}`, join(data, "trangnhat.db"), ...files, String(ARTICLE.id)];
  const ceiling = spawn("taskset", words, { stdio: ["ignore", "inherit", "inherit"] });
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`http://127.0.0.1:${CEILING_PORT}/bytes/front`).then((answer) => answer.ok, () => false)) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  const rows = [];
  for (const [name, path] of Object.entries(pages)) {
    const found = { ceiling: [], ours: [], template: [] };
    const run = { ceiling: () => load(CEILING_PORT, `/bytes/${name}`), ours: () => load(PORT, path), template: () => load(CEILING_PORT, `/template/${name}`) };
    for (let round = 0; round < ROUNDS; round++) {
      for (const who of ["ceiling", "ours", "template", "ours", "template", "ceiling"]) found[who].push(run[who]());
    }
    const [top, our, peer] = [found.ceiling, found.ours, found.template].map(median);
    rows.push({ name, top, our, peer });
    say(`${name}: bytes ${top.toFixed(0)}, ours ${our.toFixed(0)}, template ${peer.toFixed(0)} answers a second`);
  }
  const loaded = resident(ours);
  ceiling.kill();
  await stop(ours);
  return { rows, loaded };
}

/** The time from the start of the process to the first page, in ms, and its memory then, in MiB. */
async function start(data, path) {
  const begun = performance.now();
  const server = serve("release", data, PORT);
  while (!(await fetch(`http://127.0.0.1:${PORT}${path}`).then((answer) => answer.arrayBuffer().then(() => answer.ok), () => false))) {
    await new Promise((done) => setTimeout(done, 1));
  }
  const took = performance.now() - begun;
  for (let load = 0; load < 200; load++) await get(path);
  const memory = resident(server);
  await stop(server);
  return { took, memory };
}

async function large(articles) {
  const data = join(folder, "large");
  say(`${articles} articles are being written and loaded`);
  seed("release", writeArchive(join(folder, "pack"), articles), data);
  const starts = [];
  for (let time = 0; time < 7; time++) starts.push(await start(data, "/tin/kho-luu-tru"));
  return { took: median(starts.map(({ took }) => took)), memory: median(starts.map(({ memory }) => memory)) };
}

async function sizes() {
  const server = serve("release", join(folder, "data"), PORT);
  await ready(server, PORT);
  const compressed = (text) => brotliCompressSync(text).length;
  const bytes = {};
  for (const [name, path] of [["front page", "/"], ["article", ARTICLE.path]]) bytes[name] = compressed(await get(path));
  const css = /href="(\/pkg\/[^"]+\.css)"/.exec(await get("/"))[1];
  bytes["style sheet"] = compressed(await get(css));
  const moved = await moves(`http://127.0.0.1:${PORT}`);
  const scores = [];
  for (const [name, path] of [["front page", "/"], ["article", ARTICLE.path]]) {
    scores.push({ name, ...(await lighthouse(`http://127.0.0.1:${PORT}${path}`)) });
  }
  await stop(server);
  return { bytes, moved, scores };
}

/** What limits voting; to be revised when its figures change. */
const VOTING_LIMITS = `What limits it. P6: the core and not the disk, which one commit serves for many ballots: a vote costs it about 60 µs for the
request, the cookie and a statement of its own. P4, memory: hyper keeps two buffers of 8 KB for each connection and has no
setting for them; the stream itself is some hundred bytes. P5: one
core writes to all sockets, one after the other, and the crowd reads them on the other.`;

// First, since a wasm above the budget ends the benchmarks.
const wasm = /(\d+)  wasm \+ js of readers/.exec(execFileSync("node", [resolve(import.meta.dirname, "../size.mjs")], { encoding: "utf8" }))[1];
const { rows, loaded } = await throughput();
const { bytes, moved, scores } = await sizes();
const voting = await polls(folder);
const published = await news(folder);
say(JSON.stringify(published));
const kept = await drafts(folder);
say(JSON.stringify(kept));
const counting = await statistics(folder);
const many = await large(100_000);
const grown = await slopes(folder);
const searched = await search(folder);
const aborted = execFileSync("node", [resolve(import.meta.dirname, "../aborted.mjs")], { encoding: "utf8" }).trim();
rmSync(folder, { recursive: true });

const number = (value, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const verdict = (reached) => (reached ? "reached" : "**not reached**");
const least = Math.min(...rows.map(({ our, peer }) => our / peer));
const page = bytes.article + bytes["style sheet"];
const performanceScore = Math.min(...scores.map(({ performance }) => performance));
const shift = Math.max(...scores.map(({ shift }) => shift));
const micro = (rate) => number(1e6 / rate);
const limits = rows.map(({ name, top, our, peer }) => `${name} ${micro(top)} µs from memory, ${micro(peer)} µs with its SQL and a template, ${micro(our)} µs drawn`).join("; ");
const { disk, screens } = voting;
const [, thousand, tenThousand] = screens;
const cost = 100 * (1 - counting.on / counting.off);
const slower = ({ alone, beside }) => beside / alone;
const largest = searched.rows.slice(-2);
const steepest = grown.rows.reduce((most, row) => (row.slope > most.slope ? row : most));
const heaviest = Math.max(thousand.memory, tenThousand.memory);
const table = (head, lines) => [head, head.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();

writeFileSync(
  resolve(import.meta.dirname, "RESULTS.md"),
  `# Benchmarks

Written by \`make bench\` on ${new Date().toISOString().slice(0, 10)}, on top of commit ${commit}: ${cpus().length} cores of an ${cpus()[0].model.trim()}, ${number(totalmem() / 2 ** 30)} GB, Linux ${release()} ${arch()}. No page
cache. Servers on one core, wrk (${CONNECTIONS} connections, ${SECONDS} s a run) on the other; medians of ${2 * ROUNDS} runs, interleaved.

## Answers a second

${table(
  ["page", "the same bytes from memory", "the site", "the same SQL and HTML by a plain template", "site / bytes", "site / template"],
  rows.map(({ name, top, our, peer }) => [name, number(top), number(our), number(peer), number(our / top, 2), number(our / peer, 2)]),
)}

## Targets

${table(
  ["id", "target", "measured", ""],
  [
    ["P2", "at least 0.5x of the template", `${number(least, 2)}x`, verdict(least >= 0.5)],
    ["P4", "article p99 with 1,000 streams at most 1.3x of none", `${number(slower(thousand), 2)}x`, verdict(slower(thousand) <= 1.3)],
    ["P4", "with 10,000 streams at most 2x", `${number(slower(tenThousand), 2)}x`, verdict(slower(tenThousand) <= 2)],
    ["P4", "at most 12 KiB for an idle stream", `${number(heaviest, 1)} KiB`, verdict(heaviest <= 12)],
    ["P5", "a vote to the last of 1,000 screens, p99 at most 60 ms", `${number(thousand.p99)} ms`, verdict(thousand.p99 <= 60)],
    ["P5", "of 10,000 screens at most 500 ms", `${number(tenThousand.p99)} ms`, verdict(tenThousand.p99 <= 500)],
    ["P3", "an article to the last of 1,000 screens within 100 ms, p99", `${number(published.p99)} ms`, verdict(published.p99 <= 100)],
    ["", "a draft is kept while 1,000 readers load pages, p99 at most that of their pages", `${number(kept.crowded.p99)} ms; pages ${number(kept.crowded.page)} ms; alone ${number(kept.alone.p99, 1)} ms`, verdict(kept.crowded.p99 <= kept.crowded.page)],
    ["P6", "durable votes at least 5x the commits of the same disk", `${number(disk.votes / disk.commits, 1)}x`, verdict(disk.votes >= 5 * disk.commits)],
    ["P7", "counting costs at most 2 % of page throughput", `${number(cost, 1)} %`, verdict(cost <= 2)],
    ["P7", "at most 1 transaction a second", `${number(counting.perSecond, 2)} under load`, verdict(counting.perSecond <= 1.05)],
    ["P7", "today, month and total in O(1)", `pages after ${counting.years} years at ${number(counting.aged / counting.young, 2)}x of a young site`, verdict(counting.aged >= 0.97 * counting.young)],
    ["P9", "article HTML + style sheet at most 14 KB in brotli", `${number(page)} bytes (${number(bytes.article)} + ${number(bytes["style sheet"])}; front page ${number(bytes["front page"])})`, verdict(page <= 14 * 1024)],
    ["P9", "reader wasm + js at most 220 KB in brotli", `${number(Number(wasm))} bytes`, verdict(wasm <= 220 * 1024)],
    ["P10", "click to the next article painted at most 100 ms", `${number(moved.cold, 1)} ms (median of ${moved.count})`, verdict(moved.cold <= 100)],
    ["P10", "50 ms when it was fetched early", `${number(moved.prefetched, 1)} ms`, verdict(moved.prefetched <= 50)],
    ["P10", "Lighthouse mobile 99 or more", `${performanceScore}`, verdict(performanceScore >= 99)],
    ["P10", "layout shift at most 0.002", `${number(shift, 4)}`, verdict(shift <= 0.002)],
    ["", "pages grow with the site by a slope of at most 0.05", `${number(steepest.slope, 3)} (${steepest.name})`, verdict(steepest.slope <= 0.05)],
    ...largest.map(({ what, articles, p99 }) => ["", `${what} of ${number(articles)} articles, p99 at most 30 ms`, `${number(p99, 1)} ms`, verdict(p99 <= 30)]),
    ["P11", "resident memory with 100,000 articles at most 64 MiB", `${number(many.memory, 1)} MiB after 200 pages`, verdict(many.memory <= 64)],
    ["P11", "cold start to the first page at most 150 ms", `${number(many.took)} ms with 100,000 articles`, verdict(many.took <= 150)],
  ],
)}

What limits them. P2: an answer takes of one core ${limits}. What lies between
template and site is drawing, sealing and tagging the page; what lies between memory and template is SQL, a good
part of it the frame that is the same for every page (\`server/tests/costs\` counts): a page cache saves both. P10, moves: fetched early or
not is the same against a server on this machine, so the time is the browser's own, which draws in software here beside
the server. P10, Lighthouse: the first picture on its simulated network.

## Voting

${number(disk.votes)} durable votes a second over HTTP by 10,000 voters on 200 connections, each answered after the disk had the ballot (99 of
100 within ${number(disk.wait)} ms); ${number(disk.commits)} commits a second one after the other on the same disk.

${table(
  ["open streams", "vote to the last screen, p50", "p99", "memory for each", "article p99 without", "and beside them"],
  screens.map(({ count, p50, p99, memory, alone, beside }) => [number(count), `${number(p50)} ms`, `${number(p99)} ms`, `${number(memory, 1)} KiB`, `${number(alone, 1)} ms`, `${number(beside, 1)} ms`]),
)}

${VOTING_LIMITS}

## News

An article from the desk to the last of ${number(published.screens)} open front pages, the saving itself included: half within ${number(published.p50)} ms, 99 of 100 within
${number(published.p99)} ms. Other readers wait for an article at most ${number(published.alone, 1)} ms (99 of 100) without these screens, ${number(published.beside, 1)} ms beside them while an
article a second is published.

## Statistics

Article, each request by another of 20,000 people: ${number(counting.on)} answers a second with counting, ${number(counting.off)} without.
${counting.years} years of hours with some 1,000 visits a day: ${number(counting.history.rows)} rows, ${number(counting.history.bytes / 2 ** 20, 1)} MiB; the page of all years
takes ${number(counting.ever, 1)} ms.

## A larger site

What a page takes in ms, medians of ${grown.rounds} looks in turn at three sites on one core, and the slope: by which power of the number of
articles the time grows.

${table(
  ["page", ...grown.sizes.map((size) => `${number(size)} articles`), "slope"],
  grown.rows.map(({ name, times, slope }) => [name, ...times.map((time) => number(time, 2)), number(slope, 3)]),
)}

## Search

Questions of ${Object.keys(searched.rows[0].kinds).length} kinds, common and rare words, with marks and without, phrases and sentences, over HTTP one after the other; the
vocabulary has 5,847 syllables. The index takes ${number(searched.bytes)} bytes for each article of about 330 syllables.

${table(
  ["articles", "", "half within", "99 of 100 within", "the slowest kind, 99 of 100"],
  searched.rows.map(({ what, articles, p50, p99, slowest }) => [number(articles), what, `${number(p50, 1)} ms`, `${number(p99, 1)} ms`, `${slowest.kind}: ${number(slowest.p99, 1)} ms`]),
)}

## Memory

Resident memory after the load above: ${number(loaded, 1)} MiB. ${aborted}.

## Lighthouse 12.8, mobile (median of 3 by performance)

${table(
  ["page", "performance", "accessibility", "best practices", "SEO", "first paint", "largest paint", "blocking", "shift"],
  scores.map(({ name, performance, accessibility, practices, seo, first, largest, blocking, shift }) => [
    name,
    performance,
    accessibility,
    practices,
    seo,
    `${number(first)} ms`,
    `${number(largest)} ms`,
    `${number(blocking)} ms`,
    number(shift, 4),
  ]),
)}
`,
);
say(readFileSync(resolve(import.meta.dirname, "RESULTS.md"), "utf8"));
