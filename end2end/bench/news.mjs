// The cost of news on open front pages: the delay from publishing an article to the last of 1,000 pages, and
// the latency for other readers meanwhile. The site has one core, the load generator the other.
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { figures, percentile, streams } from "./crowd.mjs";
import { PEOPLE, signIn } from "../people.mjs";
import { addUser, ready, root, seed, serve } from "../site.mjs";

const PORT = 3223;
const ORIGIN = `http://127.0.0.1:${PORT}`;
const SCREENS = 1_000;
const ARTICLES = 20;
/** The topics of an open front page, without the figures, which change on their own. */
const TOPICS = "headlines,most-read,poll.1";
/** The pause before each article, in ms: after it, the first change is sent immediately. */
const QUIET = 250;

/** The latency of an article for other readers within this many seconds, in ms (99th percentile). */
async function article(seconds) {
  const found = await figures("article", PORT, "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21", 8, seconds);
  if (found.refused + found.broken > 0) throw new Error(JSON.stringify(found));
  return found.p99_ms;
}

async function publish(cookie, number) {
  const fields = { "tieu-de": `Tin số ${number}`, "chuyen-muc": "2", "noi-dung": "<p>Gió thổi qua đồng.</p>", "phien-ban": "0", "luu-dang": "1" };
  const answer = await fetch(`${ORIGIN}/ban-bien-tap/bai-viet/moi`, { method: "POST", redirect: "manual", headers: { origin: ORIGIN, cookie }, body: new URLSearchParams(fields) });
  if (answer.status !== 303) throw new Error(`publishing: ${answer.status} ${await answer.text()}`);
}

export async function news(folder) {
  const data = join(folder, "news");
  seed("release", join(root, "server/starter"), data);
  addUser("release", data, PEOPLE.editor);
  const server = serve("release", data, PORT, { core: 0 });
  await ready(server, PORT);
  const cookie = await signIn(ORIGIN, PEOPLE.editor);
  await article(2);
  const alone = await article(5);
  const screens = await streams(PORT, TOPICS, SCREENS);
  const last = [];
  for (let number = 0; number < ARTICLES; number++) {
    await setTimeout(QUIET);
    screens.process.stdin.write("go\n");
    await publish(cookie, number);
    const found = JSON.parse(await screens.next());
    if (found.missing > 0) throw new Error(JSON.stringify(found));
    last.push(found.last_ms);
  }
  // One article per second, while others read.
  let reading = true;
  const publishing = (async () => {
    for (let number = ARTICLES; reading; number++) {
      await publish(cookie, number);
      await setTimeout(1_000);
    }
  })();
  const beside = await article(5);
  reading = false;
  await publishing;
  screens.process.stdin.end();
  await once(screens.process, "exit");
  server.kill("SIGTERM");
  await once(server, "exit");
  rmSync(data, { recursive: true });
  return { screens: SCREENS, p50: percentile(last, 50), p99: percentile(last, 99), alone, beside };
}

// To run it separately: node bench/news.mjs FOLDER
if (process.argv[1] === import.meta.filename) console.log(await news(process.argv[2]));
