// Measures how much memory remains after clients request a page and disconnect at once. Usage: node
// aborted.mjs [COUNT]. Fails if the memory of the release build has grown by more than 25 MB.
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { ready, startSite } from "./site.mjs";

const count = Number(process.argv[2] ?? 20_000);
const port = 3212;
const server = startSite("release", port);
const LIMIT_KB = 25 * 1024;
const AT_ONCE = 50;

/** Resident memory of the server, in KiB. */
const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]);

const load = (path) =>
  new Promise((resolve, reject) => {
    get({ port, path, host: "127.0.0.1" }, (answer) => answer.resume().on("end", () => resolve(answer))).on("error", reject);
  });

/** Sends the request and disconnects without reading the response. */
const abort = (path) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`, () => socket.resetAndDestroy());
    });
    socket.on("error", () => {}).on("close", resolve);
  });

const path = "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21";
await ready(server, port);
for (let warm = 0; warm < 500; warm++) await load(path);
const before = resident();
for (let sent = 0; sent < count; sent += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, () => abort(path)));
}
// The server still responds, and has finished earlier requests.
for (let after = 0; after < 500; after++) await load(path);
const after = resident();
console.log(`${count} aborted requests: ${before} KiB before, ${after} KiB after, ${after - before} KiB more`);
server.on("exit", () => process.exit(after - before > LIMIT_KB ? 1 : 0));
server.kill("SIGTERM");
