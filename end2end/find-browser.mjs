// Makes sure that there is a browser: uses an existing one, or installs Debian's. Otherwise it says what is
// missing.
import { spawnSync } from "node:child_process";
import { findBrowser } from "./browser.mjs";

const run = (command, ...args) => spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;

if (!findBrowser()) {
  const canInstall = process.getuid?.() === 0 && run("sh", "-c", "command -v apt-get");
  if (canInstall) {
    console.log("── no browser found: installing Debian's chromium");
    run("apt-get", "update");
    run("apt-get", "install", "--yes", "--no-install-recommends", "chromium");
  }
  if (!findBrowser()) {
    console.error("Missing: Chromium. Install the package `chromium`, or set CHROMIUM to a browser's path.");
    process.exit(1);
  }
}
