// The developer's loop: `make watch` builds quickly and serves data/ on port 3000, and does both again whenever a source
// changes. Open pages load again by themselves when the site is back (app/src/document.rs).
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

const root = resolve(import.meta.dirname, "..");
const program = join(root, "target/debug/trangnhat");
const SOURCES = ["app", "server/src", "server/Cargo.toml", "frontend/src", "frontend/desk", "style", "Cargo.toml"];
/** So long nothing may change before a build begins: editors write several files. */
const QUIET = 50;

const succeeds = (command, ...words) => spawnSync(command, words, { cwd: root, stdio: "inherit" }).status === 0;
const builds = () => succeeds("node", "frontend/build.mjs", "--quick") && succeeds("cargo", "build", "--package", "server");

let changed = true;
let wake = () => {};
for (const source of SOURCES) {
  watch(join(root, source), { recursive: true }, () => {
    changed = true;
    wake();
  });
}

let server;
for (;;) {
  while (changed) {
    changed = false;
    await setTimeout(QUIET);
  }
  const begun = performance.now();
  if (builds()) {
    if (!existsSync(join(root, "data/trangnhat.db"))) succeeds(program, "seed", "server/starter", "--data", "data");
    if (server?.exitCode === null) {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    }
    server = spawn(program, ["serve", "--data", "data"], { cwd: root, stdio: "inherit", env: { ...process.env, TRANGNHAT_WATCH: "1" } });
    console.log(`── built in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  await new Promise((resolve) => (changed ? resolve() : (wake = resolve)));
}
