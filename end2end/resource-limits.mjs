// Checks which resources clients can hold, and how much memory a burst leaves: bodies that never arrive,
// forms that never end, password guesses; then pictures and long forms at the desk. Usage: node resource-limits.mjs
// [PARTS]; 1 is the full load, 0.1 a tenth. Fails if a reader has to wait, or the release has kept too much
// memory.
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { PEOPLE } from "./people.mjs";
import { ready, root, startSite } from "./site.mjs";

const parts = Number(process.argv[2] ?? 1);
const port = 3213;
/** A front page takes about 10 ms; if it waits for a stranger, it takes seconds. */
const PATIENCE_MS = 1_000;
/** The memory that may remain after the full load. After a tenth the limit is higher: the allocator returns
 * memory when more is requested, so the last forms may not be returned yet. The system's allocator kept
 * 506 MB after a tenth. */
const LIMIT_MB = parts >= 1 ? 20 : 60;
const MB = 1024 * 1024;
const origin = `http://127.0.0.1:${port}`;
// Each request of a stranger has its own client address, as behind a proxy.
process.env.TRANGNHAT_TRUSTED_HOPS = "1";
const server = startSite("release", port, "desk");

const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) / 1024;

/** The response time of the front page for a reader, in ms. */
const frontPage = () =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const asked = get({ port, host: "127.0.0.1", path: "/" }, (answer) => answer.resume().on("end", () => resolve(performance.now() - begun)));
    asked.on("error", reject).setTimeout(40_000, () => asked.destroy(new Error("no front page within 40 s")));
  });

const failures = [];
function note(name, milliseconds, before) {
  const grown = resident() - before;
  console.log(`${name}: front page ${milliseconds.toFixed(0)} ms, ${resident().toFixed(0)} MB, ${grown.toFixed(0)} more than before`);
  if (milliseconds > PATIENCE_MS) failures.push(`${name}: the front page came after ${milliseconds.toFixed(0)} ms`);
  return grown;
}

/** Opens this many connections that send a request and then nothing; returns why they are closed. */
async function hold(many, head, body = "") {
  const sockets = Array.from({ length: many }, () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {}).resume();
    socket.write(`${head.join("\r\n")}\r\nHost: 127.0.0.1:${port}\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n`);
    socket.write(body);
    return socket;
  });
  await setTimeout(500);
  return () => sockets.forEach((socket) => socket.destroy());
}

async function bursts(count, atOnce, one) {
  for (let done = 0; done < count; done += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => one(done + index)));
  }
}

await ready(server, port);
for (let warm = 0; warm < 300; warm++) await frontPage();
const before = resident();
note("before", await frontPage(), before);

const form = ["Content-Type: application/x-www-form-urlencoded", `Origin: ${origin}`];
const attacks = {
  "40 calls whose body never comes": [40, ["GET /api/pages/load?path=/&query= HTTP/1.1", "Content-Length: 1000"]],
  "300 votes whose body never comes": [300, ["POST /api/polls/cast HTTP/1.1", ...form, "Content-Length: 1000"]],
  "150 sign-ins of 4 MB that never end": [150, ["POST /dang-nhap HTTP/1.1", ...form, `Content-Length: ${4 * MB}`], "a".repeat(3.9 * MB)],
  "50 pictures of 20 MB where people sign in": [
    50,
    ["POST /dang-nhap HTTP/1.1", "Content-Type: multipart/form-data; boundary=x", `Origin: ${origin}`, `Content-Length: ${20 * MB}`],
    `--x\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n${"a".repeat(4 * MB)}`,
  ],
  "8 forms with an invented session": [
    8,
    ["POST /ban-bien-tap/bai-viet/moi HTTP/1.1", ...form, "Cookie: tn_session=AAAAAAAAAAAAAAAAAAAAAA", `Content-Length: ${4 * MB}`],
    "a".repeat(MB),
  ],
};
for (const [name, attack] of Object.entries(attacks)) {
  const release = await hold(...attack);
  note(name, await frontPage(), before);
  release();
}

const headers = { "content-type": "application/x-www-form-urlencoded", origin };
async function signIn(email, password, from) {
  const body = new URLSearchParams({ email, "mat-khau": password });
  const answer = await fetch(`${origin}/dang-nhap`, { method: "POST", redirect: "manual", headers: { ...headers, "x-forwarded-for": from }, body });
  await answer.arrayBuffer();
  return answer;
}
const tries = Math.round(1_000 * parts);
await bursts(tries, 30, (number) => signIn(`ai-do-${number}@luong-sen.example`, `mật khẩu đoán ${number}`, `198.51.${100 + (number >> 8)}.${number & 255}`));
note(`after ${tries} wrong passwords in bursts of 30`, await frontPage(), before);

const { email, password } = PEOPLE.administrator;
const cookie = (await signIn(email, password, "203.0.113.1")).headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
const picture = readFileSync(join(root, "server/starter/media/lop-hoc-ven-kenh.jpg"));
async function send(path, body, more = {}) {
  const answer = await fetch(origin + path, { method: "POST", redirect: "manual", headers: { origin, cookie, ...more }, body });
  await answer.arrayBuffer();
  return answer.status;
}
const statuses = {};
const counted = async (status) => { statuses[await status] = (statuses[await status] ?? 0) + 1; };
const pictures = Math.round(1_000 * parts);
await bursts(pictures, 4, (number) => {
  const body = new FormData();
  body.set("hinh", new Blob([picture], { type: "image/jpeg" }), `hinh-${number}.jpg`);
  body.set("mo-ta", `Hình số ${number}`);
  return counted(send("/ban-bien-tap/hinh-anh", body));
});
note(`after ${pictures} pictures, answered ${JSON.stringify(statuses)}`, await frontPage(), before);

const forms = Math.round(200 * parts);
const text = `tieu-de=${"a".repeat(3.9 * MB)}`;
await bursts(forms, 4, () => counted(send("/ban-bien-tap/bai-viet/moi", text, { "content-type": headers["content-type"] })));
// Unused memory is returned within seconds.
for (let seconds = 0; seconds < 15 && resident() - before > 10; seconds += 0.5) {
  await frontPage();
  await setTimeout(500);
}
const grown = note(`after ${forms} forms of 4 MB, answered ${JSON.stringify(statuses)}`, await frontPage(), before);
if (grown > LIMIT_MB) failures.push(`the program holds ${grown.toFixed(0)} MB more than before`);
for (const failure of failures) console.error(failure);
server.on("exit", () => process.exit(failures.length ? 1 : 0));
server.kill("SIGTERM");
