// The development loop: `make watch` builds quickly and serves data/ on port 3000, and repeats both whenever
// a source changes. Open pages of readers reload when the site is back (app/src/document.rs).
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, watch } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

const root = resolve(import.meta.dirname, "..");
const program = join(root, "target/debug/trangnhat");
const SOURCES = ["app", "server/src", "frontend/src", "frontend/desk", "frontend/editor", "style"];
/** How long nothing may change before a build starts, in ms: editors write several files. */
const QUIET = 50;

const succeeds = (command, ...words) => spawnSync(command, words, { cwd: root, stdio: "inherit" }).status === 0;
// The server first: while it does not compile, the running one still finds its files.
const builds = () => succeeds("cargo", "build", "--package", "server") && succeeds("node", "frontend/build.mjs", "--quick");

let changed = true;
let wake = () => {};
const watched = new Set();

/** Watches each folder separately: Node's recursive watch loses files that an editor replaces. */
function watchFolder(folder, counts = () => true) {
  if (watched.has(folder)) return;
  watched.add(folder);
  const watcher = watch(folder, (_, name) => {
    if (!counts(name)) return;
    changed = true;
    wake();
  });
  watcher.on("error", () => watched.delete(folder));
}

function watchSources() {
  watchFolder(root, (name) => /^Cargo\.(toml|lock)$/.test(name));
  for (const source of SOURCES) {
    watchFolder(join(root, source));
    const below = readdirSync(join(root, source), { recursive: true, withFileTypes: true });
    for (const entry of below) if (entry.isDirectory()) watchFolder(join(entry.parentPath, entry.name));
  }
}

let server;
const runs = () => server && server.exitCode === null && server.signalCode === null;
process.on("exit", () => server?.kill());
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

for (;;) {
  while (changed) {
    changed = false;
    watchSources();
    await setTimeout(QUIET);
  }
  const begun = performance.now();
  if (builds()) {
    if (!existsSync(join(root, "data/trangnhat.db"))) succeeds(program, "seed", "server/starter", "--data", "data");
    if (runs()) {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    }
    server = spawn(program, ["serve", "--data", "data"], { cwd: root, stdio: "inherit", env: { ...process.env, TRANGNHAT_WATCH: "1" } });
    console.log(`── built in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  await new Promise((resolve) => (changed ? resolve() : (wake = resolve)));
}
