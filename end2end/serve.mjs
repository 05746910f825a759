// Starts the built site on fresh data: the starter pack, and a category with enough articles for several pages.
// Usage: node serve.mjs debug|release PORT
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [build, port] = process.argv.slice(2);
const root = resolve(import.meta.dirname, "..");
const program = join(root, "target", build, "trangnhat");
const folder = mkdtempSync(join(tmpdir(), "trangnhat-"));
const data = join(folder, "data");

const archive = join(folder, "archive");
mkdirSync(join(archive, "articles"), { recursive: true });
writeFileSync(
  join(archive, "site.toml"),
  `name = "Kho"\nlanguage = "vi"\ntime_zone = "Asia/Ho_Chi_Minh"\n[[category]]\nslug = "kho-luu-tru"\nname = "Kho lưu trữ"\n`,
);
for (let number = 1; number <= 45; number++) {
  const day = new Date(Date.UTC(2020, 0, number, 1)).toISOString().slice(0, 10);
  const slug = `bai-cu-so-${number}`;
  writeFileSync(
    join(archive, "articles", `${slug}.html`),
    `+++\ntitle = "Bài cũ số ${number}"\nslug = "${slug}"\ncategory = "kho-luu-tru"\n` +
      `published_at = "${day}T08:00:00+07:00"\nlead = "Một bài trong kho lưu trữ."\n+++\n` +
      "<p>Bài này nằm trong kho để danh sách có nhiều trang.</p>\n".repeat(30),
  );
}

for (const pack of [join(root, "server/starter"), archive]) {
  const seeded = spawnSync(program, ["seed", pack, "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
  if (seeded.status !== 0) process.exit(1);
}

// From a folder that is not the project's: the program finds its files beside itself.
const server = spawn(program, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`], {
  cwd: folder,
  env: { ...process.env, TRANGNHAT_LOG: "warn" },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill("SIGTERM"));
server.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
