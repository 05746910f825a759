// Starts the built site on fresh data: the starter pack, and a category with enough articles for several pages.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

const root = resolve(import.meta.dirname, "..");
const PAGE = "<p>Bài này nằm trong kho để danh sách có nhiều trang.</p>\n".repeat(30);

/** Starts `target/BUILD/trangnhat` on this port; its data goes when it ends. */
export function startSite(build, port) {
  const program = join(root, "target", build, "trangnhat");
  const folder = mkdtempSync(join(tmpdir(), "trangnhat-"));
  const data = join(folder, "data");
  for (const pack of [join(root, "server/starter"), writeArchive(join(folder, "archive"))]) {
    const seeded = spawnSync(program, ["seed", pack, "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
    if (seeded.status !== 0) throw new Error(`${pack} could not be loaded`);
  }
  // From a folder that is not the project's: the program finds its files beside itself.
  const server = spawn(program, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`], {
    cwd: folder,
    env: { ...process.env, TRANGNHAT_LOG: "warn" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  server.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return server;
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

/** A pack of one category with 45 articles, one a day. */
function writeArchive(archive) {
  mkdirSync(join(archive, "articles"), { recursive: true });
  writeFileSync(
    join(archive, "site.toml"),
    `name = "Kho"\nlanguage = "vi"\ntime_zone = "Asia/Ho_Chi_Minh"\n[[category]]\nslug = "kho-luu-tru"\nname = "Kho lưu trữ"\n`,
  );
  for (let number = 1; number <= 45; number++) {
    const day = new Date(Date.UTC(2020, 0, number, 1)).toISOString().slice(0, 10);
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
