//! How visitors are counted, in simple words, at `/thong-ke/cach-dem`. Each rule here is implemented in
//! `domain::statistics`, that of searches in `domain::search`.

use crate::{
    rendered_page::{Head, RenderedPage},
    routes,
    sharing::Elsewhere,
    ui::breadcrumb::Breadcrumb,
};
use leptos::prelude::*;

/// Each rule: its title and its text.
const RULES: [(&str, &str); 12] = [
    (
        "Lượt xem trang",
        "Mỗi lần một trang được mở cho người đọc là một lượt xem: mở thẳng, bấm liên kết, hay bấm nút lùi. Trang báo lỗi, \
         trang được trình duyệt tải sẵn mà chưa ai nhìn, và tệp ảnh không được tính.",
    ),
    (
        "Lượt truy cập",
        "Một lượt truy cập bắt đầu khi một người mở trang sau ít nhất 30 phút không mở trang nào. Xem mười trang liền nhau \
         vẫn là một lượt. Bốn con số bên lề trang là lượt truy cập; riêng “đang truy cập” là số người.",
    ),
    (
        "Đang truy cập",
        "Số người khác nhau đã mở một trang trong 300 giây vừa qua; của một mạng nhiều nhất 50 người.",
    ),
    (
        "Thế nào là một người",
        "Trang không dùng cookie để đếm. Địa chỉ mạng (với IPv6 là nửa đầu của địa chỉ), tên trình duyệt và ngôn ngữ được \
         trộn với một khóa bí mật chỉ dùng trong ngày thành một dấu không đọc ngược lại được. Hai người dùng hai máy giống hệt nhau trên cùng một mạng được \
         tính là một; một người dùng hai máy được tính là hai.",
    ),
    (
        "Nửa đêm",
        "Ngày, tháng và năm theo giờ của trang này. Đúng nửa đêm, khóa của ngày và danh sách người của ngày bị xóa hẳn, nên \
         không ai bị theo dõi từ ngày này sang ngày khác. Ai đang đọc qua nửa đêm bắt đầu một lượt mới.",
    ),
    (
        "Máy tìm kiếm và máy tự động",
        "Chúng được nhận ra theo tên tự xưng và có bảng riêng; chúng không nằm trong lượt xem, lượt truy cập hay số người \
         đang truy cập. Máy giả làm trình duyệt của người thì không nhận ra được.",
    ),
    (
        "Giới hạn",
        "Một địa chỉ mạng được tính nhiều nhất 600 lượt xem mỗi phút và 2.000 người mỗi ngày. Trong bảng \
         bài viết và mục đọc nhiều, một bài được tính nhiều nhất 50 lượt xem mỗi ngày từ một mạng. Phần vượt quá không được \
         tính, để không ai bơm được con số.",
    ),
    (
        "Các bảng",
        "Trình duyệt, hệ điều hành, thiết bị, ngôn ngữ, trang dẫn đến, loại trang và bài viết được cộng riêng từng thứ theo \
         ngày, không bao giờ ghép với nhau, và mười lăm phút mới làm mới một lần. Mỗi bảng giữ nhiều nhất 500 dòng một ngày, phần \
         còn lại gộp vào “Khác”. Quốc gia chỉ có khi người quản lý trang cung cấp tệp tra cứu. “Lượt bắt đầu tại \
         đây” là lượt truy cập mà trang đầu tiên thuộc về dòng ấy.",
    ),
    (
        "Những gì được giữ lại",
        "Số lượt của từng giờ được giữ mãi; không con số nào bị đặt lại về không. Địa chỉ mạng, tên trình duyệt đầy đủ và \
         địa chỉ trang dẫn đến không được lưu; của trang dẫn đến chỉ giữ tên miền.",
    ),
    (
        "Những gì quý vị tìm",
        "Chỉ câu tìm không có bài nào trả lời được ghi lại, viết không dấu, kèm số lần và lần cuối; không ghi ai đã tìm. Ban \
         biên tập xem để viết bài còn thiếu.",
    ),
    (
        "Số liệu của trang cũ",
        "Nếu trang này thay cho một trang cũ, số lượt mà trang cũ đã đếm được cộng vào làm số dư đầu kỳ, và luôn được ghi rõ là \
         từ trang cũ. Cách đếm của trang cũ có thể khác.",
    ),
    (
        "Khi máy chủ dừng",
        "Số liệu được ghi mỗi giây một lần. Máy chủ dừng đúng cách thì không mất lượt nào; dừng đột ngột thì mất nhiều nhất \
         một giây. Danh sách người của ngày còn nguyên sau khi mở lại, nên không ai bị đếm hai lần.",
    ),
];

/// Renders the rules.
pub fn counting_page() -> RenderedPage {
    let steps = vec![
        (routes::STATISTICS.to_owned(), "Thống kê truy cập".to_owned()),
        (routes::COUNTING.to_owned(), "Cách chúng tôi đếm".to_owned()),
    ];
    let description = "Thế nào là một lượt truy cập, một người, một máy tự động, và những gì không được lưu.";
    let head = Head {
        title: "Cách chúng tôi đếm".to_owned(),
        canonical: Some(routes::COUNTING.to_owned()),
        elsewhere: Elsewhere::page(description, steps.clone()),
    };
    let rules = RULES.map(|(about, rule)| {
        view! {
            <h2>{about}</h2>
            <p>{rule}</p>
        }
    });
    let view = view! {
        <Breadcrumb steps here=true/>
        <header class="list-head">
            <h1 class="list-head__title">"Cách chúng tôi đếm"</h1>
            <p class="list-head__description">"Mọi con số trên trang thống kê đều theo những quy tắc sau."</p>
        </header>
        <div class="prose">{Vec::from(rules)}</div>
    };
    RenderedPage::html(routes::COUNTING.to_owned(), head, view)
}
