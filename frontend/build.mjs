// Builds what browsers load: `node frontend/build.mjs` builds the release into target/site, with `--quick`
// the build of `make watch` into target/debug/site. File names contain a hash of the content (hash.txt); each
// file has a brotli and a gzip version beside it.
import { buildSync, transformSync } from "esbuild";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, parse, resolve } from "node:path";
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

/** Compiles the wasm for readers, the one for people who are signed in, and the one that keeps drafts. A page loads
 * one of them (app/src/document.rs, app/src/editing/article_form_page.rs). */
function compileWasm() {
  // Panic messages contain file names; they should not reveal the folder of crates on this machine.
  const crates = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src/");
  const flags = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: `--remap-path-prefix=${crates}=` };
  run("cargo", ["build", "--package", "frontend", "--package", "desk_wasm", "--package", "drafts_wasm", "--target", "wasm32-unknown-unknown", "--profile", profile], flags);
}

/** A wasm and the script that loads it, with scripts of ours before and after. */
function buildWasm(name, stem, before, after) {
  const compiled = join(root, "target/wasm32-unknown-unknown", quick ? "debug" : profile, `${name}.wasm`);
  // Not optimized: it is used for a short time, and optimizing takes 80 s of processor time.
  run("cargo", ["run", "--quiet", "--package", "bindgen", "--", compiled, pkg, stem]);
  const [wasm, script] = [join(pkg, `${stem}.wasm`), join(pkg, `${stem}.js`)];
  renameSync(join(pkg, `${stem}_bg.wasm`), wasm);
  writeFileSync(script, before + readFileSync(script, "utf8") + after);
  if (!quick) {
    const features = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int"];
    // Two passes, with control flow rebuilt: 4 KB of brotli less than one pass (ARCHITECTURE.md).
    run(join(root, "frontend/node_modules/.bin/wasm-opt"), ["--zero-filled-memory", "--flatten", "--rereloop", "-Oz", "-Oz", ...features, wasm, "-o", wasm]);
    writeFileSync(script, transformSync(readFileSync(script, "utf8"), { minify: true, format: "esm" }).code);
  }
  nameFile(`${stem}.wasm`);
  nameFile(`${stem}.js`);
}

/** The text editor of the desk, one script that readers do not load. */
function buildEditor() {
  const entryPoints = [join(root, "frontend/editor/rich-editor.js")];
  buildSync({ entryPoints, outfile: join(pkg, "editor.js"), bundle: true, minify: !quick, format: "esm", target: BROWSERS, legalComments: "none", logLevel: "warning" });
  nameFile("editor.js");
}

/** Bundles a style sheet and those it imports. */
function buildStyle(entry, stem) {
  const outfile = join(pkg, `${stem}.css`);
  const external = ["/fonts/*", "*.svg"];
  buildSync({ entryPoints: [join(root, "style", entry)], outfile, bundle: true, minify: !quick, external, target: BROWSERS, logLevel: "warning" });
  return nameFile(`${stem}.css`);
}

/** Adds the hash of the content to the name of a file, and to the list of hashes; returns the new name. */
function nameFile(file) {
  const hash = createHash("sha256").update(readFileSync(join(pkg, file))).digest("base64url").slice(0, 16);
  const { name, ext } = parse(file);
  renameSync(join(pkg, file), join(pkg, `${name}.${hash}${ext}`));
  appendFileSync(join(unfinished, "hash.txt"), `${file}: ${hash}\n`);
  return `${name}.${hash}${ext}`;
}

/** Minifies a script of frontend/src. */
const buildScript = (name, outfile, format) =>
  buildSync({ entryPoints: [join(root, "frontend/src", name)], outfile, minify: !quick, format, target: BROWSERS, logLevel: "warning" });

/** A script that is loaded when it is needed; returns its address. */
function buildModule(name) {
  buildScript(name, join(pkg, name), "esm");
  return `/pkg/${nameFile(name)}`;
}

const source = (name) => readFileSync(join(root, "frontend/src", name), "utf8");

/** What is beside the wasm, for all readers, with the addresses of what is loaded on use. */
function sourceBeside() {
  const search = source("search.js").replace('"SUGGEST"', `"${buildModule("suggest.js")}"`);
  const reading = source("reading.js").replace('"AIDS"', `"${buildModule("aids.js")}"`).replace('"LISTEN"', `"${buildModule("listen.js")}"`);
  return source("share.js") + source("video.js") + search + reading;
}

/** Adds a style sheet to the page. */
const addStyle = (name) =>
  `document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/pkg/${name}" }));`;

function compress() {
  for (const file of [...readdirSync(pkg).map((name) => join(pkg, name)), join(unfinished, "sw.js")]) {
    const content = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(content));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

rmSync(unfinished, { recursive: true, force: true });
mkdirSync(pkg, { recursive: true });
cpSync(join(root, "style/public"), unfinished, { recursive: true });
compileWasm();
buildStyle("main.css", "trangnhat");
const beside = sourceBeside();
buildWasm("frontend", "trangnhat", source("plain.js"), beside);
buildWasm("desk_wasm", "desk", source("plain.js"), beside + source("../desk/moves.js") + addStyle(buildStyle("signed-in.css", "desk")));
buildWasm("drafts_wasm", "drafts", "", "");
buildEditor();
// Loaded after the page; the service worker, whose name browsers must find again, has no hash.
buildModule("offline.js");
buildScript("worker.js", join(unfinished, "sw.js"), "iife");
if (!quick) compress();
rmSync(site, { recursive: true, force: true });
renameSync(unfinished, site);
