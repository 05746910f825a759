//! Documents that LibreOffice 7.4 has written from the files in `fixtures/sources`.

use super::{docx::png, read, well_formed};
use crate::{LeftOut, WordText};
use std::{env, fs, path::Path};

fn file(name: &str) -> WordText {
    // Where the package is when the tests run: a program that was built in another folder may be run again.
    let package = env::var("CARGO_MANIFEST_DIR").expect("run by cargo");
    let path = Path::new(&package).join("fixtures").join(name);
    let text = read(&fs::read(path).expect("a file")).expect("a document");
    well_formed::check(&text);
    text
}

#[test]
fn a_news_item_is_read() {
    let text = file("tin.docx");
    assert_eq!(text.title.as_deref(), Some("HỘI KHUYẾN HỌC XÃ YÊN MẠCH TRAO HỌC BỔNG"));
    let lead = "Sáng 20/11, Hội Khuyến học xã Yên Mạch trao 120 suất học bổng cho học sinh nghèo vượt khó.";
    assert_eq!(text.lead.as_deref(), Some(lead));
    let html = [
        "<h2>Một buổi sáng đáng nhớ</h2>",
        "<p>Buổi lễ diễn ra <strong>trang trọng</strong>, với <em>hơn 300</em> người dự; xem <a href=\"https://example.org/tin?a=1&amp;b=2\">tin cũ</a> hoặc <a href=\"mailto:hoi@example.org\">viết thư</a>.<br>Dòng thứ hai: H2O và m2.</p>",
        "<figure data-picture=\"0\"></figure>",
        "<h3>Chương trình</h3>",
        "<ol start=\"3\"><li>Khai mạc<ul><li>Chào cờ</li><li>Giới thiệu đại biểu<ul><li>Đại biểu huyện</li></ul></li></ul></li><li>Trao học bổng</li></ol>",
        "<p>Sau đó là phần trao đổi.</p>",
        "<ul><li>Ý kiến phụ huynh</li><li>Ý kiến <strong>học sinh</strong></li></ul>",
        "<h4>Số liệu</h4>",
        "<table><thead><tr><th scope=\"col\">Lớp</th><th colspan=\"2\" scope=\"col\">Học sinh</th></tr></thead><tbody><tr><td rowspan=\"2\">Khối 5</td><td>Nam</td><td>12</td></tr><tr><td>Nữ</td><td>15</td></tr></tbody></table>",
        "<p>Kết thúc <s>muộn</s> đúng giờ.</p>",
        "<figure data-picture=\"1\"></figure>",
        "<blockquote><p>Học, học nữa, học mãi.</p></blockquote>",
        "<hr>",
        "<p>Hết.</p>",
    ];
    assert_eq!(text.html, html.join("\n"));
    let captions: Vec<&str> = text.pictures.iter().map(|picture| picture.caption.as_str()).collect();
    assert_eq!(captions, ["Các em học sinh nhận học bổng.", "Ảnh 2: Nhà văn hóa xã Yên Mạch."]);
    assert!(text.pictures.iter().all(|picture| picture.bytes.starts_with(&png(0)[..8])));
    assert_eq!(text.left_out, LeftOut::default());
}

#[test]
fn a_plan_with_notes_and_changes_is_read() {
    let text = file("ke-hoach.docx");
    assert_eq!(text.title.as_deref(), Some("Kế hoạch năm học 2026–2027"));
    assert_eq!(text.lead.as_deref(), Some("Ban hành kèm theo Quyết định số 12"));
    let html = [
        "<h2>Mục đích</h2>",
        "<p>Nâng cao <strong>chất lượng</strong> học tập<sup>1</sup>, giữ vững nề nếp.<sup>2</sup></p>",
        "<h3>Nội dung</h3>",
        "<ol><li>Việc thứ nhất<ol><li>ý a</li><li>ý b</li></ol></li><li>Việc thứ hai</li></ol>",
        "<p>Xen giữa hai danh sách.</p>",
        "<ol start=\"3\"><li>Việc thứ ba</li></ol>",
        "<ul><li>gạch đầu dòng</li></ul>",
        "<figure data-picture=\"0\"></figure>",
        "<p>Đoạn có khung.</p>",
        "<p>Chữ trong khung</p>",
        "<table><thead><tr><th scope=\"col\">STT</th><th colspan=\"2\" scope=\"col\">Công việc</th></tr></thead><tbody><tr><td rowspan=\"2\">1</td><td><p>Họp</p><p>lúc 8 giờ</p></td><td><ul><li>hội trường</li></ul></td></tr><tr><td>Học</td><td></td></tr></tbody></table>",
        "<p>Đoạn có ảnh</p>",
        "<figure data-picture=\"1\"></figure>",
        "<p>ở giữa.</p>",
        "<blockquote><p>Học đi đôi với hành.</p></blockquote>",
        "<p>Hết.</p>",
        "<p><sup>1</sup> Theo <a href=\"https://example.org/\">báo cáo</a> năm 2025.</p>",
        "<p><sup>2</sup> Ghi chú cuối.</p>",
    ];
    assert_eq!(text.html, html.join("\n"));
    assert_eq!(text.pictures[0].words, "Sân trường");
    assert_eq!(text.pictures[0].caption, "Hình 1. Sân trường ngày khai giảng");
    assert_eq!(text.pictures[1].words, "Nhà văn hóa \"xã\" <Yên Mạch>");
}

#[test]
fn a_letter_in_old_fonts_is_read() {
    let text = file("phong-cu.docx");
    assert_eq!(text.title.as_deref(), Some("TRƯỜNG TIỂU HỌC ĐỨC THẮNG"));
    let html = [
        "<p>Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập - tự do - hạnh phúc; kỹ sư, nghệ sĩ, người lao động ở quê hương đổi mới.</p>",
        "<p>Ủy ban nhân dân xã Yên Mạch: kỷ niệm ngày thành lập, thuở ấy, bằng chữ quốc ngữ, nguyện vọng, ở thị trấn Mỹ Lý.</p>",
        "<p>Đoạn này đã là Unicode.</p>",
    ];
    assert_eq!(text.html, html.join("\n"));
}
