// No ballot that was acknowledged is lost when the program is killed in the middle of voting.
// Usage: node kill.mjs [ROUNDS] [SEED] [ci|release]. Each round votes with 200 readers over 20 connections, kills the server after a
// time that the seed decides, starts it again, and asks for every acknowledged ballot.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pollIds, writePolls } from "./polls.mjs";
import { crowd, ready, root, seed, serve } from "./site.mjs";

const rounds = Number(process.argv[2] ?? 20);
let state = Number(process.argv[3] ?? 1);
const build = process.argv[4] ?? "ci";
const port = 3219;
const folder = mkdtempSync(join(tmpdir(), "trangnhat-kill-"));
const data = join(folder, "data");

/** The next number below `most` of a series that the seed decides. */
function random(most) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % most;
}

seed(build, writePolls(join(folder, "pack")), data);
const { poll, options } = pollIds("crowd");
let acknowledged = 0;
let during = 0;
for (let round = 1; round <= rounds; round++) {
  const server = serve(build, data, port);
  await ready(server, port);
  const keys = join(folder, `keys-${round}`);
  const voters = spawn(join(root, "target/ci/examples/crowd"), ["vote", port, poll, options, 200, 20, "--keys", keys].map(String), { stdio: "ignore" });
  const ended = once(voters, "exit");
  // The clock starts with the first acknowledgement.
  while (size(keys) === 0 && voters.exitCode === null) await setTimeout(1);
  await setTimeout(random(60));
  server.kill("SIGKILL");
  await Promise.all([ended, once(server, "exit")]);
  const kept = size(keys);
  during += kept < 200 ? 1 : 0;
  acknowledged += kept;

  const again = serve(build, data, port);
  const started = performance.now();
  await ready(again, port);
  const back = performance.now() - started;
  const { checked, missing } = crowd("check", port, keys);
  again.kill("SIGTERM");
  await once(again, "exit");
  const verified = spawnSync(join(root, "target", build, "trangnhat"), ["verify", "--data", data], { encoding: "utf8" });
  if (checked !== kept || missing !== 0 || verified.status !== 0 || back > 1000) {
    console.error(`round ${round}: ${kept} acknowledged, ${checked} asked for, ${missing} missing, back after ${back.toFixed(0)} ms; ${verified.stderr}`);
    process.exit(1);
  }
}
rmSync(folder, { recursive: true });
console.log(`${rounds} rounds, ${during} of them killed before all had voted: ${acknowledged} ballots acknowledged, none missing, every chain whole`);
if (during === 0) process.exit(1);

/** How many ballots have been acknowledged. */
function size(file) {
  try {
    return readFileSync(file, "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}
