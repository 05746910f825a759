// Builds what browsers load: `node frontend/build.mjs` builds the release into target/site, with `--quick`
// the build of `make watch` into target/debug/site. File names contain a hash of the content (hash.txt); each
// file has a brotli and a gzip version beside it.
import { buildSync, transformSync } from "esbuild";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const root = resolve(import.meta.dirname, "..");
const quick = process.argv.includes("--quick");
const profile = quick ? "dev" : "wasm-release";
const site = join(root, quick ? "target/debug/site" : "target/site");
const unfinished = `${site}.new`;
const pkg = join(unfinished, "pkg");
/** The oldest browsers with cascade layers, which the style sheet needs. */
const BROWSERS = ["chrome99", "firefox97", "safari15.4"];

function run(program, words, env = {}) {
  const done = spawnSync(program, words, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(1);
}

/** The wasm and the script that loads it. */
function buildWasm() {
  // Panic messages contain file names; they should not reveal the folder of crates on this machine.
  const crates = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src/");
  const flags = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: `--remap-path-prefix=${crates}=` };
  run("cargo", ["build", "--package", "frontend", "--target", "wasm32-unknown-unknown", "--profile", profile], flags);
  const compiled = join(root, "target/wasm32-unknown-unknown", quick ? "debug" : profile, "frontend.wasm");
  // Not optimized: it is used for a short time, and optimizing takes 80 s of processor time.
  run("cargo", ["run", "--quiet", "--package", "bindgen", "--", compiled, pkg]);
  const [wasm, script] = [join(pkg, "trangnhat.wasm"), join(pkg, "trangnhat.js")];
  renameSync(join(pkg, "trangnhat_bg.wasm"), wasm);
  const own = (name) => readFileSync(join(root, "frontend/src", name), "utf8");
  writeFileSync(script, own("plain.js") + readFileSync(script, "utf8") + own("share.js"));
  if (quick) return;
  const features = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int"];
  // Two passes, with control flow rebuilt: 4 KB of brotli less than one pass (ARCHITECTURE.md).
  run(join(root, "frontend/node_modules/.bin/wasm-opt"), ["--zero-filled-memory", "--flatten", "--rereloop", "-Oz", "-Oz", ...features, wasm, "-o", wasm]);
  writeFileSync(script, transformSync(readFileSync(script, "utf8"), { minify: true, format: "esm" }).code);
}

/** Bundles the style sheets into one. */
function buildStyle() {
  const outfile = join(pkg, "trangnhat.css");
  const external = ["/fonts/*", "*.svg"];
  buildSync({ entryPoints: [join(root, "style/main.css")], outfile, bundle: true, minify: !quick, external, target: BROWSERS, logLevel: "warning" });
}

/** Adds the hash of the content to each file name, and writes the list of hashes. */
function nameFiles() {
  const hashes = ["js", "wasm", "css"].map((kind) => {
    const file = join(pkg, `trangnhat.${kind}`);
    const hash = createHash("sha256").update(readFileSync(file)).digest("base64url").slice(0, 16);
    renameSync(file, join(pkg, `trangnhat.${hash}.${kind}`));
    return `${kind}: ${hash}\n`;
  });
  writeFileSync(join(unfinished, "hash.txt"), hashes.join(""));
}

function compress() {
  for (const name of readdirSync(pkg)) {
    const content = readFileSync(join(pkg, name));
    writeFileSync(join(pkg, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(pkg, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

rmSync(unfinished, { recursive: true, force: true });
mkdirSync(pkg, { recursive: true });
cpSync(join(root, "style/public"), unfinished, { recursive: true });
buildWasm();
buildStyle();
nameFiles();
if (!quick) compress();
rmSync(site, { recursive: true, force: true });
renameSync(unfinished, site);
