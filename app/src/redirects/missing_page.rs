//! The desk's list of addresses that were asked for in vain.

use crate::{
    desk::{Done, hidden, table},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{clock::Moment, redirects::MissingAddress, statistics::grouped};
use leptos::prelude::*;

/// The field with the address.
pub const ADDRESS: &str = "dia-chi";

/// An address was taken off the list.
pub const FORGOTTEN: Done = Done::new("bo-qua", "Địa chỉ đã được bỏ khỏi danh sách.");

/// Renders it; each address has the time when it was last asked for.
pub fn missing_page(missing: Vec<(MissingAddress, Moment)>, done: Option<Done>) -> AnyView {
    let list = if missing.is_empty() {
        view! { <p class="empty-state">"Mọi địa chỉ bạn đọc mở đều có trang."</p> }.server_only()
    } else {
        let rows = missing.into_iter().map(row).collect();
        table(
            "Địa chỉ không có trang",
            &["Địa chỉ", "Số lần mở", "Lần cuối", "Có liên kết ở", "Việc cần làm"],
            rows,
        )
    };
    view! {
        {done.map(Done::notice)}
        <p class="field__hint">
            "Những địa chỉ này đã được mở mà không có trang; danh sách có 100 địa chỉ được bạn đọc mở nhiều nhất. \
             Không ghi ai đã mở; những lần dò tìm lỗ hổng không được tính. Địa chỉ đã bỏ qua sẽ hiện lại nếu còn có người mở, \
             và tự mất đi sau 90 ngày không ai mở."
        </p>
        {list}
        <p><a href=addresses::REDIRECTS>"Mọi chuyển hướng"</a></p>
    }
    .server_only()
}

fn row((missing, last): (MissingAddress, Moment)) -> AnyView {
    let MissingAddress { address, times, crawler_times, linked_from, .. } = missing;
    let from = linked_from.map(|from| {
        view! { "từ " <a href=from.address()>{from.to_string()}</a> }
    });
    let readers = (times > 0).then(|| format!("bạn đọc {} lần", grouped(times)));
    let crawlers = (crawler_times > 0).then(|| format!("máy tìm kiếm {} lần", grouped(crawler_times)));
    // On a phone the table header is not visible, so each cell includes what it means.
    let asked: Vec<String> = readers.into_iter().chain(crawlers).collect();
    let text = address.to_string();
    view! {
        <tr>
            <th scope="row" class="desk-table__title desk-table__address">{text.clone()}</th>
            <td>{asked.join(", ")}</td>
            <td><time datetime=last.machine.clone()>{last.in_short().to_owned()}</time></td>
            <td class="desk-table__address">{from}</td>
            <td>
                <div class="desk-table__steps">
                <a
                    class="button button--quiet"
                    href=addresses::new_redirect(&text)
                    aria-label=format!("Dẫn tới…, từ {text}")
                >
                    "Dẫn tới…"
                </a>
                <form method="post" action=addresses::MISSING_ADDRESSES>
                    {hidden(ADDRESS, text.clone())}
                    <button class="button button--quiet" type="submit" aria-label=format!("Bỏ qua {text}")>
                        "Bỏ qua"
                    </button>
                </form>
                </div>
            </td>
        </tr>
    }
    .server_only()
}
