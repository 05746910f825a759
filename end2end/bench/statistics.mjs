// The cost of counting visitors: throughput with and without it, transactions per second under load, and ten
// years of data.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ready, root, seed, serve, writeHistory } from "../site.mjs";

const PORT = 3224;
const SECONDS = 6;
const ROUNDS = 5;
const CONNECTIONS = 32;
const YEARS = 10;
const AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const ARTICLE = "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21";
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const program = (name) => resolve(root, "target/release/examples", name);

/** Requests of 20,000 people in turn, as if passed on by a proxy. */
const PEOPLE = `
local n = 0
request = function()
  n = (n + 1) % 20000
  local address = "10.0." .. math.floor(n / 250) .. "." .. (n % 250 + 1)
  return wrk.format("GET", nil, { ["User-Agent"] = "${AGENT}", ["Accept-Language"] = "vi", ["X-Forwarded-For"] = address })
end
`;

async function open(data, counting) {
  const env = { TRANGNHAT_TRUSTED_HOPS: "1", TRANGNHAT_COUNTING: String(counting) };
  const server = serve("release", data, PORT, { core: 0, env });
  await ready(server, PORT);
  return server;
}

async function close(server) {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
}

const words = (script, path) => ["-c", "1", "wrk", "-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, "-s", script, `http://127.0.0.1:${PORT}${path}`];

function read(said) {
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(said);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
}

/** Requests per second for a page, once, on a new server. */
async function rate(data, counting, script, path = ARTICLE) {
  const server = await open(data, counting);
  const found = read(execFileSync("taskset", words(script, path), { encoding: "utf8" }));
  await close(server);
  return found;
}

/** Transactions per second while pages are requested as fast as possible. */
async function writes(data, script) {
  const server = await open(data, true);
  const load = spawn("taskset", words(script, ARTICLE), { stdio: "ignore" });
  const ended = once(load, "exit");
  const found = Number(execFileSync(program("writes"), [join(data, "trangnhat.db"), String(SECONDS)], { encoding: "utf8" }));
  await ended;
  await close(server);
  return found / SECONDS;
}

/** The response time of the page of all years, in ms. */
async function ever(data) {
  const server = await open(data, true);
  const times = [];
  for (let time = 0; time < 20; time++) {
    const begun = performance.now();
    await (await fetch(`http://127.0.0.1:${PORT}/thong-ke/tu-dau`)).text();
    times.push(performance.now() - begun);
  }
  await close(server);
  return median(times);
}

export async function statistics(folder) {
  const script = join(folder, "people.lua");
  writeFileSync(script, PEOPLE);
  const data = join(folder, "counted");
  seed("release", join(root, "server/starter"), data);
  // First: after people have read the article up to the daily limit of their network, nothing is written.
  const perSecond = await writes(data, script);
  const found = { on: [], off: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const who of ["off", "on", "on", "off"]) found[who].push(await rate(data, who === "on", script));
  }
  const [on, off] = [median(found.on), median(found.off)];
  const old = join(folder, "old");
  seed("release", join(root, "server/starter"), old);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const history = writeHistory("release", old, yesterday, YEARS * 365, 1_000);
  const young = [];
  const aged = [];
  for (let round = 0; round < 3; round++) {
    young.push(await rate(data, true, script));
    aged.push(await rate(old, true, script));
    aged.push(await rate(old, true, script));
    young.push(await rate(data, true, script));
  }
  return { on, off, perSecond, years: YEARS, history, young: median(young), aged: median(aged), ever: await ever(old) };
}
