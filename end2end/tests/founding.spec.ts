// An empty folder becomes the site of a learning-promotion association, in the browser alone: each part of the page that
// such a site replaces. TRANGNHAT_SEED names a content pack from which the long texts are taken; without it they are short.
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { serveNew, stop } from "../site.mjs";
import { PICTURE, writeText } from "./desk";
import { expect, test } from "./site";

const TITLE = "KINH NGHIỆM HOẠT ĐỘNG KHUYẾN HỌC TẠI ĐỊA PHƯƠNG";
const CAPTION = "Hình ảnh công tác tuyên truyền khuyến học trên địa bàn xã";
const QUESTION = "Bạn đánh giá về website này như thế nào?";
const OPTIONS = ["Đẹp và dễ sử dụng", "Đẹp nhưng khó sử dụng", "Bình thường", "Không đẹp"];
const LINKS = [
  ["Tuyển sinh 2014", ""],
  ["Báo Dân Trí", "https://dantri.com.vn/"],
  ["Bộ Giáo Dục - Đào Tạo", "https://moet.gov.vn/"],
  ["Mạng Giáo Dục Edu Net", ""],
  ["Học Mãi", "https://hocmai.vn/"],
  ["Hội Khuyến Học Việt Nam", "https://hoikhuyenhoc.vn/"],
  ["Sở Giáo Dục & Đào Tạo Hà Nội", "https://hanoi.edu.vn/"],
];

/** The text of the only file in a folder of the pack, without its front matter; another text without a pack. */
function text(folder: string, instead: string) {
  const seed = process.env.TRANGNHAT_SEED ?? "";
  if (!existsSync(join(seed, "site.toml"))) return instead;
  const [file] = readdirSync(join(seed, folder));
  return readFileSync(join(seed, folder, file), "utf8").split("+++")[2];
}

let server: ChildProcess;
let address = "";
/** What a person had to do: fields filled in, and clicks. */
let steps = 0;

test.beforeEach(async () => {
  steps = 0;
  ({ server, address } = await serveNew("ci"));
});

test.afterEach(() => stop(server));

async function click(target: Locator) {
  steps += 1;
  await target.click();
}

async function fill(page: Page, label: string, value: string) {
  steps += 1;
  await page.getByLabel(label, { exact: true }).fill(value);
}

async function choose(page: Page, label: string, value: string) {
  steps += 1;
  const select = page.getByLabel(label, { exact: true });
  const option = await select.locator("option", { hasText: value }).first().getAttribute("value");
  await select.selectOption(option);
}

test("an empty folder becomes the site of an association", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  page.setDefaultTimeout(8_000);
  const link = (name: string) => page.getByRole("link", { name, exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  /** Opens a page of the site's arrangement. */
  const open = async (name: string) => {
    await click(link("Trang web"));
    if (name !== "Thông tin") await click(link(name));
  };
  const said = (words: string) => expect(page.getByText(words)).toBeVisible();

  // The first minute.
  await page.goto(address);
  await fill(page, "Tên trang web", "Cổng thông tin Khuyến học");
  await fill(page, "Tên", "Trần Lan");
  await fill(page, "E-mail", "lan@hoi.vn");
  await fill(page, "Mật khẩu", "bốn con mèo ngủ say");
  await choose(page, "Nội dung ban đầu", "Trang trống");
  await click(button("Tạo trang web"));
  await expect(page.getByText("Trang web đã sẵn sàng")).toBeVisible({ timeout: 30_000 });

  // Categories: an empty site has the first one.
  await open("Chuyên mục");
  await click(page.getByRole("link", { name: "thêm mục con của Tin tức" }));
  await fill(page, "Tên chuyên mục", "Sổ Tay Khuyến Học");
  await click(button("Tạo chuyên mục"));
  await said("Chuyên mục đã được tạo.");

  // The introduction.
  await open("Trang");
  await click(link("Viết trang mới"));
  await fill(page, "Tiêu đề", "Tổ chức Hội Khuyến học Việt Nam");
  await fill(page, "Đường dẫn", "gioi-thieu");
  steps += 1;
  await writeText(page, text("pages", "<p>1. Tôn chỉ, mục đích: Hội Khuyến học Việt Nam là tổ chức xã hội của mọi công dân.</p>"));
  await click(button("Lưu và đăng"));
  await said("Trang đã được lưu; bạn đọc thấy ngay từ bây giờ.");

  // The poll, and what the replaced site had counted.
  await click(link("Bình chọn"));
  await click(link("Tạo cuộc bình chọn"));
  await fill(page, "Câu hỏi", QUESTION);
  const rows = page.getByLabel(/^Phương án \d+$/);
  while ((await rows.count()) < OPTIONS.length) await click(button("Thêm dòng"));
  for (const [place, option] of OPTIONS.entries()) await fill(page, `Phương án ${place + 1}`, option);
  await choose(page, "Ai xem được kết quả", "Mọi người, bất cứ lúc nào");
  await click(button("Lưu, bạn đọc thấy ngay"));
  await said("Cuộc bình chọn đã được tạo.");
  await open("Số liệu trang cũ");
  await fill(page, "Tổng lượt truy cập của trang cũ", "25.378.017");
  await fill(page, "Từng năm, tháng hoặc ngày, nếu biết", "2024-03 = 348.760\n24/03/2024 = 9.593");
  await click(button("Lưu số liệu"));
  await said("Số liệu đã được lưu");

  // The operator and the introduction.
  await open("Thông tin");
  await fill(page, "Cơ quan chủ quản", "Hội Khuyến học");
  await fill(page, "Tiêu đề phần giới thiệu ở cột bên", "Giới thiệu");
  await choose(page, "Phần giới thiệu lấy từ trang", "Tổ chức Hội Khuyến học Việt Nam");
  await choose(page, "Cuộc bình chọn ở cột bên", QUESTION);
  await click(button("Lưu, bạn đọc thấy ngay"));
  await said("Thông tin trang web đã được lưu.");

  // The menu, the links and the footer.
  await open("Menu và liên kết");
  const region = (name: string) => page.getByRole("region", { name });
  steps += 1;
  await region("Menu chính").getByLabel("Tiêu đề", { exact: true }).fill("Danh Mục Chính");
  await click(region("Menu chính").getByRole("button", { name: "Lưu tiêu đề" }));
  await said("Tiêu đề đã được lưu.");
  /** Adds a link that is found by its name. */
  const addFound = async (words: string, found: string, label: string, parent?: string) => {
    await click(page.getByRole("link", { name: "Thêm liên kết vào Danh Mục Chính" }));
    if (label) await fill(page, "Chữ của liên kết", label);
    await fill(page, "Tên chuyên mục, trang, bài, chuyên đề, cuộc bình chọn", words);
    await click(button("Tìm"));
    steps += 1;
    await page.getByRole("radio", { name: found }).check();
    if (parent) await choose(page, "Nằm dưới", parent);
    await click(button("Lưu liên kết"));
    await said("Liên kết đã được lưu.");
  };
  await addFound("to chuc hoi", "Trang: Tổ chức Hội Khuyến học Việt Nam", "Giới thiệu");
  await addFound("so tay", "Chuyên mục: Sổ Tay Khuyến Học", "", "Tin tức");
  await click(page.getByRole("button", { name: "Đưa lên trên: Giới thiệu" }));
  await said("Thứ tự đã được lưu.");
  await fill(page, "Tiêu đề của nhóm mới", "Liên Kết");
  await click(region("Liên kết ở cột bên").getByRole("button", { name: "Tạo nhóm" }));
  await said("Nhóm đã được tạo.");
  const addTo = async (list: Locator, label: string, href: string) => {
    await click(list);
    await fill(page, "Chữ của liên kết", label);
    if (href) await fill(page, "Dẫn tới địa chỉ", href);
    await click(button("Lưu liên kết"));
    await said("Liên kết đã được lưu.");
  };
  for (const [label, href] of LINKS) {
    await addTo(page.getByRole("link", { name: "Thêm liên kết vào Liên Kết" }), label, href);
  }
  for (const label of ["trung tam dạy tốt", "Luyện thi đại học"]) {
    await addTo(region("Chân trang").getByRole("link", { name: /^Thêm liên kết/ }), label, "");
  }

  // The article, with its pictures.
  await click(link("Hình ảnh"));
  steps += 1;
  await page.getByLabel("Chọn một hoặc nhiều hình").setInputFiles(PICTURE);
  await click(button("Tải lên"));
  await said("Hình đã được tải lên.");
  await fill(page, "Chú thích dưới hình", CAPTION);
  await fill(page, "Mô tả hình", "Buổi tuyên truyền khuyến học ở xã");
  await click(button("Lưu"));
  await expect(page.locator(".picture-snippet code")).toContainText(CAPTION);
  const picture = (await page.locator(".picture-snippet code").textContent()) ?? "";
  const body = text("articles", "<p>Đến nay, xã có gần 2 000 hội viên.</p><p>Hằng năm, các cấp Hội đẩy mạnh tuyên truyền.</p>");
  await click(link("Bài viết"));
  await click(link("Viết bài mới"));
  await fill(page, "Tiêu đề", TITLE);
  await fill(page, "Đoạn mở đầu (sapo)", "Trong những năm gần đây, phong trào khuyến học đã phát triển toàn diện.");
  steps += 1;
  await writeText(page, body.replace(/<figure>.*?<\/figure>/gs, "") + picture);
  await choose(page, "Chuyên mục", "Sổ Tay Khuyến Học");
  await fill(page, "Giờ đăng", "2024-03-24T21:06");
  await click(page.getByText("Hoặc chọn hình đã có"));
  steps += 1;
  await page.locator(".picture-choice input").nth(1).check();
  await click(page.getByText("Tác giả, nguồn và tệp đính kèm"));
  await fill(page, "Tên tác giả", "NGUYỄN THỊ THÚY NGÂN");
  await fill(page, "Đơn vị", "Uỷ ban nhân dân xã Mai Lâm, huyện Đông Anh");
  await click(button("Lưu và đăng"));
  await said("Bài đã được đăng.");

  // What readers have of it.
  const reader = await page.context().browser()!.newPage();
  const site = new URL(address).origin;
  await reader.goto(site);
  await expect(reader.locator(".masthead__name")).toHaveText("Cổng thông tin Khuyến học");
  await reader.getByRole("main").getByRole("link", { name: TITLE }).first().click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  const menu = reader.getByRole("navigation", { name: "Danh Mục Chính" });
  expect(await menu.locator(".menu__bar").getByRole("listitem").allTextContents()).toEqual(["Trang nhất", "Giới thiệu", "Tin tức"]);
  await expect(menu.locator(".menu__tree").getByText("Sổ Tay Khuyến Học")).toHaveCount(1);
  const trail = reader.getByRole("navigation", { name: "Vị trí trang" });
  await expect(trail).toContainText(/Trang nhất.*Tin tức.*Sổ Tay Khuyến Học/s);
  const article = reader.getByRole("article");
  await expect(article).toContainText("Chủ nhật");
  await expect(article).toContainText("24/03/2024");
  await expect(article).toContainText("Uỷ ban nhân dân xã Mai Lâm, huyện Đông Anh");
  await expect(article.getByText(CAPTION).first()).toBeVisible();
  const side = reader.getByRole("complementary", { name: "Thông tin thêm" });
  await expect(side.getByText(QUESTION)).toBeVisible();
  for (const option of OPTIONS) await expect(side.getByRole("radio", { name: option })).toHaveCount(1);
  await expect(side).toContainText("Tổ chức Hội Khuyến học Việt Nam");
  await expect(side.getByRole("navigation", { name: "Liên Kết" }).getByRole("listitem")).toHaveCount(LINKS.length);
  await expect(side).toContainText("25.378.0");
  const footer = reader.getByRole("contentinfo");
  for (const words of ["trung tam dạy tốt", "Luyện thi đại học", "Hội Khuyến học"]) await expect(footer).toContainText(words);
  await reader.close();
  test.info().annotations.push({ type: "steps", description: String(steps) });
  console.log(`an empty folder became the site in ${steps} steps`);
  expect(complaints).toEqual([]);
});
