// The cost of voting: durable votes compared with the commits of the disk, the delay from a vote to the last
// open page, and the effect of open streams on other readers. The site has one core, the load generator the
// other.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { figures, percentile, streams } from "./crowd.mjs";
import { pollIds, writePolls } from "../polls.mjs";
import { ready, root, seed, serve } from "../site.mjs";

const PORT = 3222;
const READERS = 8;
const SECONDS = 5;
const VOTES = 30;
/** The pause before each vote, in ms: after it, the first change is sent immediately. */
const QUIET = 250;
const commits = resolve(root, "target/release/examples/commits");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const resident = ({ pid }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);

/** Votes per second that were stored before they were answered, and commits per second of the same disk;
 * interleaved. */
async function durable(folder) {
  const data = join(folder, "votes");
  seed("release", writePolls(join(folder, "polls")), data);
  const { poll, options } = pollIds("crowd");
  const committed = () => Number(execFileSync(commits, [join(folder, `commits-${Math.random()}.db`), "4"], { encoding: "utf8" }));
  const votes = async () => {
    const server = serve("release", data, PORT, { core: 0 });
    await ready(server, PORT);
    const found = await figures("vote", PORT, poll, options, 10_000, 200);
    server.kill("SIGTERM");
    await once(server, "exit");
    if (found.refused + found.broken > 0) throw new Error(JSON.stringify(found));
    return found;
  };
  const rates = { commits: [], votes: [], wait: [] };
  for (let round = 0; round < 3; round++) {
    rates.commits.push(committed());
    const found = await votes();
    rates.votes.push(found.votes_per_second);
    rates.wait.push(found.p99_ms);
    rates.commits.push(committed());
  }
  return { commits: median(rates.commits), votes: median(rates.votes), wait: median(rates.wait) };
}

/** The key of a new voter. */
async function key(poll) {
  const answer = await fetch(`http://127.0.0.1:${PORT}/binh-chon/${poll}`, { method: "POST", redirect: "manual", body: new URLSearchParams({ option: "1" }) });
  return /tn_voter=([^;]+)/.exec(answer.headers.get("set-cookie"))[1];
}

/** With this many open streams: the delay of a vote to the last of them, memory per stream, and the latency
 * of an article. */
async function beside(folder, count) {
  const { poll, options } = pollIds("crowd");
  const server = serve("release", join(folder, "votes"), PORT, { core: 0 });
  await ready(server, PORT);
  const article = () => figures("article", PORT, "/tin/a/bai-1", READERS, SECONDS);
  await article();
  const before = resident(server);
  const alone = await article();
  const opened = await streams(PORT, `poll.${poll}`, count);
  const after = resident(server);
  const others = await article();
  const last = [];
  for (let vote = 0; vote < VOTES; vote++) {
    const cookie = await key(poll);
    await setTimeout(QUIET);
    opened.process.stdin.write(`vote ${poll} ${cookie} ${options[0]}\n`);
    const found = JSON.parse(await opened.next());
    if (found.missing > 0 || found.status !== 303) throw new Error(JSON.stringify(found));
    last.push(found.last_ms);
  }
  opened.process.stdin.end();
  await once(opened.process, "exit");
  server.kill("SIGTERM");
  await once(server, "exit");
  return { count, p50: percentile(last, 50), p99: percentile(last, 99), memory: (after - before) / count, alone: alone.p99_ms, beside: others.p99_ms };
}

/** Runs all of them. */
export async function polls(folder) {
  const disk = await durable(folder);
  console.log(disk);
  const screens = [];
  for (const count of [100, 1_000, 10_000]) {
    screens.push(await beside(folder, count));
    console.log(screens.at(-1));
  }
  rmSync(join(folder, "votes"), { recursive: true });
  return { disk, screens };
}

// To run it separately: node bench/polls.mjs FOLDER
if (process.argv[1] === import.meta.filename) console.log(await polls(process.argv[2]));
