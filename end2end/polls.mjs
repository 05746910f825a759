// A content pack with polls in every state, each for one test only. Their ids follow their order.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The time of that site's clock at startup. */
export const NOW = "2026-11-25T08:00:00+07:00";

const labels = (count) => Array.from({ length: count }, (_, number) => `"Phương án ${number + 1}"`).join(", ");
const poll = (question, lines = [], options = labels(3)) =>
  [`[[poll]]`, `question = "${question}"`, `options = [${options}]`, `max_choices = 1`, `results = "always"`, ...lines]
    // A repeated key replaces the earlier one.
    .filter((line, place, all) => place < 3 || !all.slice(place + 1).some((later) => later.split("=")[0] === line.split("=")[0]))
    .join("\n");

const POLLS = {
  moving: poll("Cuộc này có mấy màn hình đang xem?"),
  plain: poll("Ai bình chọn không cần JavaScript?"),
  opening: poll("Cuộc này mở lúc chín giờ?", [`opens_at = "2026-11-25T09:00:00+07:00"`, `closes_at = "2026-11-25T10:00:00+07:00"`]),
  tabs: poll("Hai thẻ của cùng một người?"),
  many: poll("Chọn tối đa hai phương án?", [`max_choices = 2`]),
  hidden: poll("Kết quả hiện sau khi bình chọn?", [`results = "after_voting"`]),
  failing: poll("Mạng đứt giữa chừng?"),
  framed: poll("Đặt ở trang khác?"),
  embedded: poll("Đặt trong bài?", [`key = "trong-bai"`]),
  closed: poll("Đã đóng từ năm ngoái?", [`opens_at = "2025-01-01T08:00:00+07:00"`, `closes_at = "2025-02-01T08:00:00+07:00"`], `{ label = "Có", opening_votes = 12 }, { label = "Không", opening_votes = 4 }`),
  upcoming: poll("Mở vào năm sau?", [`opens_at = "2099-01-01T08:00:00+07:00"`]),
  full: poll("Mạng này bình chọn được mấy lần?", [`network_limit = 1`]),
  voted: poll("Đã bình chọn rồi thì sao?"),
  long: poll("Mười hai phương án?", [`max_choices = 3`], labels(12)),
  crowd: poll("Bao nhiêu người một lúc?", [`network_limit = 0`]),
  side: poll("Cuộc ở cột bên?", [`side = true`]),
};

/** The address of a poll, by its name above. */
export const pollPath = (name) => `/binh-chon/${Object.keys(POLLS).indexOf(name) + 1}`;

/** The id of a poll and the ids of its options, on a new site. */
export function pollIds(name) {
  const names = Object.keys(POLLS);
  const optionsOf = (name) => POLLS[name].match(/^options = \[(.*)\]$/m)[1].match(/label|"Ph/g).length;
  const before = names.slice(0, names.indexOf(name)).reduce((sum, name) => sum + optionsOf(name), 0);
  return { poll: names.indexOf(name) + 1, options: Array.from({ length: optionsOf(name) }, (_, place) => before + place + 1) };
}

/** Writes the pack into a folder. */
export function writePolls(folder) {
  mkdirSync(join(folder, "articles"), { recursive: true });
  writeFileSync(
    join(folder, "site.toml"),
    [`name = "Phòng phiếu"`, `language = "vi"`, `time_zone = "Asia/Ho_Chi_Minh"`, `[[category]]`, `slug = "a"`, `name = "Tin"`, ...Object.values(POLLS), ""].join("\n"),
  );
  writeFileSync(
    join(folder, "articles/bai.html"),
    `+++\ntitle = "Bài có cuộc bình chọn"\nslug = "bai"\ncategory = "a"\npublished_at = "2026-01-01T08:00:00+07:00"\n+++\n<p>Trước.</p>\n<p data-poll="trong-bai"></p>\n<p>Sau.</p>\n`,
  );
  return folder;
}
