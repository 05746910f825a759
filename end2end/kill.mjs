// Checks that no acknowledged ballot is lost when the server is killed during voting. Usage: node kill.mjs
// [ROUNDS] [SEED] [ci|release]. In each round 200 readers vote over 20 connections; the server is killed
// after a time derived from the seed and restarted, and every acknowledged ballot is looked up.
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

/** The next pseudo-random number below `most`, derived from the seed. */
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
  // The time starts with the first acknowledged ballot.
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

/** The number of acknowledged ballots. */
function size(file) {
  try {
    return readFileSync(file, "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}
