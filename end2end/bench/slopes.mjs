// Response times on sites with 1,000, 10,000 and 100,000 articles. To run it separately: node
// end2end/bench/slopes.mjs. The slope is the exponent of a power law in the number of articles; 0 means no
// growth.
import { Agent, get } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PEOPLE, signIn } from "../people.mjs";
import { addUser, ready, seed, serve, stop, writeArchive, writeHistory } from "../site.mjs";

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 40;
const AT_ONCE = 5;
const FIRST_PORT = 3226;

/** An article by its number: packs are loaded in chronological order, so its slug differs between the
 * sites. */
const ARTICLE = "/tin/kho-luu-tru/bai-500";
/** The pages with their names. Pages of the desk are requested by an administrator. */
const PAGES = {
  "front page": "/",
  article: ARTICLE,
  category: "/tin/kho-luu-tru",
  month: "/tin/kho-luu-tru/thang/2022-05",
  tag: "/the/kho",
  statistics: "/thong-ke",
  desk: "/ban-bien-tap",
  "desk, all articles": "/ban-bien-tap/bai-viet",
  "desk, published": "/ban-bien-tap/bai-viet?trang-thai=da-dang",
  "desk, scheduled": "/ban-bien-tap/bai-viet?trang-thai=hen-gio",
  "desk, drafts": "/ban-bien-tap/bai-viet?trang-thai=nhap",
  "desk, a category": "/ban-bien-tap/bai-viet?chuyen-muc=1",
  "desk, a word of all titles": "/ban-bien-tap/bai-viet?tim=bai",
  "desk, a word of 1, 11 and 111 titles": "/ban-bien-tap/bai-viet?tim=500",
};
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Creates and starts a site; its process is added to `servers` at once, whatever happens later. */
async function open(articles, port, folder, servers) {
  const data = join(folder, `data-${articles}`);
  seed("release", writeArchive(join(folder, `pack-${articles}`), articles, { tag: "Kho" }), data);
  addUser("release", data, PEOPLE.administrator);
  writeHistory("release", data, new Date().toISOString().slice(0, 10), 400, 300);
  const server = serve("release", data, port, { core: 0 });
  servers.push(server);
  await ready(server, port);
  const origin = `http://127.0.0.1:${port}`;
  const cookie = await signIn(origin, PEOPLE.administrator);
  const { headers } = await fetch(origin + ARTICLE, { redirect: "manual" });
  return { port, cookie, article: headers.get("location"), agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
}

/** The response time, in ms. */
const ask = ({ port, cookie, agent }, path) =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const asked = get({ port, host: "127.0.0.1", path, agent, headers: { cookie } }, (answer) => {
      answer.resume().on("end", () => (answer.statusCode === 200 ? resolve(performance.now() - begun) : reject(new Error(`${path}: ${answer.statusCode}`))));
    });
    asked.on("error", reject);
  });

/** The slope of a line through these points on log-log axes, by least squares. */
function slope(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (of) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

/** For each page its response times per size in ms (medians of interleaved rounds), and the slope. */
export async function slopes(folder) {
  const servers = [];
  try {
    const sites = [];
    for (const [index, articles] of SIZES.entries()) sites.push(await open(articles, FIRST_PORT + index, folder, servers));
    const rows = [];
    for (const [name, path] of Object.entries(PAGES)) {
      const took = sites.map(() => []);
      for (let round = 0; round < ROUNDS; round++) {
        for (const [index, site] of sites.entries()) {
          for (let time = 0; time < AT_ONCE; time++) {
            const one = await ask(site, path === ARTICLE ? site.article : path);
            // The first round reads from the disk.
            if (round > 0) took[index].push(one);
          }
        }
      }
      const times = took.map(median);
      rows.push({ name, times, slope: slope(times.map((time, index) => [SIZES[index], time])) });
    }
    return { sizes: SIZES, rounds: (ROUNDS - 1) * AT_ONCE, rows };
  } finally {
    for (const server of servers) {
      if (server.exitCode === null && server.signalCode === null) await stop(server);
    }
  }
}

if (import.meta.filename === process.argv[1]) {
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-slopes-"));
  try {
    const { rows } = await slopes(folder);
    for (const { name, times, slope } of rows) console.log(`${name}: ${times.map((time) => time.toFixed(2)).join(" | ")} ms, slope ${slope.toFixed(3)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
