// A content pack with extreme but valid content by editors and owners.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

/** Writes the pack into a folder. It takes a photograph from the starter pack in the folder `starter`. */
export function writeExtreme(folder, starter) {
  for (const part of ["articles", "pages", "media"]) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, "site.toml"), site());
  copyFileSync(join(starter, "media/cay-da-hoc-nhom.jpg"), join(folder, "media/thuong.jpg"));
  writeFileSync(join(folder, "media/cao.png"), png(60, 1500));
  writeFileSync(join(folder, "media/rong.png"), png(1500, 20));
  writeFileSync(join(folder, "media/nho.png"), png(8, 8));
  writeFileSync(join(folder, "media/trong-suot.png"), png(300, 200, 0));
  writeFileSync(join(folder, "pages/trong.html"), `+++\ntitle = "Trang không có gì"\nslug = "trong"\n+++\n`);
  const article = (slug, lines, body) =>
    writeFileSync(join(folder, "articles", `${slug}.html`), `+++\nslug = "${slug}"\n${lines.join("\n")}\n+++\n${body}\n`);
  article("mot-minh", [`title = "Một mình"`, `category = "mot-bai"`, at(1), `series = "mot-bai"`], "<p>Bài duy nhất.</p>");
  article("chi-co-tieu-de", [`title = "Ă"`, `category = "a"`, at(2)], "");
  article(
    "khong-khoang-trang",
    [
      `title = "${"Nghiêngngả".repeat(16)}"`,
      `category = "a"`,
      at(3),
      `kicker = "${"Mộtdòngtrêntiêuđề".repeat(4)}"`,
      `lead = "${"Đoạnmởđầukhôngcókhoảngtrắng".repeat(12)}"`,
      `picture = "media/thuong.jpg"`,
      `picture_caption = "${"Chúthíchdài".repeat(20)}"`,
      `author = "${"Nguyễnthị".repeat(12)}"`,
      `organisation = "${"Hộikhuyếnhọc".repeat(12)}"`,
      `source = "${"Nguồn".repeat(30)}"`,
      `tags = [${Array.from({ length: 30 }, (_, number) => `"Chủ đề số ${number + 1}"`).join(", ")}, "${"Thẻdài".repeat(20)}"]`,
    ],
    `<h2>${"Tiêuđềphụ".repeat(15)}</h2><p>${"Từrấtdài".repeat(40)}</p><p><a href="https://a.example/${"dai-".repeat(40)}">${"https://dai-".repeat(12)}</a></p>` +
      `<table><tr>${"<th>Cột không hẹp</th>".repeat(14)}</tr><tr>${"<td>1.234.567</td>".repeat(14)}</tr></table><pre>${"mã ".repeat(80)}</pre>` +
      `<ul><li>một<ul><li>hai<ul><li>ba<ul><li>bốn<ul><li>năm</li></ul></li></ul></li></ul></li></ul></li></ul>`,
  );
  article(
    "hinh-la",
    [`title = "Hình lạ &amp; <b>dấu</b> “ngoặc” 'đơn'"`, `category = "a"`, at(4), `picture = "media/cao.png"`, `authors = ["khong-bai"]`],
    `<figure><img src="media/cao.png" alt="Hình cao"></figure><figure><img src="media/rong.png" alt="Hình rộng"><figcaption>Rộng</figcaption></figure><figure><img src="media/trong-suot.png" alt="Hình trong suốt"></figure><p>Trước <img src="media/nho.png" alt=""> sau.</p>`,
  );
  return folder;
}

const at = (day) => `published_at = "2026-01-0${day}T08:00:00+07:00"`;

function site() {
  let menu = `{ label = "Cấp 30 dài hơn một dòng trên điện thoại nhỏ", href = "/" }`;
  for (let level = 29; level >= 1; level--) menu = `{ label = "Cấp ${level}", category = "a", items = [${menu}] }`;
  const options = Array.from({ length: 12 }, (_, number) => `"Phương án ${number + 1}${number % 3 ? "" : ", với lời giải thích dài hơn hẳn những phương án đứng cạnh nó"}"`);
  return `
name = "Hội Khuyến học và Hội Cựu giáo chức liên xã vùng hạ lưu sông Lương Sen mở rộng"
language = "vi"
time_zone = "Asia/Ho_Chi_Minh"
category = [
  { slug = "a", name = "Ă" },
  { slug = "mot-bai", name = "Mục một bài", description = "${"Môtảdài".repeat(30)}" },
  { slug = "trong", name = "Mục trống" },
]
author = [{ slug = "khong-bai", name = "${"Tácgiả".repeat(20)}" }]
series = [{ slug = "trong", title = "Chuyên đề trống" }, { slug = "mot-bai", title = "Chuyên đề một bài" }]
menu = [{ name = "Danh mục", items = [${menu}, { label = "${"Mụcdài".repeat(12)}" }] }]
links = [{ name = "Liên kết", items = [{ label = "${"liên-kết-dài-".repeat(10)}", href = "https://a.example/" }] }]
footer = [{ label = "Một dòng" }]
introduction = { title = "Giới thiệu", page = "trong" }
poll = [{ question = "Câu hỏi dài: ${"từng chữ một, ".repeat(10)}phải không?", options = [${options.join(", ")}], max_choices = 3, results = "always" }]
statistics = { total = 25378017, month = { "2024-03" = 348760 }, day = { "2024-03-24" = 9593 } }
[operator]
name = "${"Cơquan".repeat(15)}"
email = "${"mot-dia-chi-rat-dai".repeat(5)}@khuyenhoc.example"
`;
}

/** A picture of one colour, with this opacity if given. */
function png(width, height, alpha) {
  const chunk = (kind, content) => {
    const body = Buffer.concat([Buffer.from(kind), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, checksum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, alpha === undefined ? 2 : 6, 0, 0, 0], 8);
  const pixel = alpha === undefined ? [120, 120, 120] : [120, 120, 120, alpha];
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * pixel.length, Buffer.from(pixel))]);
  const pixels = deflateSync(Buffer.concat(Array(height).fill(line)));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
