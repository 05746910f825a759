// Reads the feeds of a site as programs do: feedparser checks every feed, newsboat fetches them and keeps them. Not part of
// the tests, since both may not be installed: `pip install feedparser`, `apt-get install newsboat`. The Python that has
// feedparser can be set in PYTHON. Usage: node feeds.mjs
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ready, root, seed, serve, stop, writeArchive } from "./site.mjs";

const PORT = 3221;
const SITE = `http://127.0.0.1:${PORT}`;
const STARTER = join(root, "server/starter");
/** The feeds of each kind of list, without the file, and how many articles they have; `null` for any number. */
const LISTS = [
  ["", 30],
  ["/tin/kho-luu-tru", 30],
  ["/tin/van-hoa-doc", null],
  ["/tin/trong", 0],
  ["/chuyen-de/moi-xom-mot-tu-sach", null],
  ["/the/doc-sach", null],
  ["/tac-gia/le-thi-sen", null],
  ["/tin/ban-doc", 1],
];

const folder = mkdtempSync(join(tmpdir(), "trangnhat-feeds-"));
const data = join(folder, "data");
for (const pack of [STARTER, writeArchive(join(folder, "archive"), 45), writeRecordings(join(folder, "recordings"))]) seed("ci", pack, data);
const server = serve("ci", data, PORT);
let failed = false;
try {
  await ready(server, PORT);
  const feeds = LISTS.flatMap(([list, articles]) => ["rss.xml", "atom.xml", "feed.json"].map((file) => [`${SITE}${list}/${file}`, articles]));
  execFileSync(process.env.PYTHON ?? "python3", [join(import.meta.dirname, "feeds.py"), JSON.stringify(feeds)], { stdio: "inherit" });
  readWithNewsboat(feeds.filter(([address]) => !address.endsWith(".json")));
} catch (error) {
  console.error(error.code === "ENOENT" ? `Missing: ${error.path}.` : error.message);
  failed = true;
}
await stop(server);
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);

/** Fetches each feed twice into a store of its own, since newsboat keeps an article with one id once: then it has every
 * article, and none twice. */
function readWithNewsboat(feeds) {
  const script = `import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("select title, length(content), enclosure_url from rss_item order by pubDate desc").fetchall()
print(json.dumps(rows))`;
  for (const [place, [address, articles]] of feeds.entries()) {
    const [urls, cache] = [`urls-${place}`, `cache-${place}.db`].map((name) => join(folder, name));
    writeFileSync(urls, `${address}\n`);
    const words = ["-u", urls, "-c", cache, "-C", "/dev/null", "-x", "reload"];
    for (let round = 0; round < 2; round++) execFileSync("newsboat", words, { stdio: "inherit", env: { ...process.env, HOME: folder } });
    const rows = JSON.parse(execFileSync("python3", ["-c", script, cache], { encoding: "utf8" }));
    if (articles === null ? rows.length === 0 : rows.length !== articles) throw new Error(`newsboat has ${rows.length} articles of ${address}`);
    if (rows.some(([title, length]) => !title || length < 20)) throw new Error(`newsboat has an article of ${address} without title or text`);
    const files = rows.filter(([, , file]) => file).length;
    console.log(`newsboat: ${address}: ${rows.length} articles, ${files} files${rows.length ? `, “${rows[0][0]}”` : ""}`);
  }
}

/** A pack with a recording and an empty category. */
function writeRecordings(pack) {
  for (const part of ["articles", "media"]) mkdirSync(join(pack, part), { recursive: true });
  const category = (slug, name) => `[[category]]\nslug = "${slug}"\nname = "${name}"\n`;
  writeFileSync(
    join(pack, "site.toml"),
    `name = "Bản đọc"\nlanguage = "vi"\ntime_zone = "Asia/Ho_Chi_Minh"\n${category("ban-doc", "Bản đọc & bản kể")}${category("trong", "Trống")}`,
  );
  const front = [
    `title = "Một bản đọc <ngắn> & “lạ”"`,
    `slug = "ban-doc"`,
    `category = "ban-doc"`,
    `published_at = "2026-11-20T08:00:00+07:00"`,
    `lead = "Nghe & đọc."`,
    `picture = "media/hinh.jpg"`,
    `picture_alt = "Chợ"`,
    `attachments = [{ file = "media/doc.mp3", label = "Bản đọc" }]`,
  ];
  writeFileSync(join(pack, "articles/ban-doc.html"), `+++\n${front.join("\n")}\n+++\n<p>Chữ\u0001 lạ \u000b ]]> và <a href="/tin/ban-doc">đường dẫn</a>.</p>`);
  writeFileSync(join(pack, "media/doc.mp3"), Buffer.concat([Buffer.from("ID3\x04"), Buffer.alloc(5000)]));
  cpSync(join(STARTER, "media/quay-sach-cho.jpg"), join(pack, "media/hinh.jpg"));
  return pack;
}
