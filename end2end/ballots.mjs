// Many voters on the test build: a key counts once, every voter counts, and a flipped bit is detected. Usage:
// node ballots.mjs
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pollIds, writePolls } from "./polls.mjs";
import { crowd, ready, root, seed, serve } from "./site.mjs";

const port = 3220;
const folder = mkdtempSync(join(tmpdir(), "trangnhat-ballots-"));
const data = join(folder, "data");
const { poll, options } = pollIds("crowd");
const address = `http://127.0.0.1:${port}/binh-chon/${poll}`;
const tally = async () => (await (await fetch(`${address}/ket-qua.csv`)).text()).trim().split("\n").slice(1).map((row) => Number(row.split(",")[1]));
const verify = () => spawnSync(join(root, "target/ci/trangnhat"), ["verify", "--data", data], { encoding: "utf8" });

function check(holds, sentence) {
  console.log(`${holds ? "✓" : "✗"} ${sentence}`);
  if (!holds) process.exitCode = 1;
}

seed("ci", writePolls(join(folder, "pack")), data);
const server = serve("ci", data, port);
await ready(server, port);

const same = crowd("same", port, poll, options[0], 10_000, 200);
check(same.acknowledged === 1 && same.refused === 9_999 && same.broken === 0, `10,000 votes with one key over 200 connections: ${same.acknowledged} ballot, ${same.refused} refused`);
check((await tally()).join() === "1,0,0", `the tally is ${(await tally()).join()}`);

const many = crowd("vote", port, poll, options, 5_000, 200);
check(many.acknowledged === 5_000 && many.refused === 0 && many.broken === 0, `5,000 voters over 200 connections: ${many.acknowledged} ballots in ${many.seconds} s`);
check((await tally()).join() === "1668,1667,1666", `the tally is ${(await tally()).join()}`);

// The hash of the last ballot, which will be in the middle of the chain after more votes.
const [, middle] = /poll-report__hash">([0-9a-f]{64})</.exec(await (await fetch(address)).text());
crowd("vote", port, poll, options, 10, 2);
server.kill("SIGTERM");
await once(server, "exit");
const whole = verify();
check(whole.status === 0 && whole.stdout.includes("5.011 lá phiếu"), `verify: ${whole.stdout.trim().split("\n").at(-1)}`);

// The hash is stored in its own ballot and in the next one. Further copies are in unused parts of the file.
const file = join(data, "trangnhat.db");
const bytes = readFileSync(file);
const found = [];
for (let at = bytes.indexOf(middle, 0, "hex"); at >= 0; at = bytes.indexOf(middle, at + 1, "hex")) {
  bytes[at] ^= 1;
  writeFileSync(file, bytes);
  const { status, stderr } = verify();
  if (status !== 0) found.push(stderr.trim());
  bytes[at] ^= 1;
}
const named = found.filter((line) => /lá phiếu số 500[12]:/.test(line));
check(found.length === 2 && named.length === 2, `a flipped byte in either place is found: ${found.join(" ")}`);
rmSync(folder, { recursive: true });
