// Starts the built site on fresh data: the starter pack and a category with enough articles for several pages, the
// awkward pack, or the one of polls.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeAwkward } from "./awkward.mjs";
import { NOW, writePolls } from "./polls.mjs";

export const root = resolve(import.meta.dirname, "..");
const PAGE = "<p>Bài này nằm trong kho để danh sách có nhiều trang.</p>\n".repeat(30);

/** Starts `target/BUILD/trangnhat` on this port; its data goes when it ends. `content` is `starter`, `awkward` or `polls`. */
export function startSite(build, port, content = "starter") {
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-"));
  const data = join(folder, "data");
  const starter = join(root, "server/starter");
  const packs = {
    starter: () => [starter, writeArchive(join(folder, "archive"), 45)],
    awkward: () => [writeAwkward(join(folder, "awkward"), starter)],
    polls: () => [writePolls(join(folder, "polls"))],
  };
  for (const pack of packs[content]()) seed(build, pack, data);
  rmSync(clockFile(port), { force: true });
  if (content === "polls") setClock(port, NOW);
  const server = serve(build, data, port);
  server.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return server;
}

/** The file that a debug build on this port takes its clock from; without the file time goes on as it does. */
const clockFile = (port) => join(tmpdir(), `trangnhat-clock-${port}`);

/** Sets the clock of the site on this port, in RFC 3339. */
export function setClock(port, now) {
  const next = `${clockFile(port)}.new`;
  writeFileSync(next, now);
  renameSync(next, clockFile(port));
}

/** Loads a content pack into a data folder. */
export function seed(build, pack, data) {
  const seeded = spawnSync(program(build), ["seed", pack, "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
  if (seeded.status !== 0) throw new Error(`${pack} could not be loaded`);
}

/** Serves a data folder, on one core where one is named. */
export function serve(build, data, port, { core } = {}) {
  const words = [program(build), "serve", "--data", data, "--listen", `127.0.0.1:${port}`];
  if (core !== undefined) words.unshift("taskset", "-c", String(core));
  // From a folder that is not the project's: the program finds its files beside itself.
  return spawn(words[0], words.slice(1), {
    cwd: tmpdir(),
    env: { ...process.env, TRANGNHAT_LOG: "warn", TRANGNHAT_CLOCK_FILE: clockFile(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const program = (build) => join(root, "target", build, "trangnhat");

/** Runs the load generator of `server/examples/crowd.rs`; gives its figures. */
export function crowd(...words) {
  const done = spawnSync(join(root, "target/release/examples/crowd"), words.map(String), { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout.trim().split("\n").at(-1));
}

/** Waits until this site answers on this port; fails when it ends first or takes longer than 20 seconds. */
export async function ready(server, port) {
  const answers = () =>
    new Promise((resolve) => {
      get({ host: "127.0.0.1", port, path: "/readyz" }, (answer) => resolve(answer.resume().statusCode === 200)).on("error", () => resolve(false));
    });
  const until = Date.now() + 20_000;
  while (!(await answers())) {
    if (server.exitCode !== null || Date.now() > until) throw new Error(`the site does not answer on port ${port}`);
    await setTimeout(50);
  }
}

/** A pack of one category with this many articles, one a day, and more than one a day where time does not reach. */
export function writeArchive(archive, articles) {
  mkdirSync(join(archive, "articles"), { recursive: true });
  writeFileSync(
    join(archive, "site.toml"),
    `name = "Kho"\nlanguage = "vi"\ntime_zone = "Asia/Ho_Chi_Minh"\n[[category]]\nslug = "kho-luu-tru"\nname = "Kho lưu trữ"\n`,
  );
  for (let number = 1; number <= articles; number++) {
    const day = new Date(Date.UTC(2020, 0, 1 + ((number - 1) % 2000), 1)).toISOString().slice(0, 10);
    const slug = `bai-cu-so-${number}`;
    const front = [
      `title = "Bài cũ số ${number}"`,
      `slug = "${slug}"`,
      `category = "kho-luu-tru"`,
      `published_at = "${day}T08:00:00+07:00"`,
      `lead = "Một bài trong kho lưu trữ."`,
    ];
    writeFileSync(join(archive, "articles", `${slug}.html`), `+++\n${front.join("\n")}\n+++\n${PAGE}`);
  }
  return archive;
}
