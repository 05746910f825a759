// Starts the built site with new data: the starter pack with a category for several pages, the extreme pack,
// the pack of polls, or the starter pack with statistics of more than a year or with people at its desk.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeExtreme } from "./extreme.mjs";
import { PEOPLE } from "./people.mjs";
import { NOW, writePolls } from "./polls.mjs";

export const root = resolve(import.meta.dirname, "..");
const STARTER = join(root, "server/starter");
const PAGE = "<p>Bài này nằm trong kho để danh sách có nhiều trang.</p>\n".repeat(30);

/** Starts `target/BUILD/trangnhat` on this port; its data is deleted when it ends. `content` is `starter`,
 * `extreme`, `polls`, `statistics`, or `desk` (the starter pack with accounts). */
export function startSite(build, port, content = "starter") {
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-"));
  const data = join(folder, "data");
  if (["starter", "statistics", "desk"].includes(content)) cpSync(starterData(build), data, { recursive: true });
  if (content === "starter") seed(build, writeArchive(join(folder, "archive"), 45), data);
  if (content === "extreme") seed(build, writeExtreme(join(folder, "extreme"), STARTER), data);
  if (content === "polls") seed(build, writePolls(join(folder, "polls")), data);
  if (content === "desk") for (const person of Object.values(PEOPLE)) addUser(build, data, person);
  rmSync(clockFile(port), { force: true });
  if (content === "polls" || content === "statistics") setClock(port, NOW);
  // A release always uses the system clock.
  if (content === "statistics") writeHistory(build, data, dayBefore(build === "ci" ? NOW : new Date()), 420, 300);
  // Passkeys need a host name.
  const env = content === "desk" ? { TRANGNHAT_URL: `http://localhost:${port}` } : {};
  const server = serve(build, data, port, { env });
  server.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return server;
}

let loaded;

/** A data folder with the starter pack. Its pictures take a while, so it is loaded once and copied for each
 * site. */
export function starterData(build) {
  if (!loaded) {
    loaded = mkdtempSync(join(tmpdir(), "trangnhat-starter-"));
    process.on("exit", () => rmSync(loaded, { recursive: true, force: true }));
    seed(build, STARTER, loaded);
  }
  return loaded;
}

/** The clock file of the test build on this port; without the file the system clock is used. */
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

/** Creates an account. */
export function addUser(build, data, { email, name, role, password }) {
  const words = ["user", "add", email, "--name", name, "--role", role, "--data", data];
  const added = spawnSync(program(build), words, { input: `${password}\n`, stdio: ["pipe", "ignore", "inherit"] });
  if (added.status !== 0) throw new Error(`${email} could not be added`);
}

/** Fills the statistics up to a day; returns the number of rows and their size. */
export function writeHistory(build, data, last, days, visits) {
  const words = [data, last, days, visits].map(String);
  const done = spawnSync(join(root, "target", build, "examples/history"), words, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr || String(done.error));
  return JSON.parse(done.stdout);
}

/** The day before an instant, in the time zone of the test sites. */
const dayBefore = (instant) => new Date(new Date(instant).getTime() - 86_400_000).toLocaleDateString("sv", { timeZone: "Asia/Ho_Chi_Minh" });

/** Serves a data folder, on one core if `core` is set, with additional environment variables. */
export function serve(build, data, port, { core, env } = {}) {
  const words = [program(build), "serve", "--data", data, "--listen", `127.0.0.1:${port}`];
  if (core !== undefined) words.unshift("taskset", "-c", String(core));
  // In a folder outside the project: the program finds its files beside the executable.
  return spawn(words[0], words.slice(1), {
    cwd: tmpdir(),
    env: { ...process.env, TRANGNHAT_LOG: "warn", TRANGNHAT_CLOCK_FILE: clockFile(port), ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Starts the program in a folder without a site, on any free port; returns it with the address of the set-up, which it prints. */
export async function serveNew(build) {
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-new-"));
  const words = ["--data", join(folder, "data"), "--listen", "127.0.0.1:0"];
  const server = spawn(program(build), words, { cwd: tmpdir(), env: { ...process.env, TRANGNHAT_LOG: "warn" }, stdio: ["ignore", "pipe", "inherit"] });
  server.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const [said] = await once(server.stdout, "data");
  return { server, address: String(said).trim().split(" ").at(-1) };
}

/** Stops a server, and waits until it has ended. */
export const stop = (server) => new Promise((done) => server.on("exit", done).kill("SIGTERM"));

/** A build that differs from this one in the names of the files that browsers load, as after an update of the site. */
export function nextBuild(build, name) {
  const folder = join(root, "target", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  linkSync(program(build), join(folder, "trangnhat"));
  const site = join(folder, "site");
  cpSync(join(root, "target/site"), site, { recursive: true });
  const hashes = readFileSync(join(site, "hash.txt"), "utf8");
  // The last letter of each hash is another one; scripts name other scripts.
  const other = (hash) => hash.slice(0, -1) + (hash.endsWith("z") ? "y" : "z");
  const known = [...hashes.matchAll(/: (.+)/g)].map(([, hash]) => hash);
  const renamed = (text) => known.reduce((text, hash) => text.replaceAll(hash, other(hash)), text);
  writeFileSync(join(site, "hash.txt"), renamed(hashes));
  for (const file of readdirSync(join(site, "pkg"))) {
    const [from, to] = [join(site, "pkg", file), join(site, "pkg", renamed(file))];
    renameSync(from, to);
    if (/\.(css|js)$/.test(to)) writeFileSync(to, renamed(readFileSync(to, "utf8")));
    // Compressed ones would name the old scripts.
    if (/\.js\.(br|gz)$/.test(to)) rmSync(to);
  }
  return name;
}

const program = (build) => join(root, "target", build, "trangnhat");

/** Runs the load generator `server/examples/crowd`; returns its figures. */
export function crowd(...words) {
  const done = spawnSync(join(root, "target/ci/examples/crowd"), words.map(String), { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout.trim().split("\n").at(-1));
}

/** Whether a site responds on this port. */
export const answers = (port) =>
  new Promise((resolve) => {
    get({ host: "127.0.0.1", port, path: "/readyz" }, (answer) => resolve(answer.resume().statusCode === 200)).on("error", () => resolve(false));
  });

/** Waits until this site responds on this port; fails if it ends before or takes longer than 20 seconds. */
export async function ready(server, port) {
  const until = Date.now() + 20_000;
  while (!(await answers(port))) {
    if (server.exitCode !== null || server.signalCode !== null || Date.now() > until) throw new Error(`the site does not answer on port ${port}`);
    await setTimeout(50);
  }
}

/** A pack of one category with this many articles, one a day, or more than one if there are not enough
 * days; with a tag if given. */
export function writeArchive(archive, articles, { tag } = {}) {
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
      ...(tag ? [`tags = ["${tag}"]`] : []),
    ];
    writeFileSync(join(archive, "articles", `${slug}.html`), `+++\n${front.join("\n")}\n+++\n${PAGE}`);
  }
  return archive;
}
