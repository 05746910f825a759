// The pages to test, with address and heading: every kind on the starter pack, and extreme ones on a site of
// their own (extreme.mjs).

import { pollPath } from "./polls.mjs";

/** Every kind of page. */
export const PAGES = [
  { name: "front page", path: "/", heading: "Nếp học Lương Sen" },
  { name: "category", path: "/tin/van-hoa-doc", heading: "Văn hóa đọc" },
  { name: "sub-category", path: "/tin/lop-hoc-cong-dong", heading: "Lớp học cộng đồng" },
  { name: "long category", path: "/tin/kho-luu-tru", heading: "Kho lưu trữ" },
  { name: "month", path: "/tin/van-hoa-doc/thang/2026-09", heading: "Văn hóa đọc, tháng 9/2026" },
  { name: "all series", path: "/chuyen-de", heading: "Chuyên đề" },
  { name: "series", path: "/chuyen-de/moi-xom-mot-tu-sach", heading: "Mỗi xóm một tủ sách" },
  { name: "tag", path: "/the/doc-sach", heading: "Đọc sách" },
  { name: "author", path: "/tac-gia/le-thi-sen", heading: "Lê Thị Sen" },
  { name: "article", path: "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21", heading: "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ Ở XÃ YÊN MẠCH" },
  { name: "article with a table", path: "/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-16", heading: "Lịch lớp học cộng đồng ba tháng cuối năm" },
  { name: "article of a series", path: "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12", heading: "Chuyến xe sách đi dọc triền đê" },
  { name: "article with a file", path: "/tin/lop-hoc-cong-dong/thong-bao-mo-them-lop-may-tinh-buoi-toi-tai-ha-lien-22", heading: "Thông báo: Mở thêm lớp máy tính buổi tối tại Hạ Liên" },
  { name: "static page", path: "/trang/gioi-thieu", heading: "Giới thiệu" },
  { name: "polls", path: "/binh-chon", heading: "Bình chọn" },
  { name: "poll", path: "/binh-chon/1", heading: "Quý vị thường dành thời gian đọc sách vào lúc nào trong ngày?" },
  { name: "statistics", path: "/thong-ke", heading: /^Thống kê truy cập tháng \d+\/\d{4}$/ },
  { name: "counting", path: "/thong-ke/cach-dem", heading: "Cách chúng tôi đếm" },
  { name: "kept articles", path: "/doc-sau", heading: "Bài đã lưu" },
  { name: "search", path: "/tim-kiem?q=th%C6%B0+vi%E1%BB%87n", heading: "Tìm “thư viện”" },
  { name: "search in vain", path: "/tim-kiem?q=khuy%E1%BA%BFn+hox", heading: "Tìm “khuyến hox”" },
  { name: "closed poll", path: "/binh-chon/3", heading: "Thư viện làng nên mở cửa thêm buổi nào?" },
];

/** Polls in states that the starter pack does not have, on a site of their own (polls.mjs). */
export const POLLS = [
  { name: "a poll to come", path: pollPath("upcoming") },
  { name: "a poll of twelve options", path: pollPath("long") },
  { name: "a hidden result", path: pollPath("hidden") },
  { name: "a framed poll", path: `${pollPath("long")}/nhung` },
  { name: "a receipt that is not there", path: `${pollPath("long")}?phieu=1-AAAA-BBBB-CCCC` },
];

/** Statistics of more than a year, on a site of their own (server/examples/history.rs). */
export const STATISTICS = [
  { name: "statistics of a month", path: "/thong-ke" },
  { name: "statistics of the month before", path: "/thong-ke/2026-10" },
  { name: "statistics of a year", path: "/thong-ke/2026" },
  { name: "all statistics", path: "/thong-ke/tu-dau" },
  { name: "statistics of a day", path: "/thong-ke/2026-11-24" },
  { name: "most read", path: "/" },
];

/** Pages that respond with 404 and links to go on. */
export const MISSING = [{ name: "no such page", path: "/khong-co", heading: "Không tìm thấy trang này" }];

/** Extreme content by editors and owners. */
export const EXTREME = [
  { name: "extreme front page", path: "/" },
  { name: "a title without a space", path: "/tin/a/khong-khoang-trang-3" },
  { name: "nothing but a title", path: "/tin/a/chi-co-tieu-de-2" },
  { name: "odd pictures", path: "/tin/a/hinh-la-4" },
  { name: "a category of one letter", path: "/tin/a" },
  { name: "a category with one article", path: "/tin/mot-bai" },
  { name: "an article alone in its category", path: "/tin/mot-bai/mot-minh-1" },
  { name: "an empty category", path: "/tin/trong" },
  { name: "an empty series", path: "/chuyen-de/trong" },
  { name: "no series", path: "/chuyen-de" },
  { name: "an empty month", path: "/tin/a/thang/1999-01" },
  { name: "an author without anything", path: "/tac-gia/khong-bai" },
];

/** The pages of the desk, on a site of their own, as an administrator sees them. */
export const DESK = [
  { name: "desk", path: "/ban-bien-tap" },
  { name: "desk articles", path: "/ban-bien-tap/bai-viet" },
  { name: "desk articles, none found", path: "/ban-bien-tap/bai-viet?tim=khongcotunay" },
  { name: "desk new article", path: "/ban-bien-tap/bai-viet/moi" },
  { name: "desk article", path: "/ban-bien-tap/bai-viet/21" },
  { name: "desk drafts", path: "/ban-bien-tap/ban-nhap" },
  { name: "desk vain searches", path: "/ban-bien-tap/tim-khong-thay" },
  { name: "desk redirects", path: "/ban-bien-tap/chuyen-huong" },
  { name: "desk new redirect", path: "/ban-bien-tap/chuyen-huong/moi?tu=%2Fgioi-thieu.html" },
  { name: "desk missing addresses", path: "/ban-bien-tap/chuyen-huong/khong-co-trang" },
  { name: "desk pictures", path: "/ban-bien-tap/hinh-anh" },
  { name: "desk picture", path: "/ban-bien-tap/hinh-anh/1" },
  { name: "desk polls", path: "/ban-bien-tap/binh-chon" },
  { name: "desk new poll", path: "/ban-bien-tap/binh-chon/moi" },
  { name: "desk poll", path: "/ban-bien-tap/binh-chon/1" },
  { name: "desk accounts", path: "/ban-bien-tap/tai-khoan" },
  { name: "desk new account", path: "/ban-bien-tap/tai-khoan/moi" },
  { name: "desk account", path: "/ban-bien-tap/tai-khoan/2" },
  { name: "desk site", path: "/ban-bien-tap/trang-web" },
  { name: "desk categories", path: "/ban-bien-tap/chuyen-muc" },
  { name: "desk new category", path: "/ban-bien-tap/chuyen-muc/moi" },
  { name: "desk category", path: "/ban-bien-tap/chuyen-muc/1" },
  { name: "desk menus", path: "/ban-bien-tap/menu" },
  { name: "desk new link", path: "/ban-bien-tap/menu/nhom/1/moi" },
  { name: "desk link", path: "/ban-bien-tap/menu/lien-ket/1" },
  { name: "desk opening balances", path: "/ban-bien-tap/so-lieu-cu" },
  { name: "desk static pages", path: "/ban-bien-tap/trang" },
  { name: "desk new static page", path: "/ban-bien-tap/trang/moi" },
  { name: "desk static page", path: "/ban-bien-tap/trang/1" },
  { name: "desk health", path: "/ban-bien-tap/suc-khoe" },
  { name: "desk backups", path: "/ban-bien-tap/suc-khoe/sao-luu" },
  { name: "desk log", path: "/ban-bien-tap/nhat-ky" },
  { name: "desk own account", path: "/ban-bien-tap/toi" },
];
